"""How large a study must be to say that a difference is smaller than a margin."""

from math import sqrt

import numpy as np
from scipy.special import ndtri

from zebrapad.engines.pairtest.cells import Cells
from zebrapad.engines.pairtest.paired import score_statistic
from zebrapad.engines.pairtest.power.exact import Shares
from zebrapad.engines.pairtest.power.mass import Numbers, at_most, binomial_mass
from zebrapad.engines.pairtest.power.search import MOST_PAIRS, pairs_from_which, smallest

STEP = 5e-5
MOST_MARGIN = 0.9999


def equivalence_power(pairs: int, shares: Shares, margin: float, *, alpha: float = 0.05) -> float:
    """The chance that both one-sided score tests refuse the margin.

    Of k discordant pairs both tests refuse when neither cell is larger than a bound, since
    Tango's statistic only grows with b - c. So one sum over k holds all tables.

    Args:
        pairs: Independent pairs, from 1 to 10,000,000.
        shares: What is supposed; usually with a difference of 0.
        margin: The difference that would matter, between 0 and 1.
        alpha: Level of each one-sided test.

    Raises:
        ValueError: A number is outside.

    Source:
        Liu, Hsueh, Hsieh and Chen (2002), Statistics in Medicine 21, 231-245.
    """
    _check(pairs, margin, alpha)
    return _shown(int(pairs), shares, margin, alpha, *binomial_mass(int(pairs), shares.discordant))


def _check(pairs: int, margin: float, alpha: float, wanted: float = 0.5) -> None:
    if not 1 <= pairs <= MOST_PAIRS or not 0 < margin < 1 or not 0 < alpha < 0.5:
        raise ValueError(
            f"pairs are from 1 to {MOST_PAIRS}, margin is between 0 and 1, alpha between 0 and 0.5"
        )
    if not alpha < wanted < 1:
        raise ValueError("wanted must be between alpha and 1")


def _shown(
    pairs: int, shares: Shares, margin: float, alpha: float, low: int, chances: Numbers
) -> float:
    k = np.arange(low, low + chances.size)
    larger = largest_cell(pairs, k[0].item(), k[-1].item(), margin, alpha)
    n, share = k.astype(np.float64), shares.to_control
    within = at_most(larger, n, share) - at_most(n - larger - 1, n, share)
    return min(1.0, float(chances @ np.where(2 * larger >= n, within, 0.0)))


def largest_cell(pairs: int, low: int, high: int, margin: float, alpha: float) -> Numbers:
    """The largest discordant cell with which both tests refuse the margin, by halving.

    Args:
        pairs: Pairs.
        low: First number of discordant pairs.
        high: Last number.
        margin: The difference that would matter.
        alpha: Level of each test.

    Returns:
        For each number k of low … high: both tests refuse when the larger of the two cells is at
        most this; below k / 2 where they never do.
    """
    k = np.arange(low, high + 1)
    most = float(ndtri(alpha))
    none, rest = np.zeros_like(k), pairs - k
    still = (k + 1) // 2 - 1
    beyond = np.minimum(k, ((k + pairs * margin) / 2).astype(np.int64)) + 1
    for _ in range(int((beyond - still).max()).bit_length()):
        b = np.maximum((still + beyond) // 2, 0)
        refused = score_statistic(Cells(none, b, k - b, rest), margin) <= most
        halved = beyond - still > 1
        still, beyond = np.where(halved & refused, b, still), np.where(halved & ~refused, b, beyond)
    return still.astype(np.float64)


def equivalence_pairs(
    shares: Shares, margin: float, *, wanted: float = 0.8, alpha: float = 0.05
) -> int:
    """The smallest number of pairs from which on a margin is excluded with the wanted power.

    As in `pairs_needed`, the teeth beyond the answer are looked at: they are about two pairs
    over the margin long.

    Raises:
        ValueError: A number is outside, the supposed difference is not inside the margin, or more
            than 10,000,000 pairs are needed.
    """
    _check(1, margin, alpha, wanted)
    if abs(shares.difference) >= margin:
        raise ValueError("the supposed difference must be smaller than the margin")

    def powers(first: int, last: int) -> Numbers:
        each = range(first, last + 1)
        return np.array([equivalence_power(n, shares, margin, alpha=alpha) for n in each])

    return pairs_from_which(powers, wanted, lambda pairs: int(8 / margin + sqrt(pairs)))


def excluded_margin(
    pairs: int, discordant: float, *, wanted: float = 0.8, alpha: float = 0.05
) -> float:
    """The smallest margin that this many pairs exclude when there is no difference.

    Args:
        pairs: Independent pairs.
        discordant: Chance that a pair is discordant, above 0 and at most 1.
        wanted: Power.
        alpha: Level of each one-sided test.

    Returns:
        A margin, to four digits after the point; NaN when none below 1 is excluded.

    Raises:
        ValueError: A number is outside.
    """
    _check(pairs, MOST_MARGIN, alpha, wanted)
    shares = Shares(discordant / 2, discordant / 2)
    mass = binomial_mass(int(pairs), shares.discordant)
    return smallest(
        lambda margin: _shown(int(pairs), shares, margin, alpha, *mass) >= wanted,
        MOST_MARGIN,
        STEP,
        float(ndtri((1 + wanted) / 2) - ndtri(alpha)) * sqrt(discordant / pairs),
    )
