"""Intervals of the difference between two paired shares, (b - c) / n."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from zebrapad.engines.pairtest.cells import Cells

Numbers = NDArray[np.float64]
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends, each of the shape of the cells.

    Attributes:
        low: Lower end, a fraction of 1 from -1 on.
        high: Upper end, a fraction of 1 up to 1.
        level: Confidence level, between 0 and 1.
        method: Name of the method.
    """

    low: Numbers
    high: Numbers
    level: float
    method: str


def quantile(level: float) -> float:
    """The normal quantile of a two-sided level.

    Raises:
        ValueError: The level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    return float(ndtri((1 + level) / 2))


def wald(cells: Cells, level: float = 0.95) -> Interval:
    """The interval of the textbooks; too short for few pairs, and a point where b + c = 0.

    Source:
        Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 13.1.
    """
    n = cells.n
    low, high = _around(cells.only_control, cells.only_test, n, quantile(level))
    return Interval(low, high, level, "wald")


def agresti_min(cells: Cells, level: float = 0.95) -> Interval:
    """Wald's interval after half a pair was added to each cell.

    Source:
        Agresti and Min (2005), Statistics in Medicine 24, 729-740.
    """
    b, c = cells.only_control + 0.5, cells.only_test + 0.5
    low, high = _around(b, c, cells.n + 2, quantile(level))
    return Interval(low, high, level, "agresti_min")


def bonett_price(cells: Cells, level: float = 0.95) -> Interval:
    """Wald's interval after a pair was added to each discordant cell.

    Source:
        Bonett and Price (2012), British Journal of Mathematical and Statistical
        Psychology 65, 479-488, equation 5.
    """
    b, c = cells.only_control + 1, cells.only_test + 1
    low, high = _around(b, c, cells.n + 2, quantile(level))
    return Interval(low, high, level, "bonett_price")


def _around(b: NDArray[Any], c: NDArray[Any], n: NDArray[Any], z: float) -> tuple[Numbers, Numbers]:
    difference = (b - c) / n
    error = np.sqrt(np.maximum(b + c - (b - c) ** 2 / n, 0)) / n
    return np.maximum(difference - z * error, -1), np.minimum(difference + z * error, 1)


def newcombe(cells: Cells, level: float = 0.95) -> Interval:
    """Wilson's intervals of the two shares, joined with their correlation.

    Source:
        Newcombe (1998), Statistics in Medicine 17, 2635-2650, method 10.
    """
    z, n = quantile(level), cells.n
    control, test = cells.both + cells.only_control, cells.both + cells.only_test
    p, q = control / n, test / n
    (l1, u1), (l2, u2) = _wilson(control, n, z), _wilson(test, n, z)
    psi = _correlation(cells)
    d = p - q
    below = np.sqrt((p - l1) ** 2 - 2 * psi * (p - l1) * (u2 - q) + (u2 - q) ** 2)
    above = np.sqrt((q - l2) ** 2 - 2 * psi * (q - l2) * (u1 - p) + (u1 - p) ** 2)
    return Interval(np.maximum(d - below, -1), np.minimum(d + above, 1), level, "newcombe")


def _wilson(x: NDArray[Any], n: NDArray[Any], z: float) -> tuple[Numbers, Numbers]:
    middle = (2 * x + z**2) / (2 * (n + z**2))
    half = z * np.sqrt(z**2 + 4 * x * (1 - x / n)) / (2 * (n + z**2))
    return np.maximum(middle - half, 0), np.minimum(middle + half, 1)


def _correlation(cells: Cells) -> Numbers:
    """Phi, with a continuity correction where it is positive; 0 where a margin is empty."""
    a, b, c, d, n = (
        np.asarray(x, dtype=np.float64)
        for x in (cells.both, cells.only_control, cells.only_test, cells.neither, cells.n)
    )
    root = np.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    top = a * d - b * c
    top = np.where(top > 0, np.maximum(top - n / 2, 0), top)
    return np.divide(top, root, out=np.zeros_like(top), where=root > 0)


def score_statistic(cells: Cells, difference: NDArray[Any] | float) -> Numbers:
    """Tango's statistic: how far the cells are from a supposed difference, standard normal.

    Args:
        cells: Any shape.
        difference: The supposed difference, between -1 and 1; shapes broadcast.

    Source:
        Tango (1998), Statistics in Medicine 17, 891-908, equations 9 and 10.
    """
    b, c, n = (
        np.asarray(x, dtype=np.float64) for x in (cells.only_control, cells.only_test, cells.n)
    )
    delta = np.asarray(difference, dtype=np.float64)
    first = (2 * n - b + c) * delta - b - c
    last = c * delta * (1 - delta)
    share = (np.sqrt(np.maximum(first**2 + 8 * n * last, 0)) - first) / (4 * n)
    spread = np.sqrt(np.maximum(n * (2 * share + delta * (1 - delta)), 0))
    away = b - c - n * delta
    still = np.where(np.abs(away) < 1e-12 * n, 0.0, np.copysign(np.inf, away))
    found: Numbers = np.divide(away, spread, out=np.asarray(still + 0 * away), where=spread > 0)
    return found


def tango(cells: Cells, level: float = 0.95) -> Interval:
    """All differences that a score test would not refuse; the default of this engine.

    Holds its level well from some twenty pairs on, and says something for empty cells.

    Source:
        Tango (1998), Statistics in Medicine 17, 891-908.
    """
    z = quantile(level)
    return Interval(-_upper(cells.swapped, z), _upper(cells, z), level, "tango")


def _upper(cells: Cells, z: float) -> Numbers:
    """The largest difference at which the statistic is still above -z, by halving."""
    low = np.asarray((cells.only_control - cells.only_test) / cells.n)
    high = np.ones_like(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = score_statistic(cells, middle) > -z
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return (low + high) / 2
