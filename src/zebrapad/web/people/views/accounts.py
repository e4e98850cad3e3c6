"""From an invitation to an account, the account itself, and its end."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from zebrapad.core.people import accounts, invitations
from zebrapad.core.people.access import GRANTS, SECOND_FACTOR, SENTENCES, Role
from zebrapad.core.people.models import Invitation, Person
from zebrapad.web.people import actions, queries
from zebrapad.web.people.doors import SignedIn, signed_in
from zebrapad.web.people.forms import EndForm, JoinForm, ProfileForm


@require_safe
@signed_in
def start(request: SignedIn) -> HttpResponse:
    """To the desk of one's city; a choice where there are several."""
    cities = queries.cities_of(request.user)
    if len(cities) == 1:
        return redirect(desk_address(cities[0].slug))
    if request.user.administrator and not cities:
        return redirect("house:installation")
    desks = [{"city": city, "address": desk_address(city.slug)} for city in cities]
    return render(request, "people/start.html", {"desks": desks})


def desk_address(slug: str) -> str:
    return reverse("desk:home", args=[slug])


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    offered = invitations.invitation_of(token)
    if offered is None:
        return render(request, "people/invitation_over.html", status=410)
    if isinstance(request.user, Person):
        return _accept(request, request.user, offered)
    if accounts.with_address(offered.email):
        return render(request, "people/invitation.html", _shown(request, offered))
    return _join(request, offered)


def _accept(request: HttpRequest, person: Person, offered: Invitation) -> HttpResponse:
    if request.method == "POST" and accounts.owns(person, offered.email):
        actions.accept(person, offered)
        messages.success(request, _("Welcome to the desk of %s.") % offered.city)
        return redirect(desk_address(offered.city.slug))
    context = _shown(request, offered) | {"fits": accounts.owns(person, offered.email)}
    return render(request, "people/invitation.html", context)


def _join(request: HttpRequest, offered: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, email=offered.email)
    if form.is_valid():
        person = actions.join(offered, **form.cleaned_data)
        # The password was typed a moment ago: setting up the second factor asks no second time.
        record_authentication(request, person, "password", reauthenticated=True)
        response: HttpResponse = perform_login(
            request, person, redirect_url=desk_address(offered.city.slug)
        )
        return response
    return render(request, "people/invitation.html", _shown(request, offered) | {"form": form})


def _shown(request: HttpRequest, offered: Invitation) -> dict[str, object]:
    role = Role(offered.role)
    here = request.path
    return {
        "invitation": offered,
        "sentences": [SENTENCES[grant] for grant in SENTENCES if grant in GRANTS[role]],
        "needs_factor": role in SECOND_FACTOR,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}",
        "here": here,
    }


@require_http_methods(["GET", "POST"])
@signed_in
def profile(request: SignedIn) -> HttpResponse:
    form = ProfileForm(request.POST or None, person=request.user)
    if form.is_valid():
        actions.change_profile(request.user, **form.cleaned_data)
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, _("Your profile is saved."))
            return redirect("house:profile")
    context = {"form": form, "seats": queries.seats_of(request.user)}
    return render(request, "people/profile.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def end(request: SignedIn) -> HttpResponse:
    """The end of an account, by who shows anew that it is theirs."""
    if not did_recently_reauthenticate(request):
        query = urlencode({"next": reverse("house:end")})
        return redirect(f"{reverse('account_reauthenticate')}?{query}")
    form = EndForm(request.POST or None)
    if form.is_valid():
        actions.end_account(request.user)
        logout(request)
        return render(request, "people/ended.html")
    return render(request, "people/end_account.html", {"form": form})
