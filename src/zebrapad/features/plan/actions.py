"""Writing the plan: its parts, its state, its versions."""

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.audit import editing
from zebrapad.core.audit.matching import match, prune
from zebrapad.core.audit.trail import note, stand_still
from zebrapad.core.cities.models import Certainty, Edited
from zebrapad.core.cities.plain import to_plain
from zebrapad.core.cities.texts import Text, text
from zebrapad.core.figures.publish import figures
from zebrapad.core.people.actors import Actor, Refused, rows
from zebrapad.core.people.models import Person
from zebrapad.features.plan import queries
from zebrapad.features.plan.figures import publish_on_time
from zebrapad.features.plan.models import (
    Indicator,
    Measurement,
    Milestone,
    Plan,
    Reminder,
    Version,
)

# A part of the plan needs this grant; a measurement may also be recorded by a researcher.
GRANT: dict[type[Edited], str] = {Measurement: "measurements.write"}


SOON = timedelta(days=14)


def _require(actor: Actor, row: Edited) -> None:
    actor.require(GRANT.get(type(row), "plan.write"))
    if isinstance(row, Measurement) and row.from_figure:
        raise Refused(_("This value comes from a published figure. It is not written by hand."))


@transaction.atomic
def add(actor: Actor, row: Edited) -> None:
    _require(actor, row)
    editing.add(actor, row, act=f"{row._meta.model_name}.added")
    if isinstance(row, Measurement) and not row.slice:
        _expect_next(actor, row)
    _follow(actor, row)


@transaction.atomic
def change(actor: Actor, row: Edited, values: Mapping[str, Any], *, edition: int) -> None:
    _require(actor, row)
    act = f"{row._meta.model_name}.changed"
    if editing.change(actor, row, values, edition=edition, act=act):
        _follow(actor, row)


@transaction.atomic
def remove(actor: Actor, row: Edited) -> None:
    _require(actor, row)
    editing.remove(actor, row, act=f"{row._meta.model_name}.removed")
    _follow(actor, row)


@transaction.atomic
def bring_in(
    actor: Actor, values: Iterable[tuple[Indicator, Measurement | None, Mapping[str, Any]]]
) -> None:
    """Write the values of a sheet: all of them, or none."""
    given = list(values)
    added = [Measurement(indicator=i, **of) for i, row, of in given if row is None]
    changed = [(row, of) for _i, row, of in given if row is not None]
    for row in (*added, *(row for row, _of in changed)):
        _require(actor, row)
    editing.change_each(actor, changed, act="measurement.changed")
    editing.add_each(actor, added, act="measurement.added")
    whole = (row for row in added if not row.slice)
    newest = {row.indicator_id: row for row in sorted(whole, key=attrgetter("period"))}
    for row in newest.values():
        _expect_next(actor, row)


def _follow(actor: Actor, row: Edited) -> None:
    """What a change brings with it: the plan's own figure, and what figures feed."""
    if isinstance(row, Milestone):
        publish_on_time(actor)
    if isinstance(row, Milestone | Indicator):
        feed(actor)


def _expect_next(actor: Actor, row: Measurement) -> None:
    """A value that was due has come: from now on the one after it is expected."""
    indicator, today = row.indicator, timezone.localdate()
    due = indicator.next_due
    newer = rows(actor, Measurement).filter(indicator=indicator, slice="", period__gt=row.period)
    if due is None or due > today + SOON or newer.exists():
        return
    following = _after(due, indicator.every_months, today)
    editing.change(
        actor,
        indicator,
        {"next_due": following},
        edition=indicator.edition,
        act="indicator.changed",
    )


def _after(due: date, months: int | None, today: date) -> date | None:
    """The first due date after today; None where a value comes only once."""
    if not months:
        return None
    following, steps = due, 0
    while following <= max(due, today):
        steps += months
        year, month = divmod(due.month - 1 + steps, 12)
        last = monthrange(due.year + year, month + 1)[1]
        following = date(due.year + year, month + 1, min(due.day, last))
    return following


@transaction.atomic
def feed(actor: Actor) -> None:
    """Give every indicator that a figure feeds the values published for it, and only it."""
    fed = rows(actor, Measurement).filter(from_figure=True).values("indicator")
    for indicator in rows(actor, Indicator).filter(~Q(figure="") | Q(pk__in=fed)):
        by_hand = rows(actor, Measurement).filter(
            indicator=indicator, from_figure=False, slice="", series=""
        )
        taken = set(by_hand.values_list("period", flat=True))
        shown = figures(actor, indicator.figure) if indicator.figure else ()
        wanted = {
            figure.period: {
                "value": figure.value,
                "n": figure.n,
                "low": figure.low,
                "high": figure.high,
                "certainty": Certainty.MEASURED,
            }
            | {"period": figure.period}
            for figure in shown
            if figure.value is not None and figure.period not in taken
        }
        within = {"indicator": indicator, "from_figure": True}
        prune(actor, match(actor, Measurement, wanted, by=("period",), within=within), wanted)


def tell(
    actor: Actor, person: Person, about: str, *, before: datetime | None, now: datetime
) -> None:
    """Remember that a person was told of a duty; refused where another worker was first."""
    if before is None:
        Reminder.objects.create(city=actor.city, person=person, about=about, told=now)
        return
    standing = rows(actor, Reminder).filter(person=person, about=about, told=before)
    if not standing.update(told=now, times=F("times") + 1):
        raise Refused(_("This was told already."))


def canonical(content: Mapping[str, Any]) -> str:
    """A version as the one text that its digest is taken of: keys in order, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


class Unseen(Refused):
    """Someone wrote in the plan after it was looked at."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan was changed after you looked at it. Look at the changes below again.")
        )


@transaction.atomic
def publish(actor: Actor, plan: Plan, *, reason: Text, seen: str | None = None) -> Version:
    """Freeze the plan as it is written now; the public pages show it from here on.

    `seen` is the digest of what was looked at before. Raises `Unseen` when that is no
    longer what is written.
    """
    actor.require("plan.publish")
    stand_still(actor)  # two who publish number their versions one after the other
    written = queries.draft(actor, plan)
    if written is None or not written.actions:
        raise Refused(_("A plan without actions can't be published yet."))
    content = to_plain(written)
    if seen is not None and seen != digest(content):
        raise Unseen
    version = Version.objects.create(
        city=actor.city,
        plan=plan,
        number=queries.next_number(actor),
        published=timezone.now(),
        published_by=actor.person,
        reason=reason,
        content=content,
        digest=digest(content),
    )
    note(actor, "plan.published", version)
    publish_on_time(actor)
    feed(actor)
    return version


@transaction.atomic
def restore(actor: Actor, data: Mapping[str, Any], *, published: datetime, reason: Text) -> None:
    """Keep a version that was published elsewhere, with the number and day it had."""
    actor.require("plan.write")
    content = data["content"]
    plan = rows(actor, Plan).filter(key=content["key"]).first()
    if plan is None:
        plan = Plan(key=content["key"], title=text(content["title"]), current=False)
        editing.add(actor, plan, act="plan.added")
    version = Version.objects.create(
        city=actor.city,
        plan=plan,
        number=data["number"],
        published=published,
        published_by=None,
        reason=reason,
        content=content,
        digest=data["digest"],
    )
    note(actor, "plan.version_restored", version)
