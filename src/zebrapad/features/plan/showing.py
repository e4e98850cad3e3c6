"""What the public pages show of a plan: its content beside how it stands today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zebrapad.core.cities.content import EvidenceContent
from zebrapad.core.ui.charts import series_chart
from zebrapad.engines.progress import (
    ActionJudgement,
    Course,
    Judgement,
    Standing,
    Step,
)
from zebrapad.features.plan import standing, words
from zebrapad.features.plan.content import (
    ActionContent,
    HappeningContent,
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    PlanContent,
    RemarkContent,
    StatusContent,
    TargetContent,
)

# The badge of each standing; what is neither good nor bad has no shape of its own.
BADGES = {
    Standing.MOVING_TOWARD: "up",
    Standing.REACHED: "reached",
    Standing.PASSED: "reached",
    Standing.KEPT: "reached",
    Standing.WRONG_WAY: "down",
    Standing.NOT_KEPT: "down",
}
STATES = {
    "planned": "planned",
    "running": "going",
    "done": "done",
    "paused": "stopped",
    "stopped": "stopped",
    "unknown": "unknown",
}
MARKS = {Step.DONE: "done", Step.DONE_LATE: "done", Step.LATE: "late"}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorShown:
    """An indicator with its newest value and what can be said of it."""

    content: IndicatorContent
    judgement: Judgement
    newest: MeasurementContent | None
    value: str
    compared: str
    sentences: list[str]
    badge: str

    @property
    def standing(self) -> str:
        return self.sentences[0]

    @property
    def doubts(self) -> list[str]:
        return self.sentences[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    content: MilestoneContent
    words: str
    mark: str
    sources: tuple[EvidenceContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusShown:
    """How an action stood in a period, in the city's word for it."""

    content: StatusContent
    words: str
    badge: str
    sources: tuple[EvidenceContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionShown:
    """An action with its place in the plan, its state in words, and how it stands."""

    number: int
    content: ActionContent
    judgement: ActionJudgement
    steps: list[bool]
    statuses: tuple[StatusShown, ...]
    indicators: tuple[IndicatorShown, ...]

    @property
    def state(self) -> str:
        return self.statuses[0].words if self.statuses else words.state(None)

    @property
    def badge(self) -> str:
        return self.statuses[0].badge if self.statuses else "unknown"

    @property
    def last_known(self) -> StatusShown | None:
        """Where the newest status is not known: the one before it that is."""
        known = (each for each in self.statuses if each.content.state != "unknown")
        last = next(known, None)
        return last if self.statuses and last is not self.statuses[0] else None

    @property
    def is_late(self) -> bool:
        return self.judgement.course is Course.LATE

    @property
    def dates(self) -> list[str]:
        return words.course(self.judgement)

    @property
    def tally(self) -> list[str]:
        return words.tally(self.judgement.indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A line of an indicator's table."""

    content: MeasurementContent
    part: str
    value: str
    bare: str
    margin: str
    breaks: bool
    sources: tuple[EvidenceContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """An indicator beside the line of its newest value; without one where none is known."""

    indicator: IndicatorShown
    row: RowShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A remark, and the part of the plan on whose page it is read."""

    remark: RemarkContent
    action: ActionContent | None
    indicator: IndicatorContent | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShown:
    """The indicators of one action, or of the plan as a whole."""

    action: ActionContent | None
    indicators: tuple[IndicatorShown, ...]


def groups(plan: PlanContent, shown: list[ActionShown], today: date) -> list[GroupShown]:
    """The indicators as one table shows them, action by action, the plan's own last."""
    known = {each.content.key for each in shown}
    others = tuple(indicator(each, today) for each in plan.indicators if each.action not in known)
    found = [GroupShown(action=each.content, indicators=each.indicators) for each in shown]
    found.append(GroupShown(action=None, indicators=others))
    return [each for each in found if each.indicators]


def indicator(content: IndicatorContent, today: date) -> IndicatorShown:
    judgement = standing.judged(content, today)
    newest = standing.newest(content, judgement)
    return IndicatorShown(
        content=content,
        judgement=judgement,
        newest=newest,
        value=words.value(content, newest) if newest else _("not known"),
        compared=words.compared(content, standing.baseline(content), newest),
        sentences=words.sentences(content, judgement, today),
        badge=BADGES.get(judgement.standing, ""),
    )


def action(plan: PlanContent, content: ActionContent, today: date) -> ActionShown:
    indicators = tuple(indicator(each, today) for each in plan.indicators_of(content.key))
    return ActionShown(
        number=plan.actions.index(content) + 1,
        content=content,
        judgement=standing.judged_action(content, (i.judgement for i in indicators), today),
        steps=[standing.is_done(each, today) for each in content.milestones],
        statuses=tuple(_status(plan, each) for each in reversed(content.begun(today))),
        indicators=indicators,
    )


def _status(plan: PlanContent, content: StatusContent) -> StatusShown:
    return StatusShown(
        content=content,
        words=words.state(content),
        badge=STATES[content.state],
        sources=plan.cited(content.sources),
    )


def actions(plan: PlanContent, today: date) -> list[ActionShown]:
    return [action(plan, content, today) for content in plan.actions]


def steps(plan: PlanContent, content: ActionContent, today: date) -> list[StepShown]:
    return [
        StepShown(
            content=milestone,
            words=words.step(milestone, today),
            mark=MARKS.get(standing.step_of(milestone, today), ""),
            sources=plan.cited(milestone.sources),
        )
        for milestone in content.milestones
    ]


def row(
    plan: PlanContent, content: IndicatorContent, value: MeasurementContent, *, breaks: bool = False
) -> RowShown:
    return RowShown(
        content=value,
        part=words.part(plan, value.slice) if value.slice else "",
        value=words.value(content, value),
        bare=words.bare(content, value),
        margin=words.margin(value),
        breaks=breaks,
        sources=plan.cited(value.sources),
    )


def rows(plan: PlanContent, content: IndicatorContent) -> list[RowShown]:
    """The values as the table lists them, newest first, each saying where its method changes."""
    shown, before = [], dict[str, str]()
    # As the rules see age: a stretch of years is as new as the day on which it ends.
    for value in sorted(content.measurements, key=lambda v: (v.period.ends, v.period.starts)):
        changed = value.slice in before and before[value.slice] != value.series
        before[value.slice] = value.series
        shown.append(row(plan, content, value, breaks=changed))
    return shown[::-1]


def newest(plan: PlanContent, shown: Iterable[IndicatorShown]) -> list[FigureShown]:
    """Each indicator's newest value as a figure: of what, of when, how sure, from where."""
    return [
        FigureShown(
            indicator=each, row=row(plan, each.content, each.newest) if each.newest else None
        )
        for each in shown
    ]


def chart(content: IndicatorContent, today: date) -> SafeString | None:
    """The values of the whole drawn over time; None where there is none to draw."""
    points = [standing.point(value) for value in content.totals]
    if not points:
        return None
    first, aim = standing.baseline(content), standing.aim(content, today)
    return series_chart(
        points,
        baseline=standing.point(first) if first else None,
        target=aim.value if aim else None,
        target_year=aim.year if aim else None,
        unit=str(content.unit),
        title=str(content.title),
        description=str(content.definition),
        language=(get_language() or "en").split("-")[0],
        yes_no=content.kind == "yes_no",
    )


def targets(content: IndicatorContent) -> list[tuple[TargetContent, str]]:
    return [(each, words.target(content, each)) for each in content.targets]


def remarks(plan: PlanContent, **about: str) -> dict[str, list[RemarkContent]]:
    """The remarks by kind; `action=` or `indicator=` narrows them to what they are about."""
    told = [r for r in plan.remarks if all(getattr(r, name) == key for name, key in about.items())]
    return {
        "disagreements": [each for each in told if each.kind == "contradiction"],
        "unknowns": [each for each in told if each.kind == "unknown"],
        "contexts": [each for each in told if each.kind == "context"],
    }


def pointers(plan: PlanContent) -> dict[str, list[Pointer]]:
    """Where, besides on the plan's own page, sources disagree or something is not known."""
    found = [
        Pointer(
            remark=each, action=plan.action(each.action), indicator=plan.indicator(each.indicator)
        )
        for each in plan.remarks
        if each.action or each.indicator
    ]
    return {
        "disagree_elsewhere": [each for each in found if each.remark.kind == "contradiction"],
        "unknown_elsewhere": [each for each in found if each.remark.kind == "unknown"],
    }


def of_action(happenings: tuple[HappeningContent, ...], key: str) -> list[HappeningContent]:
    return [each for each in happenings if each.action == key]
