"""Power without simulation: against sums written out, and the table of the field."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import paired, power
from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.power import Shares, Test
from zebrapad.engines.pairtest.power.exact import _powers

# Smallest differences in points at 80 % power, mid-p and exact, for a share of .02, .05 and .10
# in which only the test person is invited; computed independently in plain NumPy.
SMALLEST = {
    49: "17.0/19.3 21.1/23.3 26.4/28.5",
    100: "9.9/11.0 13.1/14.2 16.6/17.7",
    144: "7.6/8.3 10.4/11.1 13.2/13.9",
    195: "6.2/6.7 8.5/9.0 11.0/11.6",
    300: "4.7/5.0 6.5/6.8 8.6/8.9",
    500: "3.3/3.6 4.8/5.0 6.4/6.6",
    1000: "2.2/2.3 3.2/3.3 4.4/4.5",
    2000: "1.5/1.5 2.2/2.2 3.0/3.1",
}


def p_value(b, c, test):
    return float(getattr(paired.mcnemar(cells(0, b, c, 1)), test.value))


def written_out(n, shares, alpha, test):
    total = 0.0
    for b, c in product(range(n + 1), repeat=2):
        if 0 < b + c <= n and p_value(b, c, test) <= alpha:
            ways = comb(n, b) * comb(n - b, c)
            rest = (1 - shares.discordant) ** (n - b - c)
            total += ways * shares.only_control**b * shares.only_test**c * rest
    return total


@pytest.mark.parametrize("test", Test)
@pytest.mark.parametrize(("b", "c", "n"), [(0.3, 0.1, 25), (0.05, 0.2, 20), (0.5, 0.5, 8)])
def test_power_is_the_sum_over_all_tables(b, c, n, test):
    shares = Shares(b, c)

    assert power.power(n, shares, test=test) == pytest.approx(
        written_out(n, shares, 0.05, test), rel=1e-9
    )


@pytest.mark.parametrize("pairs", SMALLEST)
def test_the_smallest_difference_is_that_of_the_field(pairs):
    found = " ".join(
        "/".join(
            f"{100 * power.smallest_difference(pairs, share, test=test):.1f}"
            for test in (Test.MIDP, Test.EXACT)
        )
        for share in (0.02, 0.05, 0.10)
    )

    assert found == SMALLEST[pairs]


def test_a_thousand_pairs_have_the_power_that_was_simulated():
    """.7916 exact against .7915 in 2,000 simulated studies, for the exact test."""
    shares = Shares(0.0825, 0.05)
    simulated = power.simulated_power(Drawn(1000, shares), exact_p, runs=400, seed=1, alpha=0.05)

    assert simulated.power == pytest.approx(
        power.power(1000, shares, test=Test.EXACT), abs=4 * simulated.error
    )


class Drawn:
    def __init__(self, pairs, shares):
        self.pairs, self.shares = pairs, shares

    def __call__(self, rng):
        quiet = 1 - self.shares.discordant
        return rng.multinomial(self.pairs, [self.shares.only_control, self.shares.only_test, quiet])


def exact_p(counts, _rng):
    return float(paired.mcnemar(cells(0, *counts)).exact)


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 400), st.floats(0.01, 0.45), st.floats(0.01, 0.45))
def test_arms_exchanged_have_the_same_power(pairs, b, c):
    for test in Test:
        one, other = (power.power(pairs, x, test=test) for x in (Shares(b, c), Shares(c, b)))
        assert one == pytest.approx(other, abs=1e-12)
        assert 0 <= one <= 1


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_without_a_difference_the_exact_test_keeps_its_level(share):
    for pairs in (5, 30, 200, 5000):
        shares = power.of_difference(0, share)
        assert power.power(pairs, shares, test=Test.EXACT) <= 0.05
        assert power.power(pairs, shares, test=Test.MIDP) <= 0.0545


@pytest.mark.parametrize("test", Test)
@pytest.mark.parametrize(("b", "c"), [(0.2, 0.05), (0.08, 0.05), (0.3, 0.1), (0.05, 0.0)])
def test_from_the_pairs_needed_on_the_power_stays(b, c, test):
    shares = Shares(b, c)
    needed = power.pairs_needed(shares, test=test)

    assert power.power(needed - 1, shares, test=test) < 0.8
    after = np.arange(needed, needed + 60)
    assert power.curve(after, shares, test=test).min() >= 0.8
    assert needed == pytest.approx(power.approximate_pairs(shares, 0.8, 0.05), rel=0.35)


def test_a_run_of_sizes_has_the_power_of_each():
    for shares in (Shares(0.3, 0.1), Shares(0.6, 0.4)):
        run = _powers(50, 400, shares, 0.05, Test.MIDP)
        assert run == pytest.approx(power.curve(np.arange(50, 401), shares), abs=1e-11)


def test_more_than_ten_million_pairs_are_not_a_plan():
    with pytest.raises(ValueError, match="more than 10000000 pairs"):
        power.pairs_needed(Shares(0.1001, 0.1))


def test_power_of_a_million_pairs_is_found():
    found = power.power(1_000_000, Shares(0.051, 0.05))

    assert found == pytest.approx(0.8823, abs=2e-4)  # by the normal law: 0.8823


def test_a_curve_has_the_shape_of_what_was_asked():
    found = power.curve([[50, 100], [200, 400]], Shares(0.2, 0.1))

    assert found.shape == (2, 2)
    assert np.all(np.diff(found.ravel()) > 0)


def test_curves_are_one_row_for_each_supposition():
    supposed = [Shares(0.2, 0.1), Shares(0.15, 0.1)]
    found = power.curves([50, 100, 200], supposed)

    assert found.tolist() == [power.curve([50, 100, 200], x).tolist() for x in supposed]


@pytest.mark.parametrize("test", Test)
def test_the_smallest_difference_of_a_known_discordance_is_just_found(test):
    found = power.smallest_difference_of(300, 0.2, test=test)

    for step, enough in ((0, True), (-2e-6, False)):
        shares = power.of_difference(found + step, 0.2)
        assert (power.power(300, shares, test=test) >= 0.8) == enough
    assert np.isnan(power.smallest_difference_of(4, 0.5, test=test))


def test_a_difference_that_can_not_be_seen_is_nan():
    assert np.isnan(power.smallest_difference(3, 0.1))
    assert np.isnan(power.smallest_difference(100, 0.6))


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Shares(-0.1, 0.2), "from 0 and together at most 1"),
        (lambda: Shares(0, 0), "from 0 and together at most 1"),
        (lambda: Shares(0.6, 0.6), "together at most 1"),
        (lambda: power.of_difference(0.3, 0.2), "at least as large as the difference"),
        (lambda: power.power(0, Shares(0.1, 0.1)), "pairs must be from 1"),
        (lambda: power.power(9, Shares(0.1, 0.1), alpha=0), "alpha must be"),
        (lambda: power.pairs_needed(Shares(0.1, 0.1)), "nothing to find"),
        (lambda: power.pairs_needed(Shares(0.2, 0.1), wanted=0.01), "wanted must be"),
        (lambda: power.pairs_needed(Shares(0.2, 0.1), alpha=0.6), "alpha must be"),
        (lambda: power.smallest_difference(9, 1.0), "only_test must be"),
        (lambda: power.smallest_difference(9, 0.1, wanted=1), "wanted must be"),
        (lambda: power.smallest_difference_of(9, 0.2, wanted=0.05), "wanted must be"),
        (lambda: power.smallest_difference_of(9, 0), "discordant must be"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
