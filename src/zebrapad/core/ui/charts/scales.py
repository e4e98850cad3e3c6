"""Where a value and a day lie on the paper, and which of them are named on the axes."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor

MOST_TICKS = 5
MOST_YEARS = 7
# From here on an axis counts in thousands, millions …, or in thousandths.
LARGE = Decimal(10**6)
SMALL = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Paper:
    """The plot: its edges in units of the drawing, and what they stand for."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    low: Decimal
    high: Decimal

    def x(self, day: float) -> float:
        """The place of a day, counted as `date.toordinal()` does; a day's noon is at .5."""
        start, end = self.first.toordinal(), self.last.toordinal() + 1
        return self.left + (day - start) / (end - start) * (self.right - self.left)

    def y(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return self.bottom - share * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Tick:
    """A named place on the axis of time, and where its year or month begins."""

    day: float
    name: date
    opens: float


def whole_years(days: Iterable[date]) -> tuple[date, date]:
    """From the first to the last day of the years that hold these days."""
    years = sorted(day.year for day in days)
    return date(years[0], 1, 1), date(years[-1], 12, 31)


def value_ticks(values: Iterable[Decimal]) -> list[Decimal]:
    """Round values from at or below the lowest to at or above the highest; 0 is among them.

    >>> [str(t) for t in value_ticks([Decimal(3), Decimal(8)])]
    ['0', '2', '4', '6', '8']
    """
    known = [Decimal(0), *values]
    low, high = min(known), max(known)
    if low == high:
        high = Decimal(1)
    step = _round_step((high - low) / MOST_TICKS, whole=all(v == v.to_integral() for v in known))
    return [step * i for i in range(floor(low / step), ceil(high / step) + 1)]


def _round_step(least: Decimal, *, whole: bool) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    steps = [power * Decimal(m) for m in ("1", "2", "2.5", "5", "10")]
    fitting = (s for s in steps if s >= least and (not whole or s == s.to_integral()))
    return next(fitting, Decimal(1))


def axis_factor(ticks: Iterable[Decimal]) -> Decimal:
    """What the names on the value axis are to be multiplied by, so that they stay short.

    >>> str(axis_factor([Decimal(0), Decimal(4_000_000)]))
    '1000000'
    """
    largest = max(abs(t) for t in ticks)
    if SMALL <= largest < LARGE:
        return Decimal(1)
    return Decimal(1000) ** (largest.adjusted() // 3)


def time_ticks(first: date, last: date) -> list[Tick]:
    """Years, each named in its middle; within one year its quarters, named where they begin."""
    years = last.year - first.year + 1
    if years == 1:
        begin = [date(first.year, month, 1) for month in (1, 4, 7, 10)]
        return [Tick(day.toordinal(), day, day.toordinal()) for day in begin]
    step = next(s * 10**p for p in range(5) for s in (1, 2, 5) if years <= MOST_YEARS * s * 10**p)
    named = range(first.year + (-first.year) % step, last.year + 1, step)
    return [_year(year) for year in named]


def _year(year: int) -> Tick:
    begins = date(year, 1, 1)
    length = 366 if calendar.isleap(year) else 365
    return Tick(begins.toordinal() + length / 2, begins, begins.toordinal())
