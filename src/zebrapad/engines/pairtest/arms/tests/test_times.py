"""Time to an answer: against R, one pair left out at a time, and at the edge."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import arms, paired
from zebrapad.engines.pairtest.cells import from_outcomes

HERE = Path(__file__).parent / "reference"  # times.R says how these were made
N = np.nan
HOURS = st.one_of(st.just(N), st.integers(0, 30).map(float))
PAIRS = st.lists(st.tuples(HOURS, HOURS, st.sampled_from([10.0, 20.0, 30.0])), min_size=3)


def study():
    return np.genfromtxt(HERE / "times.csv", delimiter=",", skip_header=1).T


def of_r():
    with (HERE / "times_values.csv").open(encoding="utf-8") as file:
        return {row["what"]: float(row["value"]) for row in csv.DictReader(file)}


def test_who_is_answered_sooner_is_the_stratified_log_rank_test_of_r():
    found, r = arms.sooner(*study()), of_r()

    assert found.z**2 == pytest.approx(r["chisq"], rel=1e-10)
    assert found.ratio == pytest.approx(r["ratio"], rel=1e-6)  # coxph stops when it hardly moves
    assert found.ratio_interval[0] < found.ratio < found.ratio_interval[1]
    assert found.control_first + found.test_first + found.together + found.neither == 70


@pytest.mark.parametrize("horizon", [48, 80])
def test_mean_waits_and_their_jackknife_are_those_of_r(horizon):
    control, test, watched = study()
    found, r = arms.waiting(control, test, watched, horizon), of_r()

    for name in ("control", "test", "difference", "error"):
        assert getattr(found, name) == pytest.approx(r[f"{name}{horizon}"], rel=1e-10)


def test_answers_that_are_all_known_are_a_paired_t_interval():
    control, test = np.array([3.0, 10, N, 7, 1]), np.array([8.0, N, N, 2, 9])
    found = arms.waiting(control, test, 24, 12)
    d = np.where(np.isnan(test), 12, test) - np.where(np.isnan(control), 12, control)

    assert found.difference == pytest.approx(d.mean())
    assert found.error == pytest.approx(d.std(ddof=1) / np.sqrt(5))


def area(hours, end, horizon):
    """Kaplan and Meier's curve by whole hours, kept level where nobody is left."""
    total, curve = 0.0, 1.0
    for hour in range(int(horizon)):
        risk = np.sum(np.fmin(hours, end) >= hour)
        if risk:
            curve *= 1 - np.sum((hours == hour) & (hours <= end)) / risk
        total += curve
    return total


@settings(deadline=None, max_examples=40)
@given(PAIRS)
def test_one_pair_less_is_the_curve_of_the_others(rows):
    control, test, watched = np.array(rows).T
    watched[0], control[0], test[0] = 30, N, N
    found = arms.waiting(control, test, watched, 25)
    every = np.arange(len(rows))
    areas = [
        [area(hours[every != i], watched[every != i], 25) for i in every]
        for hours in (control, test)
    ]
    left = np.subtract(areas[1], areas[0])
    error = np.sqrt((len(rows) - 1) / len(rows) * np.square(left - left.mean()).sum())

    assert found.control == pytest.approx(area(control, watched, 25))
    assert found.error == pytest.approx(error, abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(PAIRS)
def test_arms_exchanged_turn_every_sign_and_pairs_may_stand_in_any_order(rows):
    control, test, watched = np.array(rows).T
    one, other = arms.sooner(control, test, watched), arms.sooner(test, control, watched)
    turned = arms.sooner(control[::-1], test[::-1], watched[::-1])

    assert (one.difference, one.z, one.p) == (-other.difference, -other.z, other.p)
    assert one.ratio_interval[0] == pytest.approx(1 / max(other.ratio_interval[1], 1e-300))
    assert (one.control_first, one.p) == (turned.control_first, turned.p)


def test_where_all_answers_take_as_long_sooner_is_mcnemars_test():
    y, x = np.array([1, 1, 0, 0, 1, 1]), np.array([0, 0, 1, 0, 1, 0])
    found = arms.sooner(np.where(y, 5, N), np.where(x, 5, N), 10)

    assert found.p == float(paired.mcnemar(from_outcomes(y, x)).exact)
    assert (found.together, found.neither) == (1, 1)


def test_answered_within_some_hours_counts_only_pairs_watched_that_long():
    found = arms.within([1, 30, 2, N], [N, 5, 3, 1], [48, 48, 12, 24], 24)

    assert (int(found.cells.only_control), int(found.cells.only_test)) == (1, 2)
    assert found.difference == pytest.approx(-1 / 3)
    assert found.left_out == 1


def test_times_at_the_edge():
    silent = arms.sooner([N], [N], 10)
    assert np.isnan(silent.ratio)
    assert (silent.ratio_interval, silent.p, silent.z) == ((0, np.inf), 1, 0)
    assert arms.sooner([1], [N], 10).ratio == np.inf
    assert arms.sooner([11], [N], 10).neither == 1  # after the watch it counts as none
    assert arms.waiting([2, 3], [2, 3], 10, 8).interval == (0, 0)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: arms.sooner([1], [1, 2], 10), "hours to one answer a pair"),
        (lambda: arms.sooner([-1], [1], 10), "from 0"),
        (lambda: arms.sooner([1], [1], 0), "watched must be hours above 0"),
        (lambda: arms.sooner([1], [1], [N]), "watched must be hours above 0"),
        (lambda: arms.within([1], [1], 10, 0), "hours must be above 0"),
        (lambda: arms.within([1], [1], 10, 12), "no pair was watched for 12 hours; at most 10"),
        (lambda: arms.waiting([1], [1], 10, 5), "at least two pairs"),
        (lambda: arms.waiting([1, 2], [1, 2], 10, N), "horizon must be"),
        (lambda: arms.waiting([1, 2], [1, 2], 10, 5, level=0), "between 0 and 1"),
        (lambda: arms.waiting([1, N], [1, N], 10, 12), "up to 12 hours; at most 10"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
