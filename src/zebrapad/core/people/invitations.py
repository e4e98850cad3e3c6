"""The link in an invitation: signed, for one sending of one invitation, for two weeks."""

import re
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from zebrapad.core.people.models import Invitation

DAYS = 14
SALT = "zebrapad.invitation"


def token(invitation: Invitation) -> str:
    """Sent anew, an invitation has a new link and the old one is dead."""
    return signing.dumps([invitation.pk, invitation.sent.timestamp()], salt=SALT)


def address(invitation: Invitation) -> str:
    return reverse("house:invitation", args=[token(invitation)])


def invitation_of(given: str) -> Invitation | None:
    """The invitation a link leads to, while it is open; nothing for any other link."""
    try:
        number, sent = signing.loads(given, salt=SALT, max_age=timedelta(days=DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Invitation.objects.filter(pk=number, accepted=None, withdrawn=None)
    invitation = found.select_related("city", "organisation").first()
    return invitation if invitation and invitation.sent.timestamp() == sent else None


def token_in(path: object) -> str:
    """The token in the address of an invitation's page, else nothing."""
    found = re.fullmatch(r"/[a-z]{2}/invitations/([^/]+)/", str(path or ""))
    return found[1] if found else ""


def expired(invitation: Invitation) -> bool:
    return invitation.sent < timezone.now() - timedelta(days=DAYS)
