"""Who acts, in which city, with which grants: one value, passed by hand."""

from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from zebrapad.core.cities.models import City, CityModel
from zebrapad.core.people.access import GRANTS, Role
from zebrapad.core.people.models import Person, Seat

Row = TypeVar("Row", bound=CityModel)


class Refused(Exception):
    """The act came too late, or doesn't fit; the message is for the person who tried."""


class SignInFirst(PermissionDenied):
    """Who asks is not signed in; the answer is the sign-in page."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The first argument of every query and every action."""

    city: City
    person: Person | None = None
    roles: frozenset[Role] = frozenset()

    @property
    def grants(self) -> frozenset[str]:
        return frozenset().union(*(GRANTS[role] for role in self.roles))

    def may(self, grant: str) -> bool:
        return grant in self.grants

    def require(self, grant: str) -> None:
        """Go on only with the grant; who has no role in this city learns nothing of it."""
        if self.may(grant):
            return
        if self.person is None:
            raise SignInFirst(grant)
        if not self.roles:
            raise Http404(grant)
        raise PermissionDenied(grant)


class Request(HttpRequest):
    actor: Actor


def actor_for(person: Person | None, city: City) -> Actor:
    if person is None:
        return Actor(city)
    seats = Seat.objects.filter(city=city, person=person).values_list("role", flat=True)
    roles = {Role(role) for role in seats}
    if person.administrator:
        roles.add(Role.ADMINISTRATOR)
    return Actor(city, person, frozenset(roles))


def rows(actor: Actor, model: type[Row]) -> QuerySet[Row]:
    """The rows of the actor's city: the one place where tenants are kept apart."""
    return model._default_manager.filter(city=actor.city)  # noqa: SLF001 - the documented way to any model's manager
