"""From an address to an actor, and the headers that every answer carries."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from zebrapad.core.cities.models import RESERVED_SLUGS, City
from zebrapad.core.people.actors import Actor, Refused, Request, SignInFirst, actor_for
from zebrapad.core.people.factors import ask_first
from zebrapad.core.people.models import Person
from zebrapad.core.ui.pages import KEPT, KEPT_SECONDS, State, ready
from zebrapad.web.api import problems

Answer = Callable[[Request], HttpResponse]
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)

POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)


class HeadersMiddleware:
    """Nothing from elsewhere runs, is framed, or learns where a reader came from."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"
        )
        return response


class FaultMiddleware:
    """A database that is away is said plainly; an act that came too late gets its page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        try:
            return self.get_response(request)
        except OperationalError:
            return away(request)

    def process_exception(self, request: Request, fault: Exception) -> HttpResponse | None:
        if isinstance(fault, OperationalError):
            return away(request)
        if isinstance(fault, SignInFirst):
            return redirect_to_login(request.get_full_path())
        if isinstance(fault, Refused):
            page = render_to_string("409.html", {"reason": str(fault)}, request)
            return HttpResponse(page, status=409)
        return None


def away(request: HttpRequest) -> HttpResponse:
    """The answer for when the database does not answer; it needs nothing but itself."""
    if problems.is_asked_here(request):
        return problems.away(request)
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "30"})


class ReadyMiddleware:
    """A page that is kept ready is given before anything else is asked.

    It is the same for everyone, so who asks, in which session and by which form is
    of no matter; and looking up which view answers takes longer than answering.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return _ready(request) or self.get_response(request)


def _ready(request: Request) -> HttpResponse | None:
    _root, language, slug, *_rest = [*request.path_info.split("/", 3), "", ""]
    if language not in LANGUAGES or not slug or slug in RESERVED_SLUGS:
        return None
    state = state_of(slug)
    return None if state is None else ready(request, state)


def state_of(slug: str) -> State | None:
    """Every request of a city asks this, and most nothing else: so in the fewest words.

    It tells as well as any question whether a connection that was kept still stands,
    so none is asked before it; where it fell meanwhile, it is opened anew once.
    """
    connection.health_check_done = True  # type: ignore[attr-defined]
    try:
        return _state_of(slug)
    except OperationalError:
        if connection.in_atomic_block:
            raise
        connection.close()
        return _state_of(slug)


def _state_of(slug: str) -> State | None:
    if "\x00" in slug:  # PostgreSQL takes none, and no city has one
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, revision FROM cities_city WHERE slug = %s", [slug])
        found = cursor.fetchone()
    return None if found is None else State(*found)


def city_named(slug: str) -> City | None:
    """The city of an address, kept under its revision."""
    state = state_of(slug)
    if state is None:
        return None
    key = f"city.{state.pk}.{state.revision}"
    city: City | None = KEPT.get(key)
    if city is None:
        city = City.objects.filter(slug=slug).first()
        KEPT.set(key, city, KEPT_SECONDS)
    return city


class ActorMiddleware:
    """Every address below a city is answered for that city and for who asks."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: Request, view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        slug = kwargs.pop("city", None)
        if slug is None:
            return None
        city = city_named(slug)
        if city is None:
            raise Http404(slug)
        if getattr(view, "is_public", False):
            request.actor = Actor(city)  # the same for everyone: the session stays closed
            return None
        person = request.user if isinstance(request.user, Person) else None
        request.actor = actor_for(person, city)
        return ask_first(request, person, request.actor.roles) if person else None
