"""Whether an action is late: by its own dates, whatever its indicators say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from zebrapad.engines.progress.judgement import Judgement, Standing


class Step(StrEnum):
    """How one milestone stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    LATE = "late"
    DUE = "due"
    UNDATED = "undated"


class Course(StrEnum):
    """What may be said of an action as a whole."""

    LATE = "late"
    DONE = "done"
    PAUSED = "paused"
    STOPPED = "stopped"
    NOT_LATE = "not_late"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A step of an action.

    Attributes
    ----------
    due
        Last day on which it is on time; None where no date was promised.
    done
        When it was done; where only a month or a year is known its first day, for nobody is
        called late on a guess. None while it is not.
    """

    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTime:
    """How many milestones were done in time, of those whose due date has passed.

    Attributes
    ----------
    share
        `on_time` divided by `n`; None where no due date has passed.
    on_time, n
        Counts of milestones.
    """

    share: Fraction | None
    on_time: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Indicators counted by which way they go; never a mean, in which a fall can hide.

    Attributes
    ----------
    better
        Moving toward the target, reached, passed, or kept.
    unmoved
        Where they were.
    worse
        Going the wrong way, or not kept.
    unjudged
        Nothing may be said: no baseline, no target, no value, not comparable, or a change
        that can be read both ways.
    behind, old, uncertain
        Of all of these, how many are behind their path, old, or not sure.
    """

    better: int = 0
    unmoved: int = 0
    worse: int = 0
    unjudged: int = 0
    behind: int = 0
    old: int = 0
    uncertain: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionJudgement:
    """How an action stands.

    Attributes
    ----------
    course
        The finding.
    status
        As the city states it, untouched: it is not worked out from milestones.
    late, done_late, done, total
        Counts of milestones; `done` includes those done late.
    days_late
        Days since the oldest date that was missed; 0 where none was.
    past_end
        The action itself should have ended.
    said_done
        The city says that the action is done while a milestone is not.
    next_due
        The nearest date still to come; a date that was missed is not to come.
    indicators
        Its indicators, counted.
    """

    course: Course
    status: str
    late: int
    done_late: int
    done: int
    total: int
    days_late: int
    past_end: bool
    said_done: bool
    next_due: date | None
    indicators: Tally


def milestone_step(milestone: Milestone, today: date) -> Step:
    """Judge how one milestone stands; what is done after `today` is not done yet.

    >>> str(milestone_step(Milestone(due=date(2023, 6, 30)), date(2023, 7, 1)))
    'late'
    """
    due, done = milestone.due, milestone.done
    if done is not None and done <= today:
        return Step.DONE if due is None or done <= due else Step.DONE_LATE
    if due is None:
        return Step.UNDATED
    return Step.LATE if due < today else Step.DUE


def milestones_on_time(milestones: Iterable[Milestone], today: date) -> OnTime:
    """Count what was done in time among those whose due date has passed.

    What is due today can still be done in time, so it does not count yet; what has no due
    date, or was done early and is due later, does not count either.
    """
    passed = [m for m in milestones if m.due is not None and m.due < today]
    on_time = sum(milestone_step(m, today) == Step.DONE for m in passed)
    share = Fraction(on_time, len(passed)) if passed else None
    return OnTime(share=share, on_time=on_time, n=len(passed))


def action_standing(
    milestones: Iterable[Milestone],
    indicators: Iterable[Judgement],
    *,
    today: date,
    status: str,
    ends: date | None,
) -> ActionJudgement:
    """Judge how an action stands.

    Parameters
    ----------
    milestones
        Its steps.
    indicators
        The judgements of its indicators; they are counted and change nothing else.
    today
        The day of the judgement.
    status
        As the city states it; `done`, `paused` and `stopped` have a meaning here.
    ends
        The day by which the action should end; None where it goes on or none was stated.
    """
    milestones = tuple(milestones)
    steps = [milestone_step(m, today) for m in milestones]
    done = steps.count(Step.DONE) + steps.count(Step.DONE_LATE)
    past_end = ends is not None and ends < today and status != "done"
    dates = [m.due for m, s in zip(milestones, steps, strict=True) if m.due and s == Step.LATE]
    if ends is not None and past_end:
        dates.append(ends)
    coming = [m.due for m, s in zip(milestones, steps, strict=True) if m.due and s == Step.DUE]
    dated = ends is not None or any(m.due for m in milestones)
    return ActionJudgement(
        course=_course(status, late=bool(dates), dated=dated),
        status=status,
        late=steps.count(Step.LATE),
        done_late=steps.count(Step.DONE_LATE),
        done=done,
        total=len(steps),
        days_late=(today - min(dates)).days if dates else 0,
        past_end=past_end,
        said_done=status == "done" and done < len(steps),
        next_due=min(coming, default=None),
        indicators=_tally(indicators),
    )


def _course(status: str, *, late: bool, dated: bool) -> Course:
    # Stopping is a decision that is shown as one; a pause does not move a date.
    if status == "stopped":
        return Course.STOPPED
    if late:
        return Course.LATE
    if status in {"done", "paused"}:
        return Course(status)
    return Course.NOT_LATE if dated else Course.UNDATED


BETTER = frozenset({Standing.MOVING_TOWARD, Standing.REACHED, Standing.PASSED, Standing.KEPT})
WORSE = frozenset({Standing.WRONG_WAY, Standing.NOT_KEPT})


def _tally(indicators: Iterable[Judgement]) -> Tally:
    judged = tuple(indicators)
    standings = [j.standing for j in judged]
    better = sum(s in BETTER for s in standings)
    worse = sum(s in WORSE for s in standings)
    unmoved = standings.count(Standing.UNMOVED)
    return Tally(
        better=better,
        unmoved=unmoved,
        worse=worse,
        unjudged=len(standings) - better - worse - unmoved,
        behind=sum(bool(j.behind) for j in judged),
        old=sum(j.old for j in judged),
        uncertain=sum(j.uncertain for j in judged),
    )
