"""The desk's front page, its navigation, and the room where the city's own facts are written."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_stubs_ext import StrPromise

from zebrapad.core.people.actors import Actor, Request
from zebrapad.web.city_forms import ROOM
from zebrapad.web.duties import waiting
from zebrapad.web.people.queries import cities_of

# Every way through the desk: its address, its label, the grant that opens it.
DOORS: tuple[tuple[str, StrPromise, str], ...] = (
    ("desk:home", _("What waits for me"), "desk.open"),
    ("plan:parts", _("The plan"), "plan.read_draft"),
    ("desk:parts", _("The city"), "city.write"),
    ("people:people", _("People"), "seats.manage"),
    ("people:trail", _("The trail"), "trail.read"),
)
# Rooms that are planned and that this version does not have.
NOT_YET: tuple[tuple[StrPromise, StrPromise], ...] = (
    (_("Reports"), _("What people tell, sealed, and how the desk handles it.")),
    (_("Rental test"), _("Testing the rental market for discrimination.")),
    (_("Schools"), _("Campaigns in schools, and whether they work.")),
    (_("Places"), _("Crossings, flags and meeting places on the map.")),
    (_("Participation"), _("The local rainbow network: calls, ideas, answers.")),
    (_("Network of cities"), _("Practices, taken over from one city by another.")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    address: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    name: str
    address: str
    current: bool


def around(request: HttpRequest) -> dict[str, object]:
    """The navigation of the desk; nothing where nobody at the desk is asking."""
    actor = getattr(request, "actor", None)
    if actor is None or not actor.may("desk.open"):
        return {}
    return {"desk_nav": _doors(actor, request), "desk_cities": _desks(actor)}


def _doors(actor: Actor, request: HttpRequest) -> list[Entry]:
    match = request.resolver_match
    here = match.view_name if match else ""
    return [
        Entry(str(label), reverse(name, args=[actor.city.slug]), _is_here(name, here))
        for name, label, grant in DOORS
        if actor.may(grant)
    ]


def _is_here(name: str, here: str) -> bool:
    """A room is open while any of its pages is; the front page only by itself."""
    room = name.removesuffix("parts")
    return name == here or (room != name and here.startswith(room) and here != "desk:home")


def _desks(actor: Actor) -> list[Desk]:
    if actor.person is None:
        return []
    return [
        Desk(str(city.name), reverse("desk:home", args=[city.slug]), city == actor.city)
        for city in cities_of(actor.person)
    ]


@require_safe
def home(request: Request) -> HttpResponse:
    request.actor.require("desk.open")
    lines = waiting(request.actor, timezone.localdate())
    return render(request, "desk/home.html", {"lines": lines, "not_yet": NOT_YET})


@require_safe
def parts(request: Request) -> HttpResponse:
    request.actor.require("city.write")
    context = {"counted": ROOM.counted(request.actor), "at": {"rows": "desk:rows"}}
    return render(request, "desk/city.html", context)
