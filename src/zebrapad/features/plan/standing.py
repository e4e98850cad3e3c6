"""From the plan's values to the judgements of `engines.progress`."""

from collections.abc import Iterable
from datetime import date

from zebrapad.engines.progress import (
    ActionJudgement,
    Goal,
    Judgement,
    Milestone,
    Point,
    Polarity,
    Step,
    action_standing,
    judge,
    milestone_step,
)
from zebrapad.features.plan.content import (
    ActionContent,
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    TargetContent,
)

SURE = ("seen", "measured")
DONE = frozenset({Step.DONE, Step.DONE_LATE})


def judged(indicator: IndicatorContent, today: date) -> Judgement:
    """How an indicator stands on a day."""
    points = [point(value) for value in indicator.totals]
    wanted = aim(indicator, today)
    reached = [t for t in _over(indicator, today) if wanted and (t.year or 0) < (wanted.year or 0)]
    stage = reached[-1] if reached else None
    return judge(_goal(indicator, wanted, stage), points, today=today)


def point(value: MeasurementContent) -> Point:
    return Point(
        starts=value.period.starts,
        ends=value.period.ends,
        value=value.value,
        low=value.low,
        high=value.high,
        n=value.n,
        series=value.series,
        certain=value.certainty in SURE,
    )


def newest(indicator: IndicatorContent, judgement: Judgement) -> MeasurementContent | None:
    """The measurement that the judgement calls newest, with its sources and its note."""
    found = judgement.newest
    return next((m for m in indicator.totals if found is not None and point(m) == found), None)


def baseline(indicator: IndicatorContent) -> MeasurementContent | None:
    """Where the way starts: the value of the baseline's period, the method first used for it."""
    of_period = (m for m in indicator.totals if m.period == indicator.baseline)
    return next((m for m in of_period if m.value is not None), None)


def aim(indicator: IndicatorContent, today: date) -> TargetContent | None:
    """The target that counts today: the last one missed, else the next one due, else the last.

    A target whose year is over goes on counting until it is reached: a later one doesn't
    make it forgotten. One without a year counts where there is no other.
    """
    over, ahead = _over(indicator, today), _dated(indicator)
    ahead = [t for t in ahead if t not in over]
    unmet = [t for t in over if not _is_met(indicator, t, today)]
    undated = [t for t in indicator.targets if not t.year]
    return next(iter([*unmet[-1:], *ahead[:1], *over[-1:], *undated]), None)


def missed(indicator: IndicatorContent, today: date) -> list[TargetContent]:
    """The targets whose year is over, where a value of that year or later falls short."""
    newest = _newest_value(indicator, today)
    if newest is None or indicator.polarity == Polarity.KEEP:
        return []
    return [
        target
        for target in _over(indicator, today)
        if (target.year or 0) <= newest.period.ends.year and not _is_met(indicator, target, today)
    ]


def _dated(indicator: IndicatorContent) -> list[TargetContent]:
    return sorted((t for t in indicator.targets if t.year), key=lambda t: t.year or 0)


def _over(indicator: IndicatorContent, today: date) -> list[TargetContent]:
    return [target for target in _dated(indicator) if (target.year or 0) < today.year]


def _newest_value(indicator: IndicatorContent, today: date) -> MeasurementContent | None:
    begun = (m for m in indicator.totals if m.value is not None and point(m).counts(today))
    return max(begun, key=lambda m: (m.period.ends, m.period.starts), default=None)


def _is_met(indicator: IndicatorContent, target: TargetContent, today: date) -> bool:
    """Whether the newest value of the whole is where a target wanted it."""
    newest = _newest_value(indicator, today)
    if newest is None or newest.value is None:
        return False
    value = newest.value
    match Polarity(indicator.polarity):
        case Polarity.UP:
            return value >= target.value
        case Polarity.DOWN:
            return value <= target.value
        case Polarity.KEEP:
            return abs(value - target.value) <= indicator.tolerance
    return True


def _goal(
    indicator: IndicatorContent, target: TargetContent | None, stage: TargetContent | None = None
) -> Goal:
    start = baseline(indicator)
    try:
        return Goal(
            polarity=Polarity(indicator.polarity),
            baseline=point(start) if start else None,
            target=target.value if target else None,
            target_year=target.year if target else None,
            stage=stage.value if stage else None,
            stage_year=stage.year if stage else None,
            tolerance=indicator.tolerance,
            next_due=indicator.next_due,
            every_months=indicator.every_months or None,
        )
    except ValueError:
        # A target on the wrong side of the baseline asks for nothing that can be judged;
        # the form refuses one, a file or an older version may hold it.
        if target is None:
            raise
        return _goal(indicator, None)


def judged_action(
    action: ActionContent, indicators: Iterable[Judgement], today: date
) -> ActionJudgement:
    """How an action stands on a day: by its own dates, and by its indicators counted."""
    status = action.status(today)
    return action_standing(
        [_milestone(each) for each in action.milestones],
        indicators,
        today=today,
        status=status.state if status else "unknown",
        ends=action.ends,
    )


def step_of(milestone: MilestoneContent, today: date) -> Step:
    return milestone_step(_milestone(milestone), today)


def is_done(milestone: MilestoneContent, today: date) -> bool:
    return step_of(milestone, today) in DONE


def _milestone(content: MilestoneContent) -> Milestone:
    # Of a step done "in May" the first day counts: nobody is called late on a guess.
    return Milestone(due=content.due, done=content.done.starts if content.done else None)
