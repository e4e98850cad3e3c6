"""How one indicator stands against its baseline and target."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zebrapad.engines.progress.doubts import doubts
from zebrapad.engines.progress.facts import Facts, Pair, Reading, gather
from zebrapad.engines.progress.judgement import KEEPING, Judgement, Standing
from zebrapad.engines.progress.points import Goal, Point, Polarity

# Without a date or a rhythm: a plan is accounted for every year, so older has missed an account.
OLD_AFTER_MONTHS = 24
# Whatever date or rhythm was promised: the rarest surveys that plans use come every five years.
OLD_FOR_CERTAIN_MONTHS = 60
# A value of a period can't be there on the day the period ends.
MONTHS_TO_COLLECT = 3


def judge(goal: Goal, points: Iterable[Point], *, today: date) -> Judgement:
    """Judge how an indicator stands.

    The newest point with a value counts. Points that start after `today` do not, so that a
    past day gives what could be said on that day; nor those that last for years after it.

    Parameters
    ----------
    goal
        What the city wants.
    points
        Measurements of the total, in any order, with or without the baseline.
    today
        The day of the judgement.

    Raises
    ------
    ValueError
        When one series has two different values for one period.

    Notes
    -----
    Whether a value *may not have moved* is whether the interval of newest minus baseline
    holds 0. It is made from the two intervals by the method of variance estimates recovery
    (Zou and Donner 2008, Statistics in Medicine 27:1693); where only one of the two has an
    interval that is the same as asking whether it holds the other value.

    >>> from decimal import Decimal
    >>> def year(y, value):
    ...     return Point(starts=date(y, 1, 1), ends=date(y, 12, 31), value=Decimal(value))
    >>> goal = Goal(polarity=Polarity.DOWN, baseline=year(2019, 67), target=Decimal(40))
    >>> str(judge(goal, [year(2023, 72)], today=date(2024, 5, 17)).standing)
    'wrong_way'
    """
    facts = gather(goal, points, today)
    standing = _standing(facts)
    way = _way(facts)
    expected = _expected(way, facts) if way else None
    return Judgement(
        standing=standing,
        raw=way.gone / way.whole if way and way.whole else None,
        newest=facts.newest.point if facts.newest else None,
        change=_decimal(facts.pair.change) if facts.pair else None,
        expected_by_now=None if expected is None else _decimal(expected),
        behind=None if expected is None or way is None else way.ahead_of(expected) < 0,
        old=_old(facts),
        doubts=doubts(facts, standing),
        unknown=facts.unknown,
        breaches=_breaches(facts) if standing in KEEPING else (),
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """From the baseline to the target, counted so that more is better."""

    pair: Pair
    target: Fraction
    sign: int

    @property
    def gone(self) -> Fraction:
        return self.sign * self.pair.change

    @property
    def whole(self) -> Fraction:
        return self.sign * (self.target - self.pair.baseline.value)

    def ahead_of(self, value: Fraction) -> Fraction:
        return self.sign * (self.pair.newest.value - value)

    @property
    def standing(self) -> Standing:
        if self.gone < 0:
            return Standing.WRONG_WAY
        if self.gone == self.whole:
            return Standing.REACHED
        if self.gone > self.whole:
            return Standing.PASSED
        return Standing.MOVING_TOWARD if self.gone else Standing.UNMOVED


def _way(facts: Facts) -> _Way | None:
    signs = {Polarity.UP: 1, Polarity.DOWN: -1}
    sign = signs.get(facts.goal.polarity)
    if facts.pair is None or facts.aim is None or sign is None:
        return None
    return _Way(facts.pair, facts.aim, sign)


def _standing(facts: Facts) -> Standing:
    if facts.newest is None:
        return Standing.NOTHING_MEASURED
    if facts.goal.polarity == Polarity.KEEP:
        return _kept_or_not(facts, facts.newest)
    if facts.baseline is None:
        return Standing.NO_BASELINE
    if facts.goal.polarity != Polarity.EITHER and facts.aim is None:
        return Standing.NO_TARGET
    if facts.newest == facts.baseline:
        return Standing.NOTHING_MEASURED
    if facts.pair is None:
        return Standing.NOT_COMPARABLE
    way = _way(facts)
    return way.standing if way else Standing.BOTH_WAYS_OPEN


def _kept_or_not(facts: Facts, newest: Reading) -> Standing:
    aim = facts.aim
    if aim is None:
        return Standing.NO_BASELINE
    if newest == facts.baseline:
        if facts.goal.target is None:
            return Standing.NOTHING_MEASURED
    elif facts.baseline is not None and facts.pair is None:
        return Standing.NOT_COMPARABLE
    return Standing.KEPT if facts.would_do(newest.value, aim) else Standing.NOT_KEPT


def _expected(way: _Way, facts: Facts) -> Fraction | None:
    deadline = facts.goal.deadline
    if deadline is None:
        return None
    first, start = _setting_out(way, facts.goal)
    until = max(first, min(way.pair.newest.point.ends, facts.today))
    if facts.today > deadline or until >= deadline:
        return way.target
    gone = (_years(until) - _years(first)) / (_years(deadline) - _years(first))
    return start + gone * (way.target - start)


def _setting_out(way: _Way, goal: Goal) -> tuple[date, Fraction]:
    """Where the line to the target begins: at the baseline, or at a later stage."""
    baseline = way.pair.baseline
    if goal.stage is None or goal.stage_year is None:
        return baseline.point.ends, baseline.value
    return date(goal.stage_year, 12, 31), Fraction(goal.stage)


def _years(day: date) -> Fraction:
    """Give the end of a day in years, so that whole years are equal steps, leap or not.

    >>> _years(date(2023, 12, 31))
    Fraction(2024, 1)
    """
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + Fraction(day.timetuple().tm_yday, length)


def _old(facts: Facts) -> bool:
    due, newest = facts.goal.next_due, facts.newest
    if newest and _months_after(newest.point.ends, OLD_FOR_CERTAIN_MONTHS) < facts.today:
        return True
    if due is not None:
        return due < facts.today and (newest is None or newest.point.ends < due)
    if newest is None:
        return False
    every = facts.goal.every_months
    months = OLD_AFTER_MONTHS if every is None else every + MONTHS_TO_COLLECT
    return _months_after(newest.point.ends, months) < facts.today


def _months_after(day: date, months: int) -> date:
    """Give the same day so many months later, or that month's last.

    >>> _months_after(date(2023, 11, 30), 3)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _breaches(facts: Facts) -> tuple[Point, ...]:
    newest, aim = facts.newest, facts.aim
    since = facts.baseline.point.age if facts.baseline else (date.min, date.min)
    return tuple(
        r.point
        for r in facts.readings
        if newest is not None
        and aim is not None
        and r.point.series == newest.point.series
        and r.point.age >= since
        and not facts.would_do(r.value, aim)
    )


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
