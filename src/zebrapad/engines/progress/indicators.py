"""How one indicator stands against its baseline and target."""

import calendar
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from zebrapad.engines.progress.doubts import doubts
from zebrapad.engines.progress.facts import Facts, Reading, gather
from zebrapad.engines.progress.judgement import KEEPING, ON_THE_WAY, Judgement, Standing
from zebrapad.engines.progress.points import Goal, Point, Polarity

# Without a date or a rhythm: a plan is accounted for every year, so older has missed an account.
OLD_AFTER_MONTHS = 24
# A value of a period can't be there on the day the period ends.
MONTHS_TO_COLLECT = 3


def judge(goal: Goal, points: Iterable[Point], *, today: date) -> Judgement:
    """How an indicator stands.

    The newest point with a value counts. Points that start after `today` do not, so that a
    past day gives what could be said on that day.

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
    on_the_way = standing in ON_THE_WAY
    expected = _expected(facts) if on_the_way else None
    return Judgement(
        standing=standing,
        raw=_raw(facts) if on_the_way else None,
        newest=facts.newest.point if facts.newest else None,
        change=_change(facts),
        expected_by_now=None if expected is None else _decimal(expected),
        behind=None if expected is None else _short(facts, expected),
        old=_old(facts),
        doubts=doubts(facts, standing),
        unknown=facts.unknown,
        breaches=_breaches(facts) if standing in KEEPING else (),
    )


def _standing(facts: Facts) -> Standing:
    if facts.newest is None:
        return Standing.NOTHING_MEASURED
    if facts.goal.polarity == Polarity.KEEP:
        return _kept_or_not(facts, facts.newest)
    if facts.baseline is None:
        return Standing.NO_BASELINE
    directed = facts.goal.polarity != Polarity.EITHER
    if directed and facts.target is None:
        return Standing.NO_TARGET
    if facts.newest == facts.baseline:
        return Standing.NOTHING_MEASURED
    if not facts.comparable:
        return Standing.NOT_COMPARABLE
    return _way_gone(*_way(facts)) if directed else Standing.BOTH_WAYS_OPEN


def _kept_or_not(facts: Facts, newest: Reading) -> Standing:
    if facts.to_keep is None:
        return Standing.NO_BASELINE
    if newest == facts.baseline:
        if facts.target is None:
            return Standing.NOTHING_MEASURED
    elif facts.baseline is not None and not facts.comparable:
        return Standing.NOT_COMPARABLE
    return Standing.NOT_KEPT if facts.out_of_bounds(newest.value) else Standing.KEPT


def _way(facts: Facts) -> tuple[Fraction, Fraction]:
    """The way gone and the whole way, both counted in the direction that is better."""
    assert facts.newest and facts.baseline and facts.target is not None  # noqa: S101 - by _standing
    sign = 1 if facts.goal.polarity == Polarity.UP else -1
    start = facts.baseline.value
    return sign * (facts.newest.value - start), sign * (facts.target - start)


def _way_gone(gone: Fraction, whole: Fraction) -> Standing:
    if gone < 0:
        return Standing.WRONG_WAY
    if gone == whole:
        return Standing.REACHED
    if gone > whole:
        return Standing.PASSED
    return Standing.MOVING_TOWARD if gone else Standing.UNMOVED


def _raw(facts: Facts) -> Fraction | None:
    gone, whole = _way(facts)
    return gone / whole if whole else None


def _change(facts: Facts) -> Decimal | None:
    if not facts.comparable:
        return None
    assert facts.newest and facts.baseline  # noqa: S101 - what comparable means
    return _decimal(facts.newest.value - facts.baseline.value)


def _expected(facts: Facts) -> Fraction | None:
    deadline = facts.goal.deadline
    assert facts.newest and facts.baseline and facts.target is not None  # noqa: S101 - by _standing
    if deadline is None:
        return None
    start = facts.baseline.point.ends
    until = max(start, min(facts.newest.point.ends, facts.today))
    if facts.today > deadline or until >= deadline:
        return facts.target
    gone = (_years(until) - _years(start)) / (_years(deadline) - _years(start))
    return facts.baseline.value + gone * (facts.target - facts.baseline.value)


def _years(day: date) -> Fraction:
    """The end of a day in years, so that whole years are equal steps, leap or not.

    >>> _years(date(2023, 12, 31))
    Fraction(2024, 1)
    """
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + Fraction(day.timetuple().tm_yday, length)


def _short(facts: Facts, expected: Fraction) -> bool:
    assert facts.newest  # noqa: S101 - by _standing
    if facts.goal.polarity == Polarity.UP:
        return facts.newest.value < expected
    return facts.newest.value > expected


def _old(facts: Facts) -> bool:
    due, newest = facts.goal.next_due, facts.newest
    if due is not None:
        return due < facts.today and (newest is None or newest.point.ends < due)
    if newest is None:
        return False
    every = facts.goal.every_months
    months = OLD_AFTER_MONTHS if every is None else every + MONTHS_TO_COLLECT
    return _months_after(newest.point.ends, months) < facts.today


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or that month's last.

    >>> _months_after(date(2023, 11, 30), 3)
    datetime.date(2024, 2, 29)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _breaches(facts: Facts) -> tuple[Point, ...]:
    assert facts.newest  # noqa: S101 - what keeping means
    since = facts.baseline.point.age if facts.baseline else (date.min, date.min)
    series = facts.newest.point.series
    return tuple(
        r.point
        for r in facts.readings
        if r.point.age >= since and r.point.series == series and facts.out_of_bounds(r.value)
    )


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / Decimal(number.denominator)
