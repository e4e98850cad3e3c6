"""What counts of an indicator's points on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zebrapad.engines.progress.points import Goal, Point


@dataclass(frozen=True, slots=True)
class Reading:
    """A point with a value, exact; without an interval it is as wide as its value."""

    point: Point
    value: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def of(cls, point: Point, value: Decimal) -> "Reading":
        """Read a point that has this value."""
        low, high = (value if x is None else x for x in (point.low, point.high))
        return cls(point, Fraction(value), Fraction(low), Fraction(high))

    @property
    def has_width(self) -> bool:
        """Whether there is an interval wider than the value."""
        return self.low < self.high


@dataclass(frozen=True, slots=True)
class Facts:
    """What counts on a day: the readings that had begun by then."""

    goal: Goal
    today: date
    readings: tuple[Reading, ...]
    unknown: tuple[Point, ...]
    baseline: Reading | None
    newest: Reading | None

    @property
    def target(self) -> Fraction | None:
        """The target, exact."""
        return None if self.goal.target is None else Fraction(self.goal.target)

    @property
    def to_keep(self) -> Fraction | None:
        """The value that a `keep` goal is held to."""
        if self.target is not None or self.baseline is None:
            return self.target
        return self.baseline.value

    @property
    def comparable(self) -> bool:
        """Whether newest and baseline are both there, two, and of one series."""
        old, new = self.baseline, self.newest
        return bool(old and new and new != old and new.point.series == old.point.series)

    def out_of_bounds(self, value: Fraction) -> bool:
        """Whether a value to keep has left its place by more than the tolerance."""
        kept = self.to_keep
        return kept is not None and abs(value - kept) > Fraction(self.goal.tolerance)


def gather(goal: Goal, points: Iterable[Point], today: date) -> Facts:
    """Sort the points into facts; two values in one place are refused."""
    known: dict[tuple[date, date, str], Point] = {}
    start = goal.baseline
    for point in (*points, *([start] if start else [])):
        same = known.setdefault((*point.age, point.series), point)
        if same != point:
            raise ValueError("one series has two different values for one period")
    # Where a change of method was bridged by measuring both ways, the baseline's way counts.
    usual = start.series if start else ""
    begun = sorted(
        (p for p in known.values() if p.starts <= today),
        key=lambda p: (p.age, p.series == usual, p.series),
    )
    readings = tuple(Reading.of(p, p.value) for p in begun if p.value is not None)
    newest = readings[-1] if readings else None
    return Facts(
        goal=goal,
        today=today,
        readings=readings,
        unknown=tuple(
            p for p in begun if p.value is None and (newest is None or p.age > newest.point.age)
        ),
        baseline=next((r for r in readings if r.point == start), None),
        newest=newest,
    )
