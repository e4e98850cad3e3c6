"""What the public pages show of a plan: its content beside how it stands today."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zebrapad.core.cities.content import EvidenceContent
from zebrapad.core.ui.charts import series_chart
from zebrapad.engines.progress import (
    ActionJudgement,
    Course,
    Judgement,
    Milestone,
    Standing,
    action_standing,
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
    TargetContent,
    statements,
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
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorShown:
    """An indicator with its newest value and what can be said of it."""

    content: IndicatorContent
    judgement: Judgement
    newest: MeasurementContent | None
    value: str
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
class ActionShown:
    """An action with its place in the plan, its state in words, and how it stands."""

    number: int
    content: ActionContent
    judgement: ActionJudgement
    state: str
    badge: str
    indicators: tuple[IndicatorShown, ...]

    @property
    def steps(self) -> list[bool]:
        return [m.done is not None for m in self.content.milestones]

    @property
    def is_late(self) -> bool:
        return self.judgement.course is Course.LATE


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A line of an indicator's table."""

    content: MeasurementContent
    part: str
    value: str
    margin: str
    breaks: bool
    sources: tuple[EvidenceContent, ...]


def indicator(content: IndicatorContent, today: date) -> IndicatorShown:
    judgement = standing.judged(content, today)
    newest = standing.newest(content, judgement)
    return IndicatorShown(
        content=content,
        judgement=judgement,
        newest=newest,
        value=words.value(content, newest) if newest else _("not known"),
        sentences=words.sentences(judgement),
        badge=BADGES.get(judgement.standing, ""),
    )


def action(plan: PlanContent, content: ActionContent, today: date) -> ActionShown:
    indicators = tuple(indicator(each, today) for each in plan.indicators_of(content.key))
    status = content.status
    judgement = action_standing(
        # Of a step done "in May" the first day counts: nobody is called late on a guess.
        [Milestone(due=m.due, done=m.done.starts if m.done else None) for m in content.milestones],
        [each.judgement for each in indicators],
        today=today,
        status=status.state if status else "unknown",
        ends=content.ends,
    )
    return ActionShown(
        number=plan.actions.index(content) + 1,
        content=content,
        judgement=judgement,
        state=words.state(status),
        badge=STATES.get(status.state, "unknown") if status else "unknown",
        indicators=indicators,
    )


def actions(plan: PlanContent, today: date) -> list[ActionShown]:
    return [action(plan, content, today) for content in plan.actions]


def steps(plan: PlanContent, content: ActionContent, today: date) -> list[StepShown]:
    return [
        StepShown(
            content=milestone,
            words=words.step(milestone, today),
            mark="done" if milestone.done else _mark(milestone, today),
            sources=plan.cited(milestone.sources),
        )
        for milestone in content.milestones
    ]


def _mark(milestone: MilestoneContent, today: date) -> str:
    return "late" if milestone.due and milestone.due < today else ""


def rows(plan: PlanContent, content: IndicatorContent) -> list[RowShown]:
    """The values as the table lists them, newest first, each saying where its method changes."""
    shown, before = [], dict[str, str]()
    for value in content.measurements:
        changed = value.slice in before and before[value.slice] != value.series
        before[value.slice] = value.series
        shown.append(
            RowShown(
                content=value,
                part=words.part(plan, value.slice) if value.slice else "",
                value=words.value(content, value),
                margin=words.margin(value),
                breaks=changed,
                sources=plan.cited(value.sources),
            )
        )
    return shown[::-1]


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


def remarks(plan: PlanContent, *, kind: str, **about: str) -> list[RemarkContent]:
    """The remarks of a kind; `action=` or `indicator=` narrows them to what they are about."""
    return [
        each
        for each in plan.remarks
        if each.kind == kind and all(getattr(each, name) == key for name, key in about.items())
    ]


def resting_on(plan: PlanContent, key: str) -> dict[str, list[Any]]:
    """What cites a piece of evidence: the actions and indicators in which it does."""

    def cites(content: ActionContent | IndicatorContent) -> bool:
        return any(key in each.sources for each in statements(content))

    return {
        "actions": [each for each in plan.actions if cites(each)],
        "indicators": [each for each in plan.indicators if cites(each)],
        "remarks": [each for each in plan.remarks if key in each.sources],
    }


def of_action(happenings: tuple[HappeningContent, ...], key: str) -> list[HappeningContent]:
    return [each for each in happenings if each.action == key]
