"""Where a binomial number has its mass, so that no sum runs over all of it."""

from math import ceil, floor, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

Numbers = NDArray[np.float64]
OUTSIDE = 1e-12
"""At most this chance lies outside the range that is summed: the error of every power."""


def binomial_mass(n: int, share: float) -> tuple[int, Numbers]:
    """The chances of a binomial number, over the range that holds all but 1e-12.

    The range comes from Bernstein's inequality. Chances are built by their ratios from the mode
    outwards and divided by their sum, which keeps 13 digits for n of a million, where a sum of
    logarithms of factorials keeps 9.

    Args:
        n: How often, from 0.
        share: Chance of each, from 0 to 1.

    Returns:
        The first number of the range, and the chances from there on; they add up to 1.

    Source:
        Bernstein's inequality: Pr(|K - n p| >= t) <= 2 exp(-t^2 / (2 n p (1-p) + 2 t / 3)).
    """
    bits = log(2 / OUTSIDE)
    reach = bits / 3 + sqrt(bits * bits / 9 + 2 * bits * n * share * (1 - share))
    low = max(0, floor(n * share - reach))
    high = min(n, ceil(n * share + reach))
    mode = min(n, floor((n + 1) * share))
    up = np.arange(mode + 1, high + 1, dtype=np.float64)
    down = np.arange(mode - 1, low - 1, -1, dtype=np.float64)
    chances = np.empty(high - low + 1)
    chances[mode - low] = 1.0
    if up.size:
        chances[mode - low + 1 :] = np.cumprod((n - up + 1) * (share / (1 - share)) / up)
    if down.size:
        chances[: mode - low] = np.cumprod((down + 1) * ((1 - share) / share) / (n - down))[::-1]
    return low, chances / chances.sum()


def at_most(count: Numbers, n: Numbers, share: float) -> Numbers:
    """The chance that a binomial number is at most a count; 0 for a count below 0."""
    inside = np.clip(count, 0, np.maximum(n - 1, 0))
    found = betainc(np.maximum(n - inside, 1), inside + 1, 1 - share)
    return np.where(count < 0, 0.0, np.where(count < n, found, 1.0))
