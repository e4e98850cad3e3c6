"""When a duty that was told of is told of again: each time a longer while later."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from zebrapad.core.people.actors import Actor
from zebrapad.core.people.models import Person
from zebrapad.features.plan import actions, queries

GAPS = tuple(timedelta(days=days) for days in (1, 7, 30, 60))


def is_due(told: datetime, times: int, now: datetime) -> bool:
    """Whether it is time to tell again of what was told this many times.

    >>> from datetime import UTC
    >>> first = datetime(2026, 3, 1, 8, tzinfo=UTC)
    >>> [is_due(first, 1, first + timedelta(days=d)) for d in (0, 1)]
    [False, True]
    """
    return now >= told + GAPS[min(times, len(GAPS)) - 1]


def due(
    actor: Actor, person: Person, abouts: Iterable[str], now: datetime
) -> Mapping[str, datetime | None]:
    """Of these duties the ones to tell of now, with when each was told of last."""
    told = queries.told(actor, person)
    return {
        about: told[about][0] if about in told else None
        for about in abouts
        if about not in told or is_due(*told[about], now)
    }


def tell(
    actor: Actor, person: Person, abouts: Mapping[str, datetime | None], now: datetime
) -> None:
    for about, before in abouts.items():
        actions.tell(actor, person, about, before=before, now=now)
