"""Power of other designs: clusters, single enquiries, mixtures, several arms, equivalence."""

from itertools import product
from math import comb

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from zebrapad.engines.pairtest import paired, power
from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.power import Shares, unpaired
from zebrapad.engines.pairtest.power.equivalence import largest_cell


def test_equal_clusters_have_the_usual_effect():
    assert power.design_effect([10] * 5, 0.1) == pytest.approx(1.9)
    assert power.design_effect([1] * 5, 0.9) == 1
    assert power.design_effect([1, 19], 0.1) == pytest.approx(1 + (362 / 20 - 1) * 0.1)
    assert power.effective_pairs(195, 1.9) == 102
    assert power.effective_pairs(1, 100) == 1


def binomial(n, p, x):
    return comb(n, x) * p**x * (1 - p) ** (n - x)


def written_out(n, m, p, q, refuse):
    return sum(
        binomial(n, p, x) * binomial(m, q, y)
        for x, y in product(range(n + 1), range(m + 1))
        if refuse(x, y)
    )


def fisher(x, y, n, m, halved):
    total = x + y
    law = {
        k: comb(n, k) * comb(m, total - k) / comb(n + m, total)
        for k in range(max(0, total - m), min(n, total) + 1)
    }
    seen = law[x] / 2 if halved else 0
    below = sum(c for k, c in law.items() if k <= x) - seen
    above = sum(c for k, c in law.items() if k >= x) - seen
    return min(1, 2 * min(below, above))


@pytest.mark.parametrize(("n", "m", "p", "q"), [(12, 15, 0.6, 0.2), (10, 10, 0.3, 0.3)])
def test_single_enquiries_are_summed_over_all_tables(n, m, p, q):
    for test, halved in ((unpaired.Test.FISHER, False), (unpaired.Test.FISHER_MIDP, True)):
        found = unpaired.power(n, m, p, q, test=test)
        wanted = written_out(
            n, m, p, q, lambda x, y, h=halved: fisher(x, y, n, m, h) <= 0.05 + 1e-12
        )
        assert found == pytest.approx(wanted, rel=1e-9)

    def pooled(x, y):
        share = (x + y) / (n + m)
        spread = np.sqrt(share * (1 - share) * (1 / n + 1 / m))
        return spread > 0 and abs(x / n - y / m) / spread >= 1.959963984540054

    assert unpaired.power(n, m, p, q) == pytest.approx(written_out(n, m, p, q, pooled), rel=1e-9)


def test_pairs_and_single_enquiries_tell_more_together():
    shares = Shares(0.12, 0.06)
    alone = unpaired.mixed_power(300, 0, shares, 0.3)
    together = unpaired.mixed_power(300, 400, shares, 0.3)
    singles = unpaired.mixed_power(0, 400, shares, 0.3)

    assert singles < alone < together
    assert alone == pytest.approx(power.power(300, shares, test=power.Test.ASYMPTOTIC), abs=0.03)
    assert singles == pytest.approx(unpaired.power(200, 200, 0.36, 0.3), abs=0.03)
    assert unpaired.mixed_power(0, 4, Shares(0.5, 0.5), 0.0) == pytest.approx(0.05)


def test_several_arms_pay_for_their_number():
    one, strong = Shares(0.12, 0.06), Shares(0.2, 0.05)
    found = power.several_power(300, [one, strong])

    assert found.alpha == 0.025
    assert found.each == (power.power(300, one, alpha=0.025), power.power(300, strong, alpha=0.025))
    assert found.every <= min(found.each)
    assert found.some == max(found.each)


def holm(p_values, alpha):
    """Which are found, as the paper says it: the smallest first, until one is not."""
    found = [False] * len(p_values)
    for rank, i in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[i] > alpha / (len(p_values) - rank):
            break
        found[i] = True
    return found


def law_of_p(n, shares):
    quiet = 1 - shares.discordant
    for b, c in product(range(n + 1), repeat=2):
        if b + c <= n:
            chance = comb(n, b) * comb(n - b, c) * shares.only_control**b * shares.only_test**c
            p = paired.mcnemar(cells(0, b, c, n - b - c)).midp
            yield float(p), chance * quiet ** (n - b - c)


def test_holms_procedure_is_the_sum_over_the_tables_of_all_comparisons():
    sizes, supposed = (8, 12), (Shares(0.6, 0.05), Shares(0.5, 0.1))
    each, every, some = np.zeros(2), 0.0, 0.0
    for parts in product(*map(law_of_p, sizes, supposed)):
        found = holm([p for p, _ in parts], 0.05)
        chance = parts[0][1] * parts[1][1]
        each += chance * np.array(found)
        every, some = every + chance * all(found), some + chance * any(found)

    exact = power.holm_power(sizes, supposed)
    assert exact.each == pytest.approx(each, rel=1e-9)
    assert (exact.every, exact.some) == pytest.approx((every, some), rel=1e-9)
    assert exact.alpha == 0.025


def test_holm_finds_at_least_what_bonferroni_finds():
    supposed = [Shares(0.12, 0.06), Shares(0.2, 0.05), Shares(0.15, 0.1), Shares(0.1, 0.1)]
    bounded = power.several_power(300, supposed)
    exact = power.holm_power([300] * 4, supposed)

    assert all(one >= other for one, other in zip(exact.each, bounded.each, strict=True))
    assert exact.every >= bounded.every
    assert exact.some >= bounded.some
    assert exact.some == pytest.approx(1 - np.prod(1 - np.array(bounded.each)), rel=1e-12)


