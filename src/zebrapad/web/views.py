"""The pages that belong to no city, and what is said when something is not there."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zebrapad.core.cities.models import RESERVED_SLUGS, City, Host
from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.pages import NotHere
from zebrapad.web import heartbeat


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The reader's language, and the only city or the city of this domain; else the list."""
    language = get_language_from_request(request)
    own = Host.objects.filter(name=request.get_host().split(":")[0].lower()).first()
    cities = list(City.objects.all()[:2])
    city = own.city if own else cities[0] if len(cities) == 1 else None
    address = f"/{language}/{city.slug}/" if city else f"/{language}/"
    response = redirect(address)
    response.headers["Vary"] = "Accept-Language"
    return response


@require_safe
def cities(request: HttpRequest) -> HttpResponse:
    return render(request, "installation/cities.html", {"cities": City.objects.all()})


@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether the database answers and a worker was seen lately."""
    try:
        connection.ensure_connection()
        worker = heartbeat.is_beating()
    except DatabaseError:
        return JsonResponse({"database": False, "worker": False}, status=503)
    return JsonResponse({"database": True, "worker": worker}, status=200 if worker else 503)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says what is not there, and where to go on: the city's pages, or the cities."""
    words = request.path.replace("\x00", "").strip("/").split("/")
    slug = words[1] if len(words) > 1 and words[0] in dict(settings.LANGUAGES) else ""
    city = City.objects.filter(slug=slug).first()
    reason = ""
    if city:
        # The frame of the city's pages, with its way to help, for whoever went astray in it.
        request.actor = Actor(city)  # type: ignore[attr-defined]
        reason = str(exception) if isinstance(exception, NotHere) else ""
    elif slug and slug not in RESERVED_SLUGS:
        reason = _("There is no city “%(slug)s” here.") % {"slug": slug}
    context = {"reason": reason, "cities": City.objects.all()[:20]}
    return HttpResponse(render_to_string("404.html", context, request), status=404)


def not_allowed(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    return HttpResponse(render_to_string("403.html", {}, request), status=403)


def broken(_request: HttpRequest) -> HttpResponse:
    """Needs nothing: not the request, not the database, not a language."""
    return HttpResponse(render_to_string("500.html"), status=500)
