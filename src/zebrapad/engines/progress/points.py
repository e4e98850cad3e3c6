"""What is judged: a measurement of the whole, and what the city wants of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Polarity(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measurement of the total.

    A value of a part (a district, an age group) is no `Point`: it could be taken for the
    whole, so the caller leaves it out and this engine has no place to put it.

    Attributes
    ----------
    starts, ends
        First and last day that the value describes; the same day where it is one day.
    value
        In the unit of the indicator; a yes or no is 1 or 0. None: measured, but not known.
    low, high
        Interval around the value as its source gives it, both or neither.
    n
        How many were asked, tested or counted; None where not stated.
    series
        Values of one series are comparable. Another series is another method.
    certain
        False where the value was inferred or its source is not sure of it.

    Raises
    ------
    ValueError
        When a number is not finite, the interval does not hold the value, half of the
        interval is missing, `n` is negative or the period ends before it starts.
    """

    starts: date
    ends: date
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    n: int | None = None
    series: str = ""
    certain: bool = True

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise ValueError("a period ends on or after the day it starts")
        finite(value=self.value, low=self.low, high=self.high)
        if (self.low is None) != (self.high is None):
            raise ValueError("give both ends of the interval, or neither")
        ends = [x for x in (self.low, self.value, self.high) if x is not None]
        if ends != sorted(ends):
            raise ValueError("the interval must hold the value: low ≤ value ≤ high")
        if self.n is not None and self.n < 0:
            raise ValueError("n can't be negative")

    @property
    def age(self) -> tuple[date, date]:
        """Sorts points: the later a period ends, the newer; then the later it starts."""
        return self.ends, self.starts

    def counts(self, today: date) -> bool:
        """Whether it counts on a day: it has begun, and doesn't last for years to come."""
        return self.starts <= today and self.ends.year <= today.year + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a city wants of one indicator.

    Attributes
    ----------
    polarity
        Which way is better.
    baseline
        Where the way starts; one without a value is no baseline.
    target
        Where the way ends. For `keep`: the value to keep, else the baseline's is.
    target_year
        The target is due on the last day of this year; None where no year was stated.
    stage, stage_year
        An earlier target that was reached, and its year: from the end of that year on, the
        straight line to the target begins there.
    tolerance
        How far a value to keep may differ, in the unit of the indicator.
    next_due
        When the next value must be there; None where nothing was agreed.
    every_months
        The rhythm of the values, used where `next_due` is None.

    Raises
    ------
    ValueError
        When a number is not finite, the tolerance is negative, the target lies on the wrong
        side of the baseline, or its year lies before the baseline's. The message says what
        is allowed.
    """

    polarity: Polarity
    baseline: Point | None = None
    target: Decimal | None = None
    target_year: int | None = None
    stage: Decimal | None = None
    stage_year: int | None = None
    tolerance: Decimal = Decimal(0)
    next_due: date | None = None
    every_months: int | None = None

    def __post_init__(self) -> None:
        if self.polarity not in set(Polarity):
            raise ValueError(f"polarity is one of {', '.join(Polarity)}")
        finite(target=self.target, stage=self.stage, tolerance=self.tolerance)
        if (self.stage is None) != (self.stage_year is None):
            raise ValueError("give a stage with its year, or neither")
        if self.tolerance < 0:
            raise ValueError("the tolerance is 0 or more")
        if self.every_months is not None and self.every_months < 1:
            raise ValueError("a rhythm is 1 month or more")
        self._target_lies_ahead()

    def _target_lies_ahead(self) -> None:
        deadline, start = self.deadline, self.baseline
        if start is None or start.value is None or self.target is None:
            return
        if deadline is not None and deadline < start.ends:
            raise ValueError(f"the target's year is {start.ends.year} or later")
        if self.polarity == Polarity.UP and self.target < start.value:
            raise ValueError(f"where higher is better, the target is {start.value} or more")
        if self.polarity == Polarity.DOWN and self.target > start.value:
            raise ValueError(f"where lower is better, the target is {start.value} or less")

    @property
    def deadline(self) -> date | None:
        """The last day of the target's year."""
        return None if self.target_year is None else date(self.target_year, 12, 31)


def finite(**numbers: Decimal | None) -> None:
    """Refuse what is no number, naming it.

    >>> finite(value=Decimal("NaN"))
    Traceback (most recent call last):
    ValueError: value must be a finite number
    """
    for name, number in numbers.items():
        if number is not None and not number.is_finite():
            raise ValueError(f"{name} must be a finite number")
