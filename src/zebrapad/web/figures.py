"""Every figure that is published: what it says, how it is made, and by what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from zebrapad.core.cities.models import District
from zebrapad.core.cities.periods import period
from zebrapad.core.figures import publish as door
from zebrapad.core.figures.publish import Number
from zebrapad.core.people.actors import Actor, rows
from zebrapad.features.plan import actions as plan
from zebrapad.features.plan import figures as of_plan


@dataclass(frozen=True, slots=True)
class Published:
    """One figure; `method` goes up a number when the way of counting changes."""

    key: str
    title: StrPromise
    unit: StrPromise | str
    how: StrPromise
    method: str
    count: Callable[[Actor, date], Number]


def count_districts(actor: Actor, _today: date) -> Number:
    return Number(Decimal(rows(actor, District).count()))


DISTRICTS = Published(
    "cities.districts",
    _("Districts of the city"),
    _("districts"),
    _("Counted from the list of the city's districts."),
    "cities.districts/1",
    count_districts,
)
ON_TIME = Published(
    of_plan.ON_TIME,
    _("Milestones done on time"),
    "%",
    _("Of the milestones whose due date has passed, how many were done by that date."),
    of_plan.METHOD,
    of_plan.on_time,
)
FIGURES = (DISTRICTS, ON_TIME)


def publish(actor: Actor, *figures: Published) -> None:
    """Count anew for this month, and hand what changed to the indicators that it feeds."""
    today = timezone.localdate()
    for figure in figures:
        number = figure.count(actor, today)
        door.publish(actor, figure.key, period(f"{today:%Y-%m}"), number, method=figure.method)
    plan.feed(actor)
