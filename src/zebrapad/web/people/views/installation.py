"""For who runs the installation: its cities, its administrators, how its work stands."""

from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zebrapad.web.people import installation, outbox
from zebrapad.web.people.doors import SignedIn, administrators_only
from zebrapad.web.people.forms import AdministratorForm, CityForm, HostsForm


@require_safe
@administrators_only
def overview(request: SignedIn) -> HttpResponse:
    context = {
        "cities": installation.cities(request.user),
        "administrators": installation.administrators(request.user),
        "work": installation.work(request.user),
        "mail": settings.EMAIL_HOST if settings.PRODUCTION else "",
        "sender": settings.DEFAULT_FROM_EMAIL,
        "outbox": settings.DEMO,
    }
    return render(request, "people/installation.html", context)


@require_http_methods(["GET", "POST"])
@administrators_only
def add_city(request: SignedIn) -> HttpResponse:
    form = CityForm(request.POST or None)
    if form.is_valid():
        wanted = ("slug", "name", "country", "languages", "hosts")
        given: dict[str, Any] = {name: form.cleaned_data[name] for name in wanted}
        try:
            city = installation.add_city(request.user, **given)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The city is added. Invite its coordinator now."))
            return redirect("people:invite", city.slug)
    return render(request, "people/add_city.html", {"form": form})


@require_http_methods(["GET", "POST"])
@administrators_only
def hosts(request: SignedIn, slug: str) -> HttpResponse:
    city = get_object_or_404(installation.cities(request.user), slug=slug)
    names = "\n".join(host.name for host in city.hosts.all())
    form = HostsForm(request.POST or None, initial={"hosts": names})
    if form.is_valid():
        try:
            installation.set_hosts(request.user, city, form.cleaned_data["hosts"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The domains are saved."))
            return redirect("house:installation")
    return render(request, "people/hosts.html", {"form": form, "town": city})


@require_http_methods(["GET", "POST"])
@administrators_only
def add_administrator(request: SignedIn) -> HttpResponse:
    form = AdministratorForm(request.POST or None)
    if form.is_valid():
        person = installation.add_administrator(request.user, **form.cleaned_data)
        installation.welcome(person)
        messages.success(request, _("%s is named, and gets a mail.") % person.email)
        return redirect("house:installation")
    return render(request, "people/add_administrator.html", {"form": form})


@require_POST
@administrators_only
def end_administrator(request: SignedIn, number: int) -> HttpResponse:
    person = get_object_or_404(installation.administrators(request.user), pk=number)
    installation.end_administrator(request.user, person)
    messages.success(request, _("%s is no administrator any more.") % person)
    return redirect("house:start" if person == request.user else "house:installation")


@require_POST
@administrators_only
def test_mail(request: SignedIn) -> HttpResponse:
    try:
        installation.send_test_mail(request.user)
    except (OSError, SMTPException) as error:
        messages.error(request, _("The mail did not leave: %s") % error)
    else:
        messages.success(request, _("A mail to %s has left.") % request.user.email)
    return redirect("house:installation")


@never_cache
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The demo's mails; elsewhere there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "people/outbox.html", {"mails": outbox.mails()})
