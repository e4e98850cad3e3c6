"""Every case of the table, and what is refused."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from zebrapad.engines.progress import (
    Goal,
    Milestone,
    Point,
    Polarity,
    action_standing,
    judge,
    milestones_on_time,
)
from zebrapad.engines.progress.tests.cases import (
    ACTIONS,
    BULLIED,
    DOWN,
    INDICATORS,
    TODAY,
    UP,
    due,
    goal,
    value,
)

EXPLAINED = Path(__file__).parents[5] / "docs" / "progress.md"


@pytest.mark.parametrize("case", INDICATORS.values(), ids=INDICATORS)
def test_an_indicator_is_said_to_stand_as_it_does(case):
    judgement = judge(case.goal, case.values, today=case.today)

    assert judgement.standing == case.standing
    assert {name: getattr(judgement, name) for name in case.says} == case.says


@pytest.mark.parametrize("case", ACTIONS.values(), ids=ACTIONS)
def test_an_action_is_said_to_stand_as_it_does(case):
    indicators = [
        judge(i.goal, i.values, today=i.today) for i in (INDICATORS[key] for key in case.indicators)
    ]
    judgement = action_standing(
        case.milestones, indicators, today=TODAY, status=case.status, ends=case.ends
    )

    assert judgement.course == case.course
    for name, said in case.says.items():
        holder = judgement if hasattr(judgement, name) else judgement.indicators
        assert getattr(holder, name) == said, name


@pytest.mark.parametrize("key", [*INDICATORS, *ACTIONS])
def test_a_case_is_explained(key):
    assert f"`{key}`" in EXPLAINED.read_text()


def test_passing_the_target_keeps_its_true_share_apart_from_the_drawing():
    passed = INDICATORS["passed"]
    judgement = judge(passed.goal, passed.values, today=TODAY)

    assert judgement.raw == Fraction(14, 10)
    assert judgement.share == 1


def test_the_interval_of_the_newest_value_passes_through():
    case = INDICATORS["may-not-have-moved"]
    newest = judge(case.goal, case.values, today=TODAY).newest

    assert newest is not None
    assert newest.low == Decimal(43)
    assert newest.high == Decimal(51)


@pytest.mark.parametrize(
    ("make", "allowed"),
    [
        (lambda: goal(UP, value(2020, 10), to=8), "10 or more"),
        (lambda: goal(DOWN, BULLIED, to=70), "67 or less"),
        (lambda: goal(DOWN, BULLIED, to=40, target_year=2018), "2019 or later"),
        (lambda: goal(UP, to="NaN"), "target must be a finite number"),
        (lambda: goal(UP, to="Infinity"), "target must be a finite number"),
        (lambda: goal(UP, tolerance=Decimal(-1)), "0 or more"),
        (lambda: goal(UP, every_months=0), "1 month or more"),
        (lambda: goal("sideways"), "up, down, keep, either"),  # type: ignore[arg-type]
        (lambda: value(2020, "NaN"), "value must be a finite number"),
        (lambda: value(2020, 5, "-Infinity..6"), "low must be a finite number"),
        (lambda: value(2020, 5, "6..7"), "low ≤ value ≤ high"),
        (lambda: value(2020, 5, "3..4"), "low ≤ value ≤ high"),
        (lambda: value(2020, None, "4..3"), "low ≤ value ≤ high"),
        (lambda: Point(starts=TODAY, ends=TODAY, value=None, low=Decimal(1)), "both ends"),
        (lambda: Point(starts=TODAY, ends=date(2024, 1, 1), value=None), "on or after"),
        (lambda: Point(starts=TODAY, ends=TODAY, value=None, n=-1), "negative"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_is_allowed(make, allowed):
    with pytest.raises(ValueError, match=allowed):
        make()


def test_two_values_in_one_place_are_refused():
    with pytest.raises(ValueError, match="two different values"):
        judge(goal(UP, value(2020, 1), to=8), [value(2023, 3), value(2023, 4)], today=TODAY)


def test_an_absurdly_distant_end_is_no_error():
    endless = Point(starts=date(2020, 1, 1), ends=date.max, value=Decimal(1))

    assert judge(Goal(polarity=Polarity.UP), [endless], today=TODAY).old is False


@pytest.mark.parametrize(
    ("milestones", "share", "n"),
    [
        ([], None, 0),
        ([due("2024-05-17")], None, 0),  # today it can still be done in time
        ([due("", done="2020-01-01")], None, 0),  # nothing was promised
        ([due("2025-01-01", done="2024-01-01")], None, 0),  # early, but its date has not passed
        ([due("2024-05-16", done="2024-05-16")], 1, 1),
        ([due("2024-05-16", done="2024-06-16")], 0, 1),  # done after today: not done yet
        (
            [due("2024-01-01", done="2024-01-01"), due("2024-01-01", done="2024-01-02")],
            Fraction(1, 2),
            2,
        ),
        ([Milestone(due=date(2023, 1, 1))], 0, 1),
    ],
)
def test_milestones_on_time_counts_only_dates_that_have_passed(milestones, share, n):
    on_time = milestones_on_time(milestones, TODAY)

    assert (on_time.share, on_time.n) == (share, n)
