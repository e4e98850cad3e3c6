"""What counts of an indicator's points on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zebrapad.engines.progress.points import Goal, Point, Polarity


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
class Pair:
    """The newest value and the baseline, where they may be compared."""

    newest: Reading
    baseline: Reading

    @property
    def change(self) -> Fraction:
        """Newest minus baseline, in the unit."""
        return self.newest.value - self.baseline.value

    @property
    def may_not_have_moved(self) -> bool:
        """Whether the interval of the change holds 0 (method: see `judge`)."""
        new, old = self.newest, self.baseline
        if not (new.has_width or old.has_width):
            return False
        if self.change >= 0:
            room = (new.value - new.low) ** 2 + (old.high - old.value) ** 2
        else:
            room = (new.high - new.value) ** 2 + (old.value - old.low) ** 2
        return self.change**2 <= room


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
    def pair(self) -> Pair | None:
        """Newest and baseline, where they are two and of one series."""
        old, new = self.baseline, self.newest
        if old is None or new is None or new == old or new.point.series != old.point.series:
            return None
        return Pair(new, old)

    @property
    def aim(self) -> Fraction | None:
        """What the newest value is held to: the target; to keep, else the baseline."""
        if self.goal.target is not None:
            return Fraction(self.goal.target)
        if self.goal.polarity == Polarity.KEEP and self.baseline is not None:
            return self.baseline.value
        return None

    def would_do(self, value: Fraction, aim: Fraction) -> bool:
        """Whether a value is as good as asked; not for a goal that asks no direction."""
        if self.goal.polarity == Polarity.KEEP:
            return abs(value - aim) <= Fraction(self.goal.tolerance)
        return value >= aim if self.goal.polarity == Polarity.UP else value <= aim


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
        (p for p in known.values() if p.counts(today)),
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
