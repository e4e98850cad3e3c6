"""Power when each listing gets one enquiry, and when some get one and some a pair."""

from enum import StrEnum
from math import sqrt

import numpy as np
from scipy.special import gammaln, ndtr, ndtri

from zebrapad.engines.pairtest.power.exact import Shares, normal_power
from zebrapad.engines.pairtest.power.mass import Numbers, binomial_mass

MOST_SUMMED = 20_000
LEAST_EXPECTED = 10


class Test(StrEnum):
    """Which test of two independent shares.

    Attributes:
        POOLED: The z test with one pooled share.
        FISHER: Fisher's exact test, the smaller tail doubled.
        FISHER_MIDP: The same with half of what was seen.
    """

    __test__ = False

    POOLED = "pooled"
    FISHER = "fisher"
    FISHER_MIDP = "fisher_midp"


def power(
    control: int,
    tested: int,
    rate_control: float,
    rate_test: float,
    *,
    alpha: float = 0.05,
    test: Test = Test.POOLED,
) -> float:
    """The chance to find a difference between two independent groups.

    Up to 20,000 enquiries in each group it is the sum over all tables, in which a mass below
    1e-12 is left out. Beyond it is the normal approximation, for Fisher's test with half a
    person's correction.

    Args:
        control: Enquiries of the control person, from 1.
        tested: Enquiries of the test person.
        rate_control: Share that is invited, from 0 to 1.
        rate_test: The same for the test person.
        alpha: Two-sided level.
        test: Which test.

    Raises:
        ValueError: A number is outside, or a group is too large for the sum and one of them
            expects fewer than ten invitations, or fewer than ten of the others.

    Source:
        Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions,
        chapter 4, for the approximation.
    """
    if control < 1 or tested < 1:
        raise ValueError("enquiries must be from 1 in each group")
    if not (0 <= rate_control <= 1 and 0 <= rate_test <= 1):
        raise ValueError("rates must be from 0 to 1")
    if not 0 < alpha < 1:
        raise ValueError("alpha must be between 0 and 1")
    if max(control, tested) > MOST_SUMMED:
        return _approximate(control, tested, rate_control, rate_test, alpha, test)
    x, px = binomial_mass(control, rate_control)
    y, py = binomial_mass(tested, rate_test)
    if test is Test.POOLED:
        a, b = np.arange(x, x + px.size, dtype=float), np.arange(y, y + py.size, dtype=float)
        refused = _pooled(a[:, None], b[None, :], control, tested, alpha)
    else:
        p_values = _TwoSided(control, tested, halved=test is Test.FISHER_MIDP)
        refused = _fisher(range(x, x + px.size), range(y, y + py.size), p_values, alpha)
    found: float = px.dot(refused).dot(py).item()
    return min(1.0, found)


def _approximate(n: int, m: int, p: float, q: float, alpha: float, test: Test) -> float:
    if min(x for size, r in ((n, p), (m, q)) for x in (size * r, size * (1 - r))) < LEAST_EXPECTED:
        raise ValueError(
            f"beyond {MOST_SUMMED} enquiries each group must expect at least "
            f"{LEAST_EXPECTED} invitations, and as many without"
        )
    share = (n * p + m * q) / (n + m)
    spread = sqrt(p * (1 - p) / n + q * (1 - q) / m)
    bound = -float(ndtri(alpha / 2)) * sqrt(share * (1 - share) * (1 / n + 1 / m))
    if test is Test.FISHER:
        bound += (1 / n + 1 / m) / 2
    return float(ndtr((p - q - bound) / spread) + ndtr((q - p - bound) / spread))


def _pooled(x: Numbers, y: Numbers, n: int, m: int, alpha: float) -> Numbers:
    share = (x + y) / (n + m)
    spread = np.sqrt(share * (1 - share) * (1 / n + 1 / m))
    z = -float(ndtri(alpha / 2))
    refused: Numbers = ((np.abs(x / n - y / m) >= z * spread - 1e-12) & (spread > 0)).astype(float)
    return refused


def _fisher(x: range, y: range, p_values: "_TwoSided", alpha: float) -> Numbers:
    """For each table whether it is refused, total by total."""
    refused = np.zeros((len(x), len(y)))
    for total in range(x[0] + y[0], x[-1] + y[-1] + 1):
        first, p = p_values.given(total)
        at = np.arange(max(x[0], total - y[-1]), min(x[-1], total - y[0]) + 1)
        refused[at - x[0], total - at - y[0]] = p[at - first] <= alpha * (1 + 1e-12)
    return refused


class _TwoSided:
    """The p-values of Fisher's test for two groups, the smaller tail doubled."""

    def __init__(self, n: int, m: int, *, halved: bool) -> None:
        self.n, self.m, self.seen = n, m, 0.5 if halved else 0.0
        ways = gammaln(np.arange(max(n, m) + 1) + 1.0)
        self.first = ways[: n + 1] + ways[n::-1]
        self.second = ways[: m + 1] + ways[m::-1]

    def given(self, total: int) -> tuple[int, Numbers]:
        """The smallest possible count of the first group, and p of each from there on."""
        low, high = max(0, total - self.m), min(self.n, total)
        beside = self.second[total - high : total - low + 1][::-1]
        logs = self.first[low : high + 1] + beside
        chance = np.exp(logs.min() - logs)
        chance /= chance.sum()
        below = np.cumsum(chance) - self.seen * chance
        above = np.cumsum(chance[::-1])[::-1] - self.seen * chance
        return low, np.minimum(1.0, 2 * np.minimum(below, above))


def mixed_power(
    pairs: int,
    singles: int,
    shares: Shares,
    rate_test: float,
    *,
    alpha: float = 0.05,
) -> float:
    """Power of pairs and single enquiries together, weighted by what each knows.

    By the normal law; use it from some thirty discordant pairs on.

    Args:
        pairs: Listings that get both.
        singles: Listings that get one, half of them the control person.
        shares: Shares of the discordant cells of a pair.
        rate_test: Share in which the test person is invited.
        alpha: Two-sided level.

    Raises:
        ValueError: A number is outside.
    """
    rate = rate_test + shares.difference
    if pairs < 0 or singles < 0 or pairs + singles < 1:
        raise ValueError("pairs and singles must be from 0, and not both 0")
    if not (0 <= rate_test <= 1 and 0 <= rate <= 1):
        raise ValueError("rate_test and rate_test + difference must be from 0 to 1")
    known = 0.0
    if pairs:
        known += pairs / (shares.discordant - shares.difference**2)
    spread = 2 * (rate * (1 - rate) + rate_test * (1 - rate_test))
    if singles and spread:
        known += singles / spread
    return normal_power(shares.difference * sqrt(known), alpha)
