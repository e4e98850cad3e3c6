"""What is said of an indicator: its standing, and what makes that unsure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from zebrapad.engines.progress.points import Point


class Standing(StrEnum):
    """What may be said of an indicator today, and nothing better than that."""

    NOTHING_MEASURED = "nothing_measured"
    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NOT_COMPARABLE = "not_comparable"
    MOVING_TOWARD = "moving_toward"
    REACHED = "reached"
    PASSED = "passed"
    UNMOVED = "unmoved"
    WRONG_WAY = "wrong_way"
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    BOTH_WAYS_OPEN = "both_ways_open"


ON_THE_WAY = frozenset(
    {
        Standing.MOVING_TOWARD,
        Standing.REACHED,
        Standing.PASSED,
        Standing.UNMOVED,
        Standing.WRONG_WAY,
    }
)
KEEPING = frozenset({Standing.KEPT, Standing.NOT_KEPT})
COMPARED = ON_THE_WAY | {Standing.BOTH_WAYS_OPEN}


class Doubt(StrEnum):
    """Why a standing is not sure."""

    NOT_CERTAIN = "not_certain"
    BASELINE_NOT_CERTAIN = "baseline_not_certain"
    NEWER_UNKNOWN = "newer_unknown"
    MAY_NOT_HAVE_MOVED = "may_not_have_moved"
    AROUND_TARGET = "around_target"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How an indicator stands; the words on a page come from `standing`, never from a share.

    Attributes
    ----------
    standing
        The finding.
    raw
        Way gone divided by whole way, exact; below 0 the wrong way, above 1 past the target.
        None where there is no such way: see `ON_THE_WAY`; also where the target is the
        baseline.
    newest
        The newest value, or None; its interval is `newest.low` to `newest.high`.
    change
        Newest minus baseline, in the unit; None where the two can't be compared.
    expected_by_now
        What a straight line from the baseline to the end of the target's year asks for on
        the last day that the newest value describes; once that year is over, the target.
        A city is not called behind for the months a survey takes to appear.
    behind
        Whether the newest value falls short of `expected_by_now`; None without one.
    old
        A newer value was due and has not come, or the newest is older than the rule.
    doubts
        Why the finding is not sure; empty where nothing speaks against it.
    unknown
        Points newer than `newest` of which the value is not known.
    breaches
        For `keep`: the comparable values out of bounds from the baseline on, oldest first, so
        that a value that came back does not hide that it was gone.
    """

    standing: Standing
    raw: Fraction | None = None
    newest: Point | None = None
    change: Decimal | None = None
    expected_by_now: Decimal | None = None
    behind: bool | None = None
    old: bool = False
    doubts: tuple[Doubt, ...] = ()
    unknown: tuple[Point, ...] = ()
    breaches: tuple[Point, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """`raw` held between 0 and 1: for drawing only."""
        return None if self.raw is None else min(max(self.raw, Fraction(0)), Fraction(1))

    @property
    def uncertain(self) -> bool:
        """Whether anything makes the finding unsure."""
        return bool(self.doubts)
