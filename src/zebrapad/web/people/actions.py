"""Inviting people, giving and ending roles: each act granted, guarded and on the trail."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.audit.trail import note
from zebrapad.core.cities.models import Organisation
from zebrapad.core.people import accounts
from zebrapad.core.people.access import Role, may_give
from zebrapad.core.people.actors import Actor, Refused, actor_for, rows
from zebrapad.core.people.models import Invitation, Person, Seat
from zebrapad.web.people import queries
from zebrapad.web.people.tasks import send_invitation


def _require(actor: Actor, *roles: str) -> None:
    actor.require("seats.manage")
    if not all(may_give(actor.grants, Role(role)) for role in roles):
        raise Refused(_("You can't give or change a role that may do more than you may."))


@transaction.atomic
def invite(
    actor: Actor, *, email: str, role: Role, language: str, organisation: Organisation | None = None
) -> Invitation:
    _require(actor, role)
    person = accounts.with_address(email)
    if person and rows(actor, Seat).filter(person=person, role=role).exists():
        raise Refused(_("This person has that role already."))
    if rows(actor, Invitation).filter(email=email, role=role, accepted=None, withdrawn=None):
        raise Refused(_("This invitation was sent already. You can send it again from the list."))
    invitation = Invitation.objects.create(
        city=actor.city,
        email=email,
        role=role,
        language=language,
        organisation=organisation,
        invited_by=actor.person,
    )
    note(actor, "invitation.sent", invitation, {"role": (None, role)})
    send_invitation.enqueue(invitation.pk)
    return invitation


@transaction.atomic
def resend(actor: Actor, invitation: Invitation) -> None:
    """A new link, and two weeks anew; the link of the earlier mail is dead."""
    _require(actor, invitation.role)
    if (
        not queries.invitations(actor)
        .filter(pk=invitation.pk)
        .update(sent=timezone.now(), mailed=None)
    ):
        raise Refused(_("This invitation was answered or withdrawn meanwhile."))
    note(actor, "invitation.sent_again", invitation)
    send_invitation.enqueue(invitation.pk)


@transaction.atomic
def withdraw(actor: Actor, invitation: Invitation) -> None:
    actor.require("seats.manage")
    waiting = queries.invitations(actor).filter(pk=invitation.pk)
    if not waiting.update(withdrawn=timezone.now()):
        raise Refused(_("This invitation was answered or withdrawn meanwhile."))
    note(actor, "invitation.withdrawn", invitation)


@transaction.atomic
def accept(person: Person, invitation: Invitation) -> Seat:
    """The invited takes the role; the link is dead from here on."""
    actor = Actor(invitation.city, person)
    _still_meant(invitation)
    if not accounts.owns(person, invitation.email):
        raise Refused(_("This invitation is for another e-mail address."))
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted=None, withdrawn=None)
    if not waiting.update(accepted=timezone.now()):
        raise Refused(_("This invitation was answered or withdrawn meanwhile."))
    seat, made = Seat.objects.get_or_create(
        city=invitation.city,
        person=person,
        role=invitation.role,
        defaults={"organisation": invitation.organisation},
    )
    note(actor, "invitation.accepted", invitation)
    if made:
        note(actor, "seat.given", seat, {"person": (None, person.pk), "role": (None, seat.role)})
    return seat


def _still_meant(invitation: Invitation) -> None:
    """What someone may no longer give isn't had from what they sent before."""
    inviter = invitation.invited_by
    if inviter is None:
        return
    now = actor_for(inviter, invitation.city)
    if not now.may("seats.manage") or not may_give(now.grants, Role(invitation.role)):
        raise Refused(_("Who invited you may no longer give this role. Ask for a new invitation."))


@transaction.atomic
def join(invitation: Invitation, *, name: str, password: str) -> Person:
    """An account for the invited, and the role with it."""
    if accounts.with_address(invitation.email):
        raise Refused(_("There is an account with this e-mail address. Sign in to accept."))
    person = accounts.create(invitation.email, password, name=name, language=invitation.language)
    accept(person, invitation)
    return person


@transaction.atomic
def change_seat(actor: Actor, seat: Seat, *, role: Role, organisation: Organisation | None) -> None:
    _require(actor, seat.role, role)
    was = {"role": seat.role, "organisation": seat.organisation}
    now = {"role": role, "organisation": organisation}
    changes = {name: (was[name], now[name]) for name in now if was[name] != now[name]}
    if not changes:
        return
    # Before the count below: it locks the city, so that two coordinators can't end each other.
    note(actor, "seat.changed", seat, {"person": (seat.person_id, seat.person_id), **changes})
    same = rows(actor, Seat).filter(pk=seat.pk, role=seat.role)
    try:
        with transaction.atomic():
            changed = same.update(role=role, organisation=organisation)
    except IntegrityError as error:
        raise Refused(_("This person has that role already.")) from error
    if not changed:
        raise Refused(_("Someone else changed this role meanwhile."))
    _keep_a_coordinator(actor, seat)


@transaction.atomic
def end_seat(actor: Actor, seat: Seat) -> None:
    _require(actor, seat.role)
    _end(actor, seat)


def _end(actor: Actor, seat: Seat) -> None:
    note(actor, "seat.ended", seat, {"person": (seat.person_id, None), "role": (seat.role, None)})
    if not rows(actor, Seat).filter(pk=seat.pk, role=seat.role).delete()[0]:
        raise Refused(_("Someone else changed this role meanwhile."))
    _keep_a_coordinator(actor, seat)


def _keep_a_coordinator(actor: Actor, seat: Seat) -> None:
    """A city keeps a coordinator; only who runs the installation may leave it without."""
    if seat.role != Role.COORDINATOR or actor.may("installation.run"):
        return
    if not queries.coordinators(actor).exists():
        raise Refused(
            _("This is the last coordinator of the city. Invite another coordinator first.")
        )


@transaction.atomic
def change_profile(person: Person, *, name: str, language: str) -> None:
    Person.objects.filter(pk=person.pk).update(name=name, language=language)


@transaction.atomic
def end_account(person: Person) -> None:
    """A person leaves: their roles end, on the trail of each city, and their name goes."""
    if person.administrator and not _other_administrators(person):
        raise Refused(_("You are the last administrator. Name another one first."))
    for seat in queries.seats_of(person):
        _end(Actor(seat.city, person), seat)
    answered = Invitation.objects.exclude(accepted=None, withdrawn=None)
    answered.filter(email__in=accounts.addresses(person)).update(email="")
    accounts.forget(person)


def _other_administrators(person: Person) -> bool:
    others = Person.objects.filter(administrator=True, is_active=True).exclude(pk=person.pk)
    return others.exists()
