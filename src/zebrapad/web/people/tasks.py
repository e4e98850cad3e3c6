"""Mail after the answer: an id in, and nothing sent twice."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from zebrapad.core.people import invitations
from zebrapad.core.people.models import Invitation, Person


@task()
def send_invitation(number: int) -> None:
    """Send the link, once for each sending that was asked for."""
    open_ = Invitation.objects.filter(pk=number, accepted=None, withdrawn=None, mailed=None)
    invitation = open_.select_related("city", "organisation", "invited_by").first()
    if invitation is None or not open_.update(mailed=timezone.now()):
        return
    try:
        _send(invitation)
    except OSError:
        Invitation.objects.filter(pk=number).update(mailed=None)  # the sweep tries again
        raise


@task()
def send_reset(number: int) -> None:
    """Send the link to choose a new password; it is made here, so that no job holds it."""
    person = Person.objects.filter(pk=number, is_active=True).first()
    if person is None:
        return
    words = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    with translation.override(person.language):
        address = f"{settings.ADDRESS}{reverse('account_reset_password_from_key', kwargs=words)}"
        text = render_to_string("people/mail/reset.txt", {"address": address})
        send_mail(f"Zebrapad: {_('Choose a new password')}", text, None, [person.email])


def send_waiting() -> int:
    """Ask anew for every invitation whose mail did not leave; for the worker's sweep."""
    waiting = Invitation.objects.filter(accepted=None, withdrawn=None, mailed=None)
    numbers = list(waiting.values_list("pk", flat=True))
    for number in numbers:
        send_invitation.enqueue(number)
    return len(numbers)


def _send(invitation: Invitation) -> None:
    with translation.override(invitation.language):
        context = {
            "invitation": invitation,
            "city": str(invitation.city),
            "days": invitations.DAYS,
            "address": f"{settings.ADDRESS}{invitations.address(invitation)}",
        }
        subject = render_to_string("people/mail/invitation_subject.txt", context).strip()
        text = render_to_string("people/mail/invitation.txt", context)
        send_mail(subject, text, None, [invitation.email])
