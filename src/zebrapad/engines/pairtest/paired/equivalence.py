"""None found is not none there: what the data can exclude."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from zebrapad.engines.pairtest.cells import Cells
from zebrapad.engines.pairtest.paired.interval import Interval, score_statistic, tango

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests, of the shape of the cells.

    Attributes:
        margin: The difference that would matter, a fraction of 1.
        p: The larger of the two one-sided p-values; small says: smaller than the margin.
        excluded: The smallest margin that could be excluded: every difference larger than
            this, either way, is refused at `alpha`.
        interval: Tango's interval at 1 - 2 alpha, which is inside the margin when p < alpha.
        alpha: Level of each one-sided test.
    """

    margin: float
    p: Numbers
    excluded: Numbers
    interval: Interval
    alpha: float


def equivalence(cells: Cells, margin: float, alpha: float = 0.05) -> Equivalence:
    """Is the difference smaller than a margin, both ways?

    Args:
        cells: Any shape.
        margin: The difference that would matter, between 0 and 1.
        alpha: Level of each one-sided test, between 0 and 0.5.

    Raises:
        ValueError: The margin or alpha is outside.

    Source:
        Liu, Hsueh, Hsieh and Chen (2002), Statistics in Medicine 21, 231-245, with
        Tango's statistic.
    """
    if not 0 < margin < 1:
        raise ValueError("margin must be between 0 and 1, such as 0.05 for five points")
    if not 0 < alpha < 0.5:
        raise ValueError("alpha must be between 0 and 0.5")
    found = tango(cells, 1 - 2 * alpha)
    below = ndtr(-score_statistic(cells, -margin))
    above = ndtr(score_statistic(cells, margin))
    return Equivalence(
        margin=margin,
        p=np.maximum(below, above),
        excluded=np.maximum(np.abs(found.low), np.abs(found.high)),
        interval=found,
        alpha=alpha,
    )
