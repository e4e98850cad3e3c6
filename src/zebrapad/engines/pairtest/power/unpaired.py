"""Power when each listing gets one enquiry, and when some get one and some a pair."""

from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, ndtri, xlog1py, xlogy

from zebrapad.engines.pairtest.power.exact import FAR, Shares, normal_power

Numbers = NDArray[np.float64]
MOST = 20_000


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
    """The chance to find a difference between two independent groups, summed over all tables.

    Args:
        control: Enquiries of the control person, from 1 to 20,000.
        tested: Enquiries of the test person.
        rate_control: Share that is invited, from 0 to 1.
        rate_test: The same for the test person.
        alpha: Two-sided level.
        test: Which test.

    Raises:
        ValueError: A number is outside.

    Source:
        The sum over both binomial laws; left out is a mass below 1e-15.
    """
    if not 1 <= control <= MOST or not 1 <= tested <= MOST:
        raise ValueError(f"enquiries must be from 1 to {MOST} in each group")
    if not (0 <= rate_control <= 1 and 0 <= rate_test <= 1):
        raise ValueError("rates must be from 0 to 1")
    if not 0 < alpha < 1:
        raise ValueError("alpha must be between 0 and 1")
    x, px = _law(control, rate_control)
    y, py = _law(tested, rate_test)
    if test is Test.POOLED:
        refused = _pooled(x[:, None], y[None, :], control, tested, alpha)
    else:
        refused = _fisher(x, y, control, tested, alpha, halved=test is Test.FISHER_MIDP)
    found: float = px.dot(refused).dot(py).item()
    return min(1.0, found)


def _law(n: int, rate: float) -> tuple[Numbers, Numbers]:
    middle, spread = n * rate, sqrt(n * rate * (1 - rate))
    low, high = max(0, int(middle - FAR * spread - 20)), min(n, int(middle + FAR * spread + 20))
    x = np.arange(low, high + 1, dtype=np.float64)
    ways = gammaln(n + 1.0) - gammaln(x + 1) - gammaln(n - x + 1)
    return x, np.exp(ways + xlogy(x, rate) + xlog1py(n - x, -rate))


def _pooled(x: Numbers, y: Numbers, n: int, m: int, alpha: float) -> Numbers:
    share = (x + y) / (n + m)
    spread = np.sqrt(share * (1 - share) * (1 / n + 1 / m))
    z = -float(ndtri(alpha / 2))
    refused: Numbers = ((np.abs(x / n - y / m) >= z * spread - 1e-12) & (spread > 0)).astype(float)
    return refused


def _fisher(x: Numbers, y: Numbers, n: int, m: int, alpha: float, *, halved: bool) -> Numbers:
    """For each table whether it is refused, total by total."""
    refused = np.zeros((len(x), len(y)))
    totals = x[:, None] + y[None, :]
    for total in np.unique(totals):
        here = totals == total
        at = np.broadcast_to(x[:, None], here.shape)[here].astype(int)
        p = _two_sided(int(total), n, m, halved=halved)
        refused[here] = p[at - max(0, int(total) - m)] <= alpha * (1 + 1e-12)
    return refused


def _two_sided(total: int, n: int, m: int, *, halved: bool) -> Numbers:
    """p of each possible count of the first group, given the total."""
    k = np.arange(max(0, total - m), min(n, total) + 1, dtype=np.float64)
    logs = (
        gammaln(n + 1.0)
        - gammaln(k + 1)
        - gammaln(n - k + 1)
        + gammaln(m + 1.0)
        - gammaln(total - k + 1)
        - gammaln(m - total + k + 1)
    )
    chance = np.exp(logs - logs.max())
    chance /= chance.sum()
    below = np.cumsum(chance) - (0.5 * chance if halved else 0)
    above = np.cumsum(chance[::-1])[::-1] - (0.5 * chance if halved else 0)
    p: Numbers = np.minimum(1.0, 2 * np.minimum(below, above))
    return p


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
