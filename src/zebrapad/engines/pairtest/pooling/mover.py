"""Sums of differences of independent sets of pairs, with an interval that small sets allow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from zebrapad.engines.pairtest.cells import Cells, cells
from zebrapad.engines.pairtest.paired.interval import quantile, score_statistic

Numbers = NDArray[np.float64]
STEPS = 60
ROUNDS = 9
RUNGS = np.linspace(0, 1, 65)[:, None, None]
FARTHEST = 32.0
NEAR = 1e-13


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
    """Tango's upper ends, shape (number of z, k), each by narrowing its range 64-fold."""
    low = np.broadcast_to(parts, (len(z), len(parts)))
    high = np.ones_like(low)
    for _ in range(ROUNDS):
        ladder = low + (high - low) * RUNGS
        above = score_statistic(sets, ladder) > -z[:, None]
        last = np.maximum(above.sum(axis=0) - 1, 0)[None]
        low = np.take_along_axis(ladder, last, axis=0)[0]
        high = np.take_along_axis(ladder, np.minimum(last + 1, len(RUNGS) - 1), axis=0)[0]
    return (low + high) / 2


def _touching(sets: Cells, parts: Numbers, w: Numbers) -> float:
    """Two-sided p: the z at which the interval reaches 0, by false position."""
    side = 0 if w @ parts > 0 else 1
    if w @ parts == 0:
        return 1.0

    def beyond(z: float) -> float:
        end = _ends(sets, parts, w, np.array([z]))[side]
        return float(end[0]) * (1 - 2 * side)

    low, high, above = 0.0, 1.0, abs(float(w @ parts))
    below = beyond(high)
    while below > 0:
        if high >= FARTHEST:
            return float(2 * ndtr(-high))
        low, above, high = high, below, 2 * high
        below = beyond(high)
    at, value, steps = high, below, 0
    while abs(value) > NEAR and steps < STEPS:
        # Illinois: the end that stays counts half, so that both ends close in.
        at = (low * below - high * above) / (below - above)
        value, steps = beyond(at), steps + 1
        if value > 0:
            low, above, below = at, value, below / 2
        else:
            high, below, above = at, value, above / 2
    return float(2 * ndtr(-at))
