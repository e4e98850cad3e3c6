"""How large a study must be to say that a difference is smaller than a margin."""

from math import ceil, sqrt

import numpy as np
from scipy.special import gammaln, ndtri, xlogy

from zebrapad.engines.pairtest.cells import Cells
from zebrapad.engines.pairtest.paired.interval import score_statistic
from zebrapad.engines.pairtest.power.exact import FAR, Shares

MOST_TABLES = 4_000_000


def equivalence_power(pairs: int, shares: Shares, margin: float, *, alpha: float = 0.05) -> float:
    """The chance that both one-sided score tests refuse the margin, summed over all tables.

    Args:
        pairs: Independent pairs.
        shares: What is supposed; usually with a difference of 0.
        margin: The difference that would matter, between 0 and 1.
        alpha: Level of each one-sided test.

    Raises:
        ValueError: A number is outside, or there are more than four million tables.

    Source:
        Liu, Hsueh, Hsieh and Chen (2002), Statistics in Medicine 21, 231-245.
    """
    if pairs < 1 or not 0 < margin < 1 or not 0 < alpha < 0.5:
        raise ValueError("pairs are from 1, margin is between 0 and 1, alpha between 0 and 0.5")
    b, c = (_reached(pairs, share) for share in (shares.only_control, shares.only_test))
    if b.size * c.size > MOST_TABLES:
        raise ValueError("pairs or shares are too large to go through every table")
    x, y = (part.ravel() for part in np.meshgrid(b, c))
    x, y = x[x + y <= pairs], y[x + y <= pairs]
    rest = pairs - x - y
    quiet = max(1 - shares.discordant, 0.0)
    logs = xlogy(x, shares.only_control) + xlogy(y, shares.only_test) + xlogy(rest, quiet)
    ways = gammaln(pairs + 1.0) - gammaln(x + 1.0) - gammaln(y + 1.0) - gammaln(rest + 1.0)
    z = -float(ndtri(alpha))
    table = Cells(0 * x, x, y, rest)
    shown = (score_statistic(table, -margin) >= z) & (score_statistic(table, margin) <= -z)
    return float(min(1.0, np.exp(ways + logs)[shown].sum()))


def _reached(pairs: int, share: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    middle, spread = pairs * share, sqrt(pairs * share * (1 - share))
    return np.arange(
        max(0, int(middle - FAR * spread - 20)), min(pairs, ceil(middle + FAR * spread + 20)) + 1
    )


def equivalence_pairs(
    shares: Shares, margin: float, *, wanted: float = 0.8, alpha: float = 0.05
) -> int:
    """The smallest number of pairs that excludes a margin with the wanted power.

    Raises:
        ValueError: The supposed difference is not inside the margin.
    """
    if abs(shares.difference) >= margin:
        raise ValueError("the supposed difference must be smaller than the margin")
    low, high = 1, 64
    while equivalence_power(high, shares, margin, alpha=alpha) < wanted:
        low, high = high + 1, 2 * high
    while low < high:
        middle = (low + high) // 2
        enough = equivalence_power(middle, shares, margin, alpha=alpha) >= wanted
        low, high = (low, middle) if enough else (middle + 1, high)
    return low


def excluded_margin(pairs: int, discordant: float, *, wanted: float = 0.8) -> float:
    """The smallest margin that this many pairs exclude when there is no difference.

    Args:
        pairs: Independent pairs.
        discordant: Chance that a pair is discordant, above 0 and at most 1.
        wanted: Power.

    Returns:
        A margin, to four digits after the point; NaN when none below 1 is excluded.
    """
    shares = Shares(discordant / 2, discordant / 2)
    low, high = 0.0, 0.9999
    if equivalence_power(pairs, shares, high) < wanted:
        return float("nan")
    while high - low > 5e-5:
        middle = (low + high) / 2
        enough = equivalence_power(pairs, shares, middle) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return high
