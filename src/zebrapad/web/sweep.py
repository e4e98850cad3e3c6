"""What must happen whether or not anyone asks: each duty safe to run again at any time."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.core.management import call_command

from zebrapad.core.cities.models import City
from zebrapad.web import figures
from zebrapad.web.exchange import keeper
from zebrapad.web.people import tasks as people
from zebrapad.web.reminders import MORNING, remind

A_DAY = 24 * 3600
log = logging.getLogger(__name__)


def count_anew(city: City, _now: datetime) -> None:
    """Figures change without anyone changing a row: a milestone grows late overnight."""
    figures.publish(keeper(city), *figures.FIGURES)


def clear_away(_now: datetime) -> None:
    """Sessions that ended, and the jobs that are done, are kept no longer than needed."""
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=14, verbosity=0)


def send_invitations(_now: datetime) -> None:
    people.send_waiting()


# Each duty of every city, and the hour of the city's day from which it is done.
OF_A_CITY: tuple[tuple[Callable[[City, datetime], None], int], ...] = (
    (count_anew, 0),
    (remind, MORNING),
)


def run(now: datetime) -> None:
    """Do all that is due; a duty that fails is told in the log and tried again next time."""
    _try("send_invitations", partial(send_invitations, now))
    _once_a_day(f"clear_away.{now:%Y%m%d}", partial(clear_away, now))
    for city in City.objects.all():
        there = now.astimezone(ZoneInfo(city.time_zone))
        for duty, hour in OF_A_CITY:
            if there.hour >= hour:
                name = f"{duty.__name__}.{city.pk}.{there:%Y%m%d}"
                _once_a_day(name, partial(duty, city, now))


def _once_a_day(name: str, act: Callable[[], None]) -> None:
    """A worker that starts anew does it again; that costs a moment and changes nothing."""
    if cache.add(f"sweep.{name}", "done", A_DAY) and not _try(name, act):
        cache.delete(f"sweep.{name}")


def _try(name: str, act: Callable[[], None]) -> bool:
    try:
        act()
    except Exception:  # one city's trouble must not keep the others waiting
        log.exception("%s failed; the next sweep tries again.", name)
        return False
    return True
