"""Why a finding is not sure."""

from fractions import Fraction

from zebrapad.engines.progress.facts import Facts, Reading
from zebrapad.engines.progress.judgement import COMPARED, KEEPING, ON_THE_WAY, Doubt, Standing


def doubts(facts: Facts, standing: Standing) -> tuple[Doubt, ...]:
    """List every reason that holds, in the order of `Doubt`."""
    newest, baseline, pair = facts.newest, facts.baseline, facts.pair
    leans_on_baseline = standing in COMPARED or (standing in KEEPING and facts.goal.target is None)
    held, aim = standing in ON_THE_WAY | KEEPING, facts.aim
    found = {
        Doubt.NOT_CERTAIN: newest and not newest.point.certain,
        Doubt.BASELINE_NOT_CERTAIN: leans_on_baseline and baseline and not baseline.point.certain,
        Doubt.NEWER_UNKNOWN: newest and facts.unknown,
        Doubt.MAY_NOT_HAVE_MOVED: standing in COMPARED and pair and pair.may_not_have_moved,
        Doubt.AROUND_TARGET: held and newest and aim is not None and _around(facts, newest, aim),
    }
    return tuple(doubt for doubt, there in found.items() if there)


def _around(facts: Facts, new: Reading, aim: Fraction) -> bool:
    """Tell whether some of an interval would do, and some would not."""
    nearest = min(max(aim, new.low), new.high)
    return len({facts.would_do(x, aim) for x in (new.low, nearest, new.high)}) > 1
