"""Why a finding is not sure."""

from fractions import Fraction

from zebrapad.engines.progress.facts import Facts
from zebrapad.engines.progress.judgement import COMPARED, KEEPING, ON_THE_WAY, Doubt, Standing
from zebrapad.engines.progress.points import Polarity


def doubts(facts: Facts, standing: Standing) -> tuple[Doubt, ...]:
    """Every reason that holds, in the order of `Doubt`."""
    newest, baseline = facts.newest, facts.baseline
    leans_on_baseline = standing in COMPARED or (standing in KEEPING and facts.target is None)
    found = {
        Doubt.NOT_CERTAIN: newest is not None and not newest.point.certain,
        Doubt.BASELINE_NOT_CERTAIN: bool(
            leans_on_baseline and baseline and not baseline.point.certain
        ),
        Doubt.NEWER_UNKNOWN: bool(newest and facts.unknown),
        Doubt.MAY_NOT_HAVE_MOVED: standing in COMPARED and _may_not_have_moved(facts),
        Doubt.AROUND_TARGET: _around_target(facts, standing),
    }
    return tuple(doubt for doubt, there in found.items() if there)


def _may_not_have_moved(facts: Facts) -> bool:
    new, old = facts.newest, facts.baseline
    assert new and old  # noqa: S101 - what compared means
    if not (new.has_width or old.has_width):
        return False
    if new.value >= old.value:
        room = (new.value - new.low) ** 2 + (old.high - old.value) ** 2
    else:
        room = (new.high - new.value) ** 2 + (old.value - old.low) ** 2
    return (new.value - old.value) ** 2 <= room


def _around_target(facts: Facts, standing: Standing) -> bool:
    """Whether one end of the newest interval is on target and the other is not."""
    new, goal, target = facts.newest, facts.goal, facts.target
    if new is None or not new.has_width:
        return False
    if standing in KEEPING:
        assert facts.to_keep is not None  # noqa: S101 - what keeping means
        edge, room = facts.to_keep, Fraction(goal.tolerance)
        inside = edge - room <= new.low and new.high <= edge + room
        outside = new.high < edge - room or edge + room < new.low
        return not (inside or outside)
    if standing not in ON_THE_WAY or target is None:
        return False
    if goal.polarity == Polarity.UP:
        return new.low < target <= new.high
    return new.low <= target < new.high
