"""When McNemar's test rejects, said by the smaller of the two discordant cells."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from zebrapad.engines.pairtest.power.forms import Test
from zebrapad.engines.pairtest.power.mass import Numbers, at_most

Counts = NDArray[np.int64]
BLOCK = 256
ON_THE_LINE = 1e-12  # a p-value that equals the level rejects, whatever the last bit says


def critical(test: Test, alpha: float, low: int, high: int) -> Counts:
    """The largest smaller cell with which the test rejects, for a range of discordant pairs.

    Args:
        test: exact, midp, asymptotic, or continuity (asymptotic, with Edwards' correction).
        alpha: Level, two-sided.
        low: First number of discordant pairs.
        high: Last number.

    Returns:
        For each number low … high: the test rejects when the smaller of the two discordant cells
        is at most this; -1 where it never rejects.

    Source:
        McNemar (1947); mid-p: Fagerland, Lydersen and Laake (2013), BMC Medical Research
        Methodology 13:91; continuity: Edwards (1948).
    """
    first, last = low // BLOCK, high // BLOCK
    joined = np.concatenate([_block(test, alpha, part) for part in range(first, last + 1)])
    return joined[low - first * BLOCK : high + 1 - first * BLOCK]


@lru_cache(maxsize=2048)
def _block(test: Test, alpha: float, part: int) -> Counts:
    pairs = np.arange(part * BLOCK, (part + 1) * BLOCK, dtype=np.float64)
    z = -float(ndtri(alpha / 2))
    guess = np.maximum(np.floor((pairs - z * np.sqrt(pairs)) / 2), -1.0)
    while True:
        more = _rejects(test, alpha, guess + 1, pairs)
        less = ~more & (guess >= 0) & ~_rejects(test, alpha, guess, pairs)
        if not np.any(more | less):
            break
        guess += more
        guess -= less
    found = guess.astype(np.int64)
    found.flags.writeable = False
    return found


def _rejects(test: Test, alpha: float, smaller: Numbers, pairs: Numbers) -> NDArray[np.bool_]:
    within = (smaller >= 0) & (2 * smaller < pairs)
    if test in {"asymptotic", "continuity"}:
        gap = pairs - 2 * smaller - (test == "continuity")
        bound = float(ndtri(alpha / 2)) ** 2 * (1 - ON_THE_LINE)
        return within & (gap > 0) & (gap * gap >= bound * pairs)
    up_to = at_most(smaller, pairs, 0.5)
    other = up_to if test == "exact" else at_most(smaller - 1, pairs, 0.5)
    return within & (up_to + other <= alpha * (1 + ON_THE_LINE))


def rejected_given(test: Test, alpha: float, low: int, high: int, share: float) -> Numbers:
    """Chance that the test rejects, either way, given the number of discordant pairs.

    Args:
        test: As in `critical`.
        alpha: Level, two-sided.
        low: First number of discordant pairs.
        high: Last number.
        share: Chance that a discordant pair is one in which only the control person was invited.

    Returns:
        One chance for each number low … high.
    """
    bound = critical(test, alpha, low, high).astype(np.float64)
    pairs = np.arange(low, high + 1, dtype=np.float64)
    return at_most(bound, pairs, share) + at_most(bound, pairs, 1 - share)
