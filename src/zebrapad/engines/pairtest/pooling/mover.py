"""Sums of differences of independent sets of pairs, with an interval that small sets allow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from zebrapad.engines.pairtest.cells import Cells, cells
from zebrapad.engines.pairtest.paired.interval import quantile, score_statistic

Numbers = NDArray[np.float64]
HALVINGS = 50
FARTHEST = 38.0
FINER = 8
GRID = 17


@dataclass(frozen=True, slots=True)
class Combined:
    """A weighted sum of the differences of independent sets of pairs.

    Attributes:
        estimate: The sum.
        interval: It; both ends from Tango's intervals of the sets.
        p: Two-sided, of the sum being 0: 1 less the level whose interval touches 0.
        variance: Wald's: the weighted sum of the variances.
    """

    estimate: float
    interval: tuple[float, float]
    p: float
    variance: float


def combined(sets: Cells, weights: ArrayLike, level: float = 0.95) -> Combined:
    """A weighted sum of (b - c) / n over sets of pairs, with recovered variances.

    Args:
        sets: The sets, each of its own pairs, shape (k,).
        weights: Of any sign, shape (k,).
        level: Of the interval.

    Raises:
        ValueError: The level is not between 0 and 1.

    Source:
        Zou and Donner (2008), Statistics in Medicine 27, 1693-1702, with the intervals of
        Tango (1998) for the parts.
    """
    w = np.asarray(weights, dtype=np.float64)
    parts = np.asarray((sets.only_control - sets.only_test) / sets.n, dtype=np.float64)
    low, high = _ends(sets, parts, w, np.array([quantile(level)]))
    variance = (sets.discordant / sets.n - parts**2) / sets.n
    return Combined(
        float(w @ parts),
        (float(low[0]), float(high[0])),
        _touching(sets, parts, w),
        float(w**2 @ variance),
    )


def among_invited(sets: Cells) -> Cells:
    """The same sets without the pairs in which nobody was invited.

    Raises:
        ValueError: A set in which nobody was invited.
    """
    if np.any(sets.invited == 0):
        raise ValueError("difference_invited needs at least one invitation in every set of pairs")
    return cells(sets.both, sets.only_control, sets.only_test, 0)


def _ends(sets: Cells, parts: Numbers, w: Numbers, z: Numbers) -> tuple[Numbers, Numbers]:
    """Lower and upper ends for each z."""
    above = _upper(sets, parts, z)
    below = -_upper(sets.swapped, -parts, z)
    down = np.where(w > 0, parts - below, parts - above) * w
    up = np.where(w > 0, above - parts, below - parts) * w
    middle = w @ parts
    return (
        middle - np.sqrt(np.sum(down**2, axis=1)),
        middle + np.sqrt(np.sum(up**2, axis=1)),
    )


def _upper(sets: Cells, parts: Numbers, z: Numbers) -> Numbers:
    """Tango's upper ends, shape (number of z, k)."""
    low = np.broadcast_to(parts, (len(z), len(parts))).copy()
    high = np.ones_like(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = score_statistic(sets, middle) > -z[:, None]
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2


def _touching(sets: Cells, parts: Numbers, w: Numbers) -> float:
    """Two-sided p: the z at which the interval reaches 0, on a grid narrowed six times."""
    middle = float(w @ parts)
    if middle == 0:
        return 1.0
    low, high = 0.0, FARTHEST
    for _ in range(FINER):
        z = np.linspace(low, high, GRID)
        ends = _ends(sets, parts, w, z)
        outside = (ends[0] > 0) | (ends[1] < 0)
        at = int(np.flatnonzero(outside)[-1]) if outside.any() else 0
        low, high = z[at], z[min(at + 1, GRID - 1)]
    return float(2 * ndtr(-(low + high) / 2))
