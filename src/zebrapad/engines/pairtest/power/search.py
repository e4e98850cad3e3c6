"""The smallest number of pairs that is enough for good, the smallest difference that is."""

from collections.abc import Callable

import numpy as np

from zebrapad.engines.pairtest.power.mass import Numbers

MOST_PAIRS = 10**7
CLOSE = 60  # pairs beyond an answer that are looked at in any case
APART = 1.2


def pairs_from_which(
    powers: Callable[[int, int], Numbers], wanted: float, ahead: Callable[[int], int]
) -> int:
    """The smallest number of pairs from which on the power stays at or above what is wanted.

    Exact power is a saw-tooth: after halving, every number from the answer on is looked at.

    Args:
        powers: Power of each number of pairs from the first given to the last.
        wanted: Power.
        ahead: How far beyond a number of pairs its longest tooth reaches.

    Raises:
        ValueError: More than 10,000,000 pairs are needed.
    """
    low, high = 0, 8
    while powers(high, high)[0] < wanted:
        if high == MOST_PAIRS:
            raise ValueError(f"more than {MOST_PAIRS} pairs are needed")
        low, high = high, min(2 * high, MOST_PAIRS)
    while high - low > 1:
        middle = (low + high) // 2
        enough = powers(middle, middle)[0] >= wanted
        low, high = (low, middle) if enough else (middle, high)
    seen = low
    while seen < (last := high + CLOSE + ahead(high)):
        below = np.flatnonzero(powers(seen + 1, last) < wanted)
        if below.size:
            high = seen + 2 + int(below[-1])
        seen = last
    return high


def smallest(enough: Callable[[float], bool], most: float, step: float, near: float) -> float:
    """The smallest number up to `most` that is enough, to within a step; NaN when none is.

    Args:
        enough: Says it of a number; what is larger than one that is enough is enough too.
        most: The largest number.
        step: How much too large the answer may be.
        near: A guess; a bad one costs time only.
    """
    tried = (x for x in (APART * near, most) if 0 < x <= most)
    low, high = 0.0, next(filter(enough, tried), float("nan"))
    if step < near / APART < high:
        low, high = (low, near / APART) if enough(near / APART) else (near / APART, high)
    while high - low > step:
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
