"""What the plan asks of those who write it: late and coming milestones, values that are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Actor
from zebrapad.engines.progress import Milestone, Step, milestone_step
from zebrapad.features.plan import queries
from zebrapad.features.plan.comparison import compare
from zebrapad.features.plan.content import MilestoneContent, PlanContent

SOON = timedelta(days=14)
Numbers = dict[tuple[str, str], int]
ENDED = frozenset({"done", "stopped"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that waits: of what kind, about what, since or for when.

    `about` names it for as long as it stands, so that a reminder knows what it told of.
    """

    kind: str
    about: str
    title: Text
    day: date | None
    part: str = ""
    number: int | None = None  # of the row that it is about
    count: int = 0


def duties(actor: Actor, today: date) -> list[Duty]:
    """What waits in the plan for this actor, the oldest first."""
    if not (actor.may("plan.write") or actor.may("measurements.write")):
        return []
    plan = queries.draft(actor)
    if plan is None:
        return []
    numbers = queries.numbers(actor)
    found = [*_values(plan, today, numbers)]
    if actor.may("plan.write"):
        found += _milestones(plan, today, numbers)
        found += _actions(plan, today, numbers)
        found += _unpublished(actor, plan)
    return sorted(found, key=lambda duty: (duty.day or today, duty.about))


def _milestones(plan: PlanContent, today: date, numbers: Numbers) -> Iterator[Duty]:
    for action in plan.actions:
        status = action.status(today)
        if status and status.state == "stopped":
            continue
        for milestone in action.milestones:
            kind = _waits(milestone, today)
            if kind:
                place = f"{action.key}/{milestone.key}"
                yield Duty(
                    kind=kind,
                    about=f"{kind}:{place}:{milestone.due}",
                    title=milestone.title,
                    day=milestone.due,
                    part="milestones",
                    number=numbers.get(("milestones", place)),
                )


def _waits(milestone: MilestoneContent, today: date) -> str:
    done = milestone.done.starts if milestone.done else None
    step = milestone_step(Milestone(due=milestone.due, done=done), today)
    if step is Step.LATE:
        return "late"
    soon = milestone.due is not None and milestone.due <= today + SOON
    return "soon" if step is Step.DUE and soon else ""


def _actions(plan: PlanContent, today: date, numbers: Numbers) -> Iterator[Duty]:
    for action in plan.actions:
        status = action.status(today)
        has_ended = status is not None and status.state in ENDED
        if action.ends and action.ends < today and not has_ended:
            about = f"ended:{action.key}:{action.ends}"
            yield Duty(
                kind="ended",
                about=about,
                title=action.name,
                day=action.ends,
                part="actions",
                number=numbers.get(("actions", action.key)),
            )


def _values(plan: PlanContent, today: date, numbers: Numbers) -> Iterator[Duty]:
    for indicator in plan.indicators:
        due = indicator.next_due
        if due is None or indicator.figure or due > today + SOON:
            continue
        kind = "value" if due <= today else "value_soon"
        yield Duty(
            kind=kind,
            about=f"{kind}:{indicator.key}:{due}",
            title=indicator.title,
            day=due,
            part="measurements",
            number=numbers.get(("indicators", indicator.key)),
        )


def _unpublished(actor: Actor, plan: PlanContent) -> Iterator[Duty]:
    """What readers don't see yet; only who may publish can end it, all who write may know."""
    newest = queries.versions(actor).filter(plan__current=True).first()
    if newest is None:
        yield Duty(kind="never", about="never", title=plan.title, day=None)
        return
    kept = queries.content_of(queries.version_or_404(actor, newest.number))
    changes = len(compare(kept, plan))
    if changes:
        since = queries.first_change(actor, newest) or newest.published
        yield Duty(
            kind="unpublished",
            about=f"unpublished:{newest.number}",
            title=plan.title,
            day=timezone.localtime(since).date(),
            count=changes,
        )