def test_equivalence_is_the_sum_over_all_tables():
    n, shares, margin = 14, Shares(0.1, 0.1), 0.4
    total = 0.0
    for b, c in product(range(n + 1), repeat=2):
        if b + c <= n:
            there = cells(0, b, c, n - b - c)
            if paired.equivalence(there, margin).p <= 0.05:
                total += comb(n, b) * comb(n - b, c) * 0.1 ** (b + c) * 0.8 ** (n - b - c)

    assert power.equivalence_power(n, shares, margin) == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize("n", [1, 2, 5, 13, 30])
@pytest.mark.parametrize("margin", [0.02, 0.1, 0.35, 0.9])
@pytest.mark.parametrize("alpha", [0.05, 0.2, 0.45])
def test_tables_that_exclude_a_margin_are_those_without_a_large_cell(n, margin, alpha):
    z = float(ndtri(1 - alpha))
    found = largest_cell(n, 0, n, margin, alpha)
    for k in range(n + 1):
        b = np.arange(k + 1)
        table = cells(0 * b, b, k - b, 0 * b + n - k)
        above = paired.score_statistic(table, margin)
        assert np.all(np.diff(above) > 0)
        both = (above <= -z) & (paired.score_statistic(table, -margin) >= z)
        assert both.tolist() == (np.maximum(b, k - b) <= found[k]).tolist()


@pytest.mark.parametrize(
    ("discordant", "margin"), [(0.1, 0.05), (1.0, 0.2), (0.02, 0.1), (0.9, 0.2)]
)
def test_from_the_pairs_that_exclude_a_margin_on_the_power_stays(discordant, margin):
    shares = power.of_difference(0, discordant)
    needed = power.equivalence_pairs(shares, margin)

    assert power.equivalence_power(needed - 1, shares, margin) < 0.8
    after = [power.equivalence_power(n, shares, margin) for n in range(needed, needed + 250)]
    assert min(after) >= 0.8


def test_a_million_pairs_exclude_a_thousandth():
    shares = power.of_difference(0, 0.1)
    by_the_normal_law = 2 * ndtr(0.001 / np.sqrt(0.1 / 10**6) + ndtri(0.05)) - 1

    found = power.equivalence_power(10**6, shares, 0.001)
    assert found == pytest.approx(float(by_the_normal_law), abs=2e-3)
    assert power.excluded_margin(10**6, 0.1) == pytest.approx(0.00093, abs=1e-4)


def test_beyond_twenty_thousand_enquiries_the_normal_law_goes_on():
    for test in unpaired.Test:
        summed = unpaired.power(20_000, 3_000, 0.3, 0.275, test=test)
        beyond = unpaired.power(20_001, 3_000, 0.3, 0.275, test=test)
        assert beyond == pytest.approx(summed, abs=0.01)


def test_to_exclude_five_points_takes_some_hundred_pairs():
    shares = Shares(0.05, 0.05)
    needed = power.equivalence_pairs(shares, 0.05)

    assert power.equivalence_power(needed, shares, 0.05) >= 0.8
    assert power.equivalence_power(needed - 1, shares, 0.05) < 0.8
    assert power.excluded_margin(needed, 0.1) == pytest.approx(0.05, abs=0.001)
    assert np.isnan(power.excluded_margin(1, 0.5))


def test_one_call_says_what_a_size_can_see():
    found = power.plan(195, Shares(0.13, 0.05), effect=1.3)

    assert (found.pairs, found.effective) == (195, 150)
    assert found.power == power.power(150, Shares(0.13, 0.05))
    assert found.smallest == power.smallest_difference(150, 0.05)
    assert 0 < found.excluded < 0.2


@pytest.mark.parametrize("shares", [Shares(0.13, 0.05), Shares(0.3, 0.6), Shares(0.1, 0.0)])
def test_a_plan_is_the_same_with_the_arms_exchanged(shares):
    other = power.plan(195, Shares(shares.only_test, shares.only_control))
    found = power.plan(195, shares)

    assert found.power == pytest.approx(other.power, rel=1e-12)
    assert (found.smallest, found.excluded) == (other.smallest, other.excluded)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: power.design_effect([], 0.1), "whole numbers from 1"),
        (lambda: power.design_effect([1.5], 0.1), "whole numbers from 1"),
        (lambda: power.design_effect([2], 1.1), "correlation must be"),
        (lambda: power.effective_pairs(10, 0.5), "at least 1"),
        (lambda: unpaired.power(0, 5, 0.1, 0.1), "from 1 in each"),
        (lambda: unpaired.power(30_000, 30_000, 0.0001, 0.1), "at least 10 invitations"),
        (lambda: unpaired.power(5, 5, 1.1, 0.1), "rates must be"),
        (lambda: unpaired.power(5, 5, 0.1, 0.1, alpha=1), "alpha must be"),
        (lambda: unpaired.mixed_power(0, 0, Shares(0.1, 0), 0.1), "not both 0"),
        (lambda: unpaired.mixed_power(5, 0, Shares(0.9, 0), 0.5), "from 0 to 1"),
        (lambda: power.several_power(10, []), "at least one comparison"),
        (lambda: power.holm_power([10], [Shares(0.1, 0)]), "two to 6 comparisons"),
        (lambda: power.holm_power([10], [Shares(0.1, 0)] * 2), "each with its number"),
        (lambda: power.equivalence_power(10, Shares(0.1, 0.1), 1.0), "margin is between"),
        (lambda: power.equivalence_power(10**8, Shares(0.5, 0.5), 0.1), "from 1 to 10000000"),
        (lambda: power.equivalence_pairs(Shares(0.1, 0.1), 0.05, wanted=0.01), "wanted must be"),
        (lambda: power.excluded_margin(9, 0.1, alpha=0.5), "alpha between"),
        (lambda: power.excluded_margin(9, 0.1, wanted=1), "wanted must be"),
        (lambda: power.equivalence_pairs(Shares(0.2, 0.1), 0.05), "smaller than the margin"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
