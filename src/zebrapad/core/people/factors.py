"""The second factor: who needs one, and whether this session has shown it."""

from collections.abc import Set as AbstractSet
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.adapter import get_adapter as sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zebrapad.core.people.access import SECOND_FACTOR, Role
from zebrapad.core.people.models import Person

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needed(person: Person, roles: AbstractSet[Role]) -> bool:
    """Demo accounts, and only they, need none; they can't sign in outside the demo."""
    return not person.example and bool(roles & SECOND_FACTOR)


def lacking(request: HttpRequest, person: Person, roles: AbstractSet[Role]) -> str | None:
    """Where to set up or show the second factor first; None when nothing is lacking.

    That a factor exists is not enough: a session may be older than the factor, and
    whoever opened it knew only the password.
    """
    if not needed(person, roles):
        return None
    if not is_mfa_enabled(person, STRONG):
        return reverse("mfa_index")
    if any(record["method"] == "mfa" for record in get_authentication_records(request, person)):
        return None
    by_code = is_mfa_enabled(person, [Authenticator.Type.TOTP])
    page = "mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}"


def ask_first(
    request: HttpRequest, person: Person, roles: AbstractSet[Role]
) -> HttpResponse | None:
    """Send who lacks the second factor to it, and say why; None when nothing is lacking."""
    where = lacking(request, person, roles)
    if where is None:
        return None
    if where == reverse("mfa_index"):
        messages.info(request, _("Your role needs a second factor. Set one up and go on."))
    return redirect(where)


def added(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """Who sets up a factor has it in hand; sessions that were open before have not shown it."""
    if authenticator.type not in STRONG:
        return
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    here = request.session.session_key
    sessions().end_sessions(UserSession.objects.filter(user=user).exclude(session_key=here))
