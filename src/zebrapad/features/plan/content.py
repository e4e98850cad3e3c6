"""The plan as frozen values: what versions keep, files hold and every public page reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from zebrapad.core.cities.content import NOTHING, Cited, EvidenceContent, OrganisationContent
from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalContent(Cited):
    key: str
    title: Text
    text: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusContent(Cited):
    period: Period
    state: str
    text: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentContent:
    title: Text
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneContent(Cited):
    key: str
    title: Text
    text: Text = NOTHING
    due: date | None = None
    done: Period | None = None
    documents: tuple[DocumentContent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionContent(Cited):
    key: str
    goal: str = ""
    title: Text
    working_title: Text = NOTHING
    text: Text = NOTHING
    leads: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    contact: Text = NOTHING
    planning_code: str = ""
    starts: Period | None = None
    ends: date | None = None
    continuous: bool = False
    blocked_by: Text = NOTHING
    unblocked_when: Text = NOTHING
    note: Text = NOTHING
    statuses: tuple[StatusContent, ...] = ()
    milestones: tuple[MilestoneContent, ...] = ()

    @property
    def name(self) -> Text:
        return self.working_title or self.title

    def begun(self, day: date) -> tuple[StatusContent, ...]:
        """The statuses of a day: one that begins later is a plan, not a state."""
        return tuple(s for s in self.statuses if s.period.starts <= day)

    def status(self, day: date) -> StatusContent | None:
        """How the action stands on a day: the newest status that says so."""
        return next(reversed(self.begun(day)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetContent(Cited):
    value: Decimal
    year: int | None = None
    note: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementContent(Cited):
    period: Period
    slice: str = ""
    series: str = ""
    value: Decimal | None = None
    n: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: Text = NOTHING
    from_figure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorContent(Cited):
    key: str
    action: str = ""
    title: Text
    definition: Text = NOTHING
    unit: Text = NOTHING
    kind: str = "count"
    level: str = "output"
    polarity: str = "either"
    tolerance: Decimal = Decimal(0)
    baseline: Period | None = None
    figure: str = ""
    next_due: date | None = None
    every_months: int | None = None
    note: Text = NOTHING
    targets: tuple[TargetContent, ...] = ()
    measurements: tuple[MeasurementContent, ...] = ()

    @property
    def totals(self) -> tuple[MeasurementContent, ...]:
        """The values of the whole; a part never stands in for it."""
        return tuple(m for m in self.measurements if not m.slice)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryContent:
    key: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionContent:
    key: str
    title: Text
    categories: tuple[CategoryContent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkContent(Cited):
    key: str
    kind: str
    topic: Text
    text: Text = NOTHING
    other: Text = NOTHING
    advice: Text = NOTHING
    action: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningContent(Cited):
    key: str
    kind: str = "news"
    period: Period | None = None
    recurrence: Text = NOTHING
    title: Text
    text: Text = NOTHING
    place: Text = NOTHING
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent(Cited):
    key: str
    title: Text
    summary: Text = NOTHING
    starts: Period | None = None
    ends: Period | None = None
    note: Text = NOTHING
    decision: Text = NOTHING
    decided: Period | None = None
    decision_uri: str = ""
    supersedes: str = ""
    goals: tuple[GoalContent, ...] = ()
    actions: tuple[ActionContent, ...] = ()
    indicators: tuple[IndicatorContent, ...] = ()
    remarks: tuple[RemarkContent, ...] = ()
    # What the plan names, so that a version stays whole when these change.
    dimensions: tuple[DimensionContent, ...] = ()
    evidence: tuple[EvidenceContent, ...] = ()
    organisations: tuple[OrganisationContent, ...] = ()

    def action(self, key: str) -> ActionContent | None:
        return next((a for a in self.actions if a.key == key), None)

    def indicator(self, key: str) -> IndicatorContent | None:
        return next((i for i in self.indicators if i.key == key), None)

    def indicators_of(self, action: str) -> tuple[IndicatorContent, ...]:
        return tuple(i for i in self.indicators if i.action == action)

    def cited(self, keys: Iterable[str]) -> tuple[EvidenceContent, ...]:
        """The evidence with these keys that may be shown as a citation."""
        known = {e.key: e for e in self.evidence if e.citable}
        return tuple(known[key] for key in keys if key in known)

    def named(self, keys: Iterable[str]) -> tuple[OrganisationContent, ...]:
        known = {o.key: o for o in self.organisations}
        return tuple(known[key] for key in keys if key in known)


def statements(content: Any) -> Iterator[Cited]:
    """Every cited statement in a plan, its parts and their parts."""
    if isinstance(content, Cited):
        yield content
    for name in getattr(content, "__dataclass_fields__", ()):
        inner = getattr(content, name)
        for each in inner if isinstance(inner, tuple) else ():
            yield from statements(each)


def with_state(published: PlanContent, live: PlanContent) -> PlanContent:
    """A published plan with its state as it is today.

    What was promised stays as published: titles, texts, due dates, targets. What
    happened since is live: statuses, milestones done, measurements.
    """
    actions = tuple(_action_today(a, live.action(a.key)) for a in published.actions)
    indicators = tuple(_indicator_today(i, live.indicator(i.key)) for i in published.indicators)
    return replace(
        published,
        actions=actions,
        indicators=indicators,
        dimensions=_joined(published.dimensions, live.dimensions),
        evidence=_joined(published.evidence, live.evidence),
    )


def _action_today(published: ActionContent, live: ActionContent | None) -> ActionContent:
    if live is None:
        return published
    steps = {m.key: m for m in live.milestones}
    milestones = tuple(_step_today(m, steps.get(m.key)) for m in published.milestones)
    return replace(published, statuses=live.statuses, milestones=milestones)


def _step_today(published: MilestoneContent, live: MilestoneContent | None) -> MilestoneContent:
    if live is None:
        return published
    return replace(
        published,
        done=live.done,
        documents=live.documents,
        certainty=live.certainty,
        sources=live.sources,
    )


def _indicator_today(
    published: IndicatorContent, live: IndicatorContent | None
) -> IndicatorContent:
    if live is None:
        return published
    return replace(published, measurements=live.measurements, next_due=live.next_due)


def _joined(published: tuple[Any, ...], live: tuple[Any, ...]) -> tuple[Any, ...]:
    """Today's wording of each, and what only the version still names."""
    today = {each.key for each in live}
    return live + tuple(each for each in published if each.key not in today)
