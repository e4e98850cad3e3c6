"""How much of all unequal treatment comes from how few agents."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zebrapad.engines.pairtest.agents.gaps import Floats


@dataclass(frozen=True, slots=True)
class Concentration:
    """Lorenz curve of gaps.

    Attributes:
        agents: Share of agents, from the smallest gap up, from 0 to 1, shape (K + 1,).
        gaps: Their share of the total gap, from 0 to 1, shape (K + 1,); below 0 where agents
            that favour the test person weigh more.
        gini: 1 - twice the area under the curve; above 1 is possible when gaps go both ways.
        top: Share of the total gap that comes from the agents with the largest gaps.
        share: How many agents these are, a fraction.
    """

    agents: Floats
    gaps: Floats
    gini: float
    top: float
    share: float


def concentration(
    gap: ArrayLike, weight: ArrayLike | None = None, *, share: float = 0.2
) -> Concentration:
    """Lorenz curve and Gini index of gaps, and what the agents at the top make up.

    Take the gaps and weights of a prior. Estimated gaps are too unequal, for they hold
    noise; posterior means are too equal.

    Args:
        gap: Gaps, shape (K,).
        weight: Their weights, from 0, shape (K,); without, all alike.
        share: Which part of the agents is the top, between 0 and 1.

    Raises:
        ValueError: Shapes differ, a weight is below 0, share is outside, or the total gap is not
            above 0: then there is nothing to share out.

    Source:
        Lorenz (1905); Gini (1914). Top fifth of firms: Kline, Rose and Walters (2022).
    """
    values: Floats = np.asarray(gap, dtype=np.float64)
    mass: Floats = np.ones_like(values) if weight is None else np.asarray(weight, np.float64)
    if values.ndim != 1 or values.shape != mass.shape or values.size == 0:
        raise ValueError("gap and weight need one number each, of one shape")
    if not np.all(mass >= 0) or not 0 < share < 1:
        raise ValueError("weights must be from 0, and share between 0 and 1")
    total = float(mass @ values)
    if not total > 0:
        raise ValueError("the total gap must be above 0; there is nothing to share out")
    order = np.argsort(values, kind="stable")
    agents = np.concatenate(([0.0], np.cumsum(mass[order]) / mass.sum()))
    gaps = np.concatenate(([0.0], np.cumsum((mass * values)[order]) / total))
    area = float((np.diff(agents) * (gaps[1:] + gaps[:-1])).sum() / 2)
    top = 1 - float(np.interp(1 - share, agents, gaps))
    return Concentration(agents, gaps, 1 - 2 * area, top, share)
