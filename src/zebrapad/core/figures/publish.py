"""The one door by which a capability's numbers reach a page."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from zebrapad.core.audit.trail import note
from zebrapad.core.cities.periods import Period
from zebrapad.core.figures.models import Figure
from zebrapad.core.people.actors import Actor, rows


@dataclass(frozen=True, slots=True)
class Number:
    """What a capability computed for one period; `value` is None where nothing can be said."""

    value: Decimal | None
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@transaction.atomic
def publish(actor: Actor, key: str, period: Period, number: Number, *, method: str) -> Figure:
    """Publish a number, unless it is the one already shown for this period."""
    shown = rows(actor, Figure).filter(key=key, period=period, current=True).first()
    told = (number.value, number.n, number.low, number.high, method)
    if shown and (shown.value, shown.n, shown.low, shown.high, shown.method) == told:
        return shown
    rows(actor, Figure).filter(key=key, period=period, current=True).update(current=False)
    figure = Figure.objects.create(
        city=actor.city,
        key=key,
        period=period,
        value=number.value,
        n=number.n,
        low=number.low,
        high=number.high,
        method=method,
    )
    note(actor, "figure.published", figure, {"value": (shown and shown.value, number.value)})
    return figure


def figures(actor: Actor, key: str | None = None) -> QuerySet[Figure]:
    """The figures as they stand now; of one key, or all of the city's."""
    current = rows(actor, Figure).filter(current=True)
    return current if key is None else current.filter(key=key)
