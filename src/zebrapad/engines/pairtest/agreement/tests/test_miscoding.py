"""What disputed and wrong codes do to the net difference: every way written out; at the edge."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import agreement
from zebrapad.engines.pairtest.cells import from_outcomes
from zebrapad.engines.pairtest.paired import mcnemar, tango

N = np.nan
OUTCOMES = st.sampled_from([0.0, 1.0, 0.0, 1.0, N])


def test_disputes_are_counted_by_what_became_of_them():
    found = agreement.adjudication(
        [0, 1, 0, 1, 2, 0, N], [0, 1, 1, 0, 1, 2, 1], [0, 2, 0, 0, 0, N, 1], 3
    )

    assert (found.units, found.agreed, found.disputed) == (6, 2, 4)
    assert (found.to_first, found.to_second, found.to_other, found.open) == (1, 1, 1, 1)
    assert found.overruled == 1
    assert found.p == 1
    assert found.disputes.tolist() == [[0, 1, 1], [1, 0, 0], [0, 1, 0]]


def test_a_final_code_that_always_sides_with_one_coder_is_seen():
    found = agreement.adjudication([0] * 8, [1] * 8, [0] * 8, 2)

    assert found.p == pytest.approx(2 / 2**8)


def every_way(outcomes):
    """All outcomes with each disputed one settled both ways."""
    free = np.flatnonzero(np.isnan(outcomes))
    for settled in product((0, 1), repeat=len(free)):
        made = outcomes.copy()
        made[free] = settled
        yield made


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(OUTCOMES, OUTCOMES), min_size=1, max_size=9).filter(
        lambda rows: sum(np.isnan(np.ravel(rows))) <= 5
    )
)
def test_bounds_are_those_of_every_way_to_settle_the_disputes(rows):
    outcomes = np.array(rows)
    ways = [from_outcomes(*made.reshape(outcomes.shape).T) for made in every_way(outcomes.ravel())]
    differences = [float((way.only_control - way.only_test) / way.n) for way in ways]
    p = [float(mcnemar(way).midp) for way in ways]
    intervals = [tango(way) for way in ways]
    control, test = outcomes.T
    found = agreement.disputes(control, test)

    assert (found.low, found.high) == pytest.approx((min(differences), max(differences)))
    assert (found.p_low, found.p_high) == pytest.approx((min(p), max(p)))
    assert found.interval[0] == pytest.approx(min(float(one.low) for one in intervals), abs=1e-9)
    assert found.interval[1] == pytest.approx(max(float(one.high) for one in intervals), abs=1e-9)
    swapped = agreement.disputes(test, control)
    assert (swapped.low, swapped.high) == pytest.approx((-found.high, -found.low))


def test_pairs_without_a_dispute_are_settled():
    found = agreement.disputes([1, 1, N, 0], [0, 1, 0, N])

    assert (found.pairs, found.disputed, found.settled) == (4, 2, 0.5)
    assert np.isnan(agreement.disputes([N], [1]).settled)


def test_invited_or_not_is_divided_by_youdens_index():
    control, test = np.repeat([1, 0], [60, 40]), np.repeat([1, 0], [40, 60])
    found = agreement.corrected(control, test, [[90, 10], [20, 80]], [1])

    assert found.coded == pytest.approx(0.2)
    assert found.difference == pytest.approx(0.2 / (0.9 + 0.8 - 1))
    assert found.right.tolist() == pytest.approx([0.9, 0.8])
    assert found.interval[0] < found.difference < found.interval[1]


def test_the_part_of_the_checks_is_that_of_the_quotient():
    """Var(J) d^2 / J^4 for d / J, with J from two binomial shares (half a unit in each cell)."""
    control, test = np.repeat([1, 0], [60, 40]), np.repeat([1, 0], [40, 60])
    found = agreement.corrected(control, test, [[90, 10], [20, 80]], [1])
    right, wrong = 90.5 / 101, 80.5 / 101
    index = right + wrong - 1
    spread = (right * (1 - right) + wrong * (1 - wrong)) / 101

    assert found.from_checks == pytest.approx(spread * 0.2**2 / index**4)


def test_tables_of_both_arms_apart_correct_each():
    control, test = np.repeat([1, 0], [60, 40]), np.repeat([1, 0], [40, 60])
    found = agreement.corrected(
        control, test, [[90, 10], [20, 80]], [1], checked_test=[[80, 20], [10, 90]]
    )

    assert found.difference == pytest.approx((0.6 - 0.1) / 0.7 - (0.4 - 0.2) / 0.7)
    same = agreement.corrected(
        control, test, [[90, 10], [20, 80]], [1], checked_test=[[90, 10], [20, 80]]
    )
    assert same.difference == pytest.approx(
        agreement.corrected(control, test, [[90, 10], [20, 80]], [1]).difference
    )


def test_true_codes_behind_wrong_ones_are_found_again():
    """Three codes whose expected counts are whole: the correction gives the truth back."""
    wrong = np.array([[8, 1, 1], [2, 7, 1], [0, 2, 8]])
    true = np.array([[20, 30, 50], [40, 40, 20]])
    given = true @ wrong / 10
    control, test = (np.repeat([0, 1, 2], counts.astype(int)) for counts in given)

    found = agreement.corrected(control, test, 10 * wrong, [1, 2])
    assert found.difference == pytest.approx(0.8 - 0.6)
    assert found.coded != pytest.approx(0.2)


def test_codes_without_mistakes_stay_but_ten_checks_are_no_certainty():
    control, test = np.repeat([1, 0], [60, 40]), np.repeat([1, 0], [40, 60])
    few = agreement.corrected(control, test, [[10, 0], [0, 10]], [1])
    many = agreement.corrected(control, test, [[9999, 0], [0, 9999]], [1])

    assert few.difference == pytest.approx(few.coded)
    assert few.from_checks > 100 * many.from_checks > 0


@pytest.mark.slow
@pytest.mark.parametrize(("pairs", "checks"), [(200, 50), (200, 200), (1000, 50), (1000, 200)])
def test_corrected_intervals_cover(pairs, checks):
    """Sensitivity .85, specificity .9, true difference .15; bounds at 2,000 studies."""
    rng = np.random.default_rng(5)
    wrong = np.array([[0.9, 0.1], [0.15, 0.85]])
    covered = 0
    for _ in range(2_000):
        way = rng.choice(4, pairs, p=[0.3, 0.25, 0.1, 0.35])
        truth = np.array([[1, 1, 0, 0], [1, 0, 1, 0]])[:, way]
        control, test = (rng.random(truth.shape) < wrong[truth, 1]).astype(int)
        table = np.array([rng.multinomial(checks, row) for row in wrong])
        low, high = agreement.corrected(control, test, table, [1]).interval
        covered += low <= 0.15 <= high

    assert 0.935 <= covered / 2_000 <= 0.98


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agreement.adjudication([0], [1], [0, 1], 2), "one code a unit"),
        (lambda: agreement.adjudication([0], [1], [2], 2), "from 0 to 1"),
        (lambda: agreement.adjudication([0], [N], [0], 2), "no unit was coded by both"),
        (lambda: agreement.disputes([], []), "one outcome a pair"),
        (lambda: agreement.disputes([2], [1]), "or NaN where they are disputed"),
        (lambda: agreement.corrected([1, 0], [1, 0], [[1, 2]], [1]), "square table"),
        (lambda: agreement.corrected([1, 0], [1, 0], [[1, 2], [0, 0]], [1]), "of each true code"),
        (lambda: agreement.corrected([1, 0], [1], [[9, 1], [1, 9]], [1]), "both arms need"),
        (lambda: agreement.corrected([1, 2], [1, 0], [[9, 1], [1, 9]], [1]), "from 0 to 1"),
        (lambda: agreement.corrected([1, 0], [1, 0], [[5, 5], [5, 5]], [1]), "tell nothing"),
        (lambda: agreement.corrected([1, 0], [1, 0], [[9, 1], [1, 9]], [1], level=1), "between"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
