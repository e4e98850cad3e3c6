"""What happened around the plan, year by year, and what is still to come."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from zebrapad.core.cities.content import NOTHING, EvidenceContent
from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text
from zebrapad.engines.progress import Step
from zebrapad.features.plan import standing
from zebrapad.features.plan.content import (
    ActionContent,
    HappeningContent,
    MilestoneContent,
    PlanContent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, is due, or comes back."""

    kind: str
    title: Text | str
    when: Period | None = None
    recurrence: Text = NOTHING
    place: Text = NOTHING
    text: Text = NOTHING
    certainty: str = "seen"
    sources: tuple[EvidenceContent, ...] = ()
    page: str = ""
    key: str | int = ""
    about: Text = NOTHING
    anchor: str = ""  # its own place on this page
    fragment: str = ""  # its place on the page that it leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A version of the plan, as a timeline names it."""

    number: int
    on: date
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Years with their events, newest first; what is to come, soonest first; what has no date."""

    ahead: tuple[Event, ...]
    years: tuple[tuple[int, tuple[Event, ...]], ...]
    undated: tuple[Event, ...]

    def __bool__(self) -> bool:
        return bool(self.ahead or self.years or self.undated)


def timeline(
    plan: PlanContent | None,
    happenings: Iterable[HappeningContent],
    versions: Iterable[Publication],
    today: date,
) -> Timeline:
    found = [*_happened(plan, happenings), *_published(versions)]
    if plan:
        found += [*_decided(plan), *_steps(plan, today)]
    dated = sorted((e for e in found if e.when), key=_age, reverse=True)
    past = [each for each in dated if each.when and each.when.starts <= today]
    return Timeline(
        ahead=tuple(each for each in reversed(dated) if each not in past),
        years=tuple((year, tuple(of)) for year, of in groupby(past, key=_year)),
        undated=tuple(each for each in found if each.when is None),
    )


def _age(event: Event) -> tuple[date, date]:
    assert event.when is not None  # noqa: S101 - only the dated are put in order
    return event.when.ends, event.when.starts


def _year(event: Event) -> int:
    return _age(event)[0].year


def _happened(plan: PlanContent | None, happenings: Iterable[HappeningContent]) -> Iterator[Event]:
    kinds = {"network": _("Network"), "event": _("Event"), "news": _("News")}
    for each in happenings:
        action = plan.action(each.action) if plan else None
        yield Event(
            kind=kinds[each.kind],
            title=each.title,
            when=each.period,
            recurrence=each.recurrence,
            place=each.place,
            text=each.text,
            certainty=each.certainty,
            sources=plan.cited(each.sources) if plan else (),
            anchor=f"happening-{each.key}",
            **_of(action),
        )


def _of(action: ActionContent | None) -> dict[str, Any]:
    return {"page": "action", "key": action.key, "about": action.name} if action else {}


def _published(versions: Iterable[Publication]) -> Iterator[Event]:
    for each in versions:
        yield Event(
            kind=_("Plan"),
            title=_("Version %(number)s of the plan is published") % {"number": each.number},
            when=Period(each.on, each.on),
            text=each.reason,
            page="version",
            key=each.number,
        )


def _decided(plan: PlanContent) -> Iterator[Event]:
    if plan.decided:
        title = _("The plan is adopted")
        yield Event(kind=_("Plan"), title=title, when=plan.decided, text=plan.decision, page="plan")


def _steps(plan: PlanContent, today: date) -> Iterator[Event]:
    for action in plan.actions:
        for step in action.milestones:
            due = Period(step.due, step.due) if step.due else None
            done = step.done if standing.is_done(step, today) else None
            if done or due:
                yield Event(
                    kind=_kind(step, today),
                    title=step.title,
                    when=done or due,
                    certainty=step.certainty,
                    sources=plan.cited(step.sources),
                    fragment=f"step-{step.key}",
                    **_of(action),
                )


def _kind(step: MilestoneContent, today: date) -> str:
    stands = standing.step_of(step, today)
    if stands in standing.DONE:
        return _("Step done")
    return _("Step late") if stands is Step.LATE else _("Step due")
