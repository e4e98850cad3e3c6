"""Tests, intervals and indices on four cells: laws, limits, and what is refused."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import paired
from zebrapad.engines.pairtest.cells import cells

COUNTS = st.tuples(*[st.integers(0, 60)] * 4).filter(any)
METHODS = [paired.tango, paired.newcombe, paired.agresti_min, paired.bonett_price, paired.wald]


@settings(deadline=None, max_examples=50)
@given(COUNTS)
def test_arms_exchanged_turn_every_sign(counts):
    there = cells(*counts)
    one, other = paired.describe(there), paired.describe(there.swapped)

    assert one.p.exact == pytest.approx(other.p.exact)
    assert one.p.midp == pytest.approx(other.p.midp)
    for name in one.intervals:
        assert one.intervals[name].low == pytest.approx(-other.intervals[name].high, abs=1e-12)
    assert one.indices.difference.value == -other.indices.difference.value


@settings(deadline=None, max_examples=50)
@given(COUNTS, st.integers(0, 500), st.integers(0, 500))
def test_pairs_that_agree_do_not_move_mcnemar(counts, both, neither):
    a, b, c, d = counts
    one, other = (paired.mcnemar(x) for x in (cells(*counts), cells(a + both, b, c, d + neither)))

    assert [float(p) for p in (one.exact, one.midp, one.asymptotic, one.continuity)] == [
        float(p) for p in (other.exact, other.midp, other.asymptotic, other.continuity)
    ]


@settings(deadline=None, max_examples=50)
@given(COUNTS, st.floats(0.5, 0.99))
def test_every_interval_holds_the_difference_or_lies_beside_it(counts, level):
    there = cells(*counts)
    difference = float(paired.indices(there).difference.value)
    for method in METHODS:
        found = method(there, level)
        assert -1 <= found.low <= found.high <= 1
        if method in (paired.tango, paired.wald, paired.newcombe):
            assert found.low - 1e-9 <= difference <= found.high + 1e-9


@settings(deadline=None, max_examples=30)
@given(COUNTS)
def test_tangos_interval_ends_where_its_test_does(counts):
    there = cells(*counts)
    found = paired.tango(there)
    for end, sign in ((found.low, 1), (found.high, -1)):
        if abs(float(end)) < 1 - 1e-9:
            statistic = float(paired.score_statistic(there, end))
            assert statistic == pytest.approx(sign * 1.959963984540054, abs=1e-6)


@pytest.mark.parametrize(("b", "c"), [(0, 1), (2, 2), (1, 7), (12, 3)])
def test_exact_and_midp_are_the_sums_written_out(b, c):
    total = b + c
    tail = sum(comb(total, k) for k in range(min(b, c) + 1)) / 2**total
    found = paired.mcnemar(cells(5, b, c, 5))

    assert float(found.exact) == pytest.approx(min(1, 2 * tail), rel=1e-12)
    seen = comb(total, b) / 2**total
    midp = 1 - seen / 2 if b == c else 2 * tail - seen
    assert float(found.midp) == pytest.approx(midp, rel=1e-12)


@pytest.mark.parametrize("differences", [[1, -1, 0, 1, 1], [0, 0], [1], [-1, -1, -1, 1, 0, 0]])
def test_flipping_all_signs_by_hand_gives_the_same_p(differences):
    given = np.array(differences)
    sums = [abs(int(np.dot(signs, given))) for signs in product([1, -1], repeat=len(given))]
    share = np.mean([s >= abs(int(given.sum())) for s in sums])

    assert paired.sign_flip(given) == pytest.approx(share, rel=1e-12)


def test_what_is_no_difference_of_invitations_is_refused():
    with pytest.raises(ValueError, match="-1, 0 or 1"):
        paired.sign_flip(np.array([2, 0]))


def test_the_unconditional_p_is_the_worst_of_all_tables():
    """Against a sum over every table of nine pairs, written out."""
    b, c, n = 6, 1, 9
    z = abs(b - c) / np.sqrt(b + c)
    at_least = [
        (x, y)
        for x, y in product(range(n + 1), repeat=2)
        if 0 < x + y <= n and abs(x - y) / np.sqrt(x + y) >= z - 1e-12
    ]
    chances = [
        sum(
            comb(n, x) * comb(n - x, y) * (share / 2) ** (x + y) * (1 - share) ** (n - x - y)
            for x, y in at_least
        )
        for share in np.linspace(0.001, 1, 4000)
    ]

    assert paired.unconditional(cells(1, b, c, 1), gamma=0) == pytest.approx(max(chances), rel=1e-5)


def test_berger_and_boos_can_help_much():
    """11 against 7 of 140: .39, and .53 where every share is searched (worked out in R)."""
    there = cells(13, 11, 7, 109)

    assert round(paired.unconditional(there), 2) == 0.39
    assert round(paired.unconditional(there, gamma=0), 2) == 0.53


def test_the_unconditional_test_takes_large_studies():
    assert 0 < paired.unconditional(cells(9000, 600, 500, 9900)) < 0.01
    assert paired.unconditional(cells(0, 5, 0, 0)) < 0.1
    assert paired.unconditional(cells(3, 0, 0, 3)) == 1
    assert paired.unconditional(cells(3, 4, 4, 3)) == 1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: paired.unconditional(cells([1, 2], 1, 0, 0)), "one study at a time"),
        (lambda: paired.unconditional(cells(1, 1, 0, 0), gamma=0.5), "gamma must be"),
        (lambda: paired.tango(cells(1, 1, 0, 0), 1.0), "level must be between 0 and 1"),
        (lambda: paired.indices(cells(1, 1, 0, 0), 0), "level must be"),
        (lambda: paired.equivalence(cells(1, 1, 0, 0), 0), "margin must be"),
        (lambda: paired.equivalence(cells(1, 1, 0, 0), 0.1, alpha=0.6), "alpha must be"),
        (lambda: paired.bounds(10, 11, 2), "from 0 to the 10 pairs"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()


# Answers for tables at the edge, as documented in docs/methods/four-cells.md.
EDGES = [
    ((0, 0, 0, 1), 0.0, None, 1.0),
    ((0, 1, 0, 0), 1.0, 1.0, 1.0),
    ((7, 0, 0, 0), 0.0, 0.0, 1.0),
    ((0, 20, 0, 0), 1.0, 1.0, 2**-19),
    ((0, 0, 20, 0), -1.0, -1.0, 2**-19),
]


@pytest.mark.parametrize(("counts", "difference", "invited", "exact"), EDGES)
def test_tables_at_the_edge_have_the_documented_answer(counts, difference, invited, exact):
    [found] = paired.describe(cells(*counts)).as_json()

    assert found["difference"] == difference
    assert found["difference_invited"] == invited
    assert found["p"]["exact"] == pytest.approx(exact)
    for low, high in found["interval"].values():
        assert -1 <= low <= difference + 0.05
        assert difference - 0.05 <= high <= 1


def test_one_call_has_the_fixed_shape():
    one, two = paired.describe(cells([45, 3], [24, 11], [6, 1], [79, 34])).as_json()

    assert one.keys() == {"n", "difference", "difference_invited", "p", "interval"}
    assert one["p"].keys() == {"exact", "midp", "asymptotic", "continuity"}
    assert one["interval"].keys() == {"tango", "newcombe", "agresti_min", "bonett_price", "wald"}
    assert (one["n"], two["n"]) == (154, 49)
    assert two["difference_invited"] == pytest.approx(10 / 15)


def test_a_ratio_is_bounded_by_two_adjusted_intervals():
    """Bonett and Price's interval, worked out by hand from the paper's formula."""
    found = paired.indices(cells(43, 8, 3, 26)).callback_ratio

    assert float(found.value) == pytest.approx(46 / 51)
    assert 0.75 < float(found.interval.low) < 46 / 51 < float(found.interval.high) < 1.07


def test_indices_that_can_not_be_said_are_nan():
    found = paired.indices(cells(0, 0, 0, 9))

    for index in (found.difference_invited, found.callback_ratio, found.odds_ratio):
        assert np.isnan(index.value)
        assert np.isnan(index.interval.low)


def test_the_odds_are_the_exclusive_share_in_other_words():
    found = paired.indices(cells(5, 8, 0, 5))

    assert float(found.odds_ratio.value) == float(found.odds_ratio.interval.high) == np.inf
    assert float(found.exclusive_share.value) == 1
    assert float(found.odds_ratio.interval.low) > 1


def test_a_difference_is_small_when_its_interval_is_inside_the_margin():
    there = cells(50, 10, 10, 125)
    found = paired.equivalence(there, 0.1)

    assert found.p < 0.05
    assert abs(found.interval.low) < 0.1 > abs(found.interval.high)
    at_edge = paired.equivalence(there, float(found.excluded))
    assert at_edge.p == pytest.approx(0.05, abs=1e-6)
