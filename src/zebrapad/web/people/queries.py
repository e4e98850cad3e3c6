"""Reading who has which role in a city, and who was invited."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from zebrapad.core.cities.models import City, Organisation
from zebrapad.core.people.access import Role, may_give
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.people.factors import STRONG
from zebrapad.core.people.models import Invitation, Person, Seat


def seats(actor: Actor) -> QuerySet[Seat]:
    """Who has which role, and whether a second factor is set up."""
    actor.require("seats.manage")
    factors = Authenticator.objects.filter(user=OuterRef("person"), type__in=STRONG)
    found = rows(actor, Seat).select_related("person", "organisation")
    return found.annotate(has_factor=Exists(factors)).order_by("person__name", "person", "role")


def seat_or_404(actor: Actor, number: int) -> Seat:
    return get_object_or_404(seats(actor), pk=number)


def invitations(actor: Actor) -> QuerySet[Invitation]:
    """Those that wait for an answer."""
    actor.require("seats.manage")
    waiting = rows(actor, Invitation).filter(accepted=None, withdrawn=None)
    return waiting.select_related("organisation", "invited_by").order_by("-sent")


def invitation_or_404(actor: Actor, number: int) -> Invitation:
    return get_object_or_404(invitations(actor), pk=number)


def organisations(actor: Actor) -> QuerySet[Organisation]:
    return rows(actor, Organisation)


def roles_to_give(actor: Actor) -> list[Role]:
    return [role for role in Role if may_give(actor.grants, role)]


def coordinators(actor: Actor) -> QuerySet[Seat]:
    return rows(actor, Seat).filter(role=Role.COORDINATOR, person__is_active=True)


def seats_of(person: Person) -> QuerySet[Seat]:
    """A person's own roles, in every city."""
    own = Seat.objects.filter(person=person).select_related("city", "organisation")
    return own.order_by("city__slug", "role")


def cities_of(person: Person) -> list[City]:
    """Where the person has a desk."""
    return list(City.objects.filter(pk__in=Seat.objects.filter(person=person).values("city")))
