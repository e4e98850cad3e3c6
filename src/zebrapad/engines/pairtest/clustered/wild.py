"""The wild cluster bootstrap: for few agents, or agents of very unequal size."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.clustered.robust import sums

Numbers = NDArray[np.float64]
BATCH = 2**21  # weights drawn at once
MOST_ALL = 12  # agents for which all signs are gone through


class Signs(StrEnum):
    """By what an agent's pairs are multiplied.

    Attributes:
        RADEMACHER: 1 or -1; with few agents all of them are gone through.
        WEBB: Six values, for so few agents that signs alone give too few different draws.
    """

    RADEMACHER = "rademacher"
    WEBB = "webb"


WEBB = np.sqrt([0.5, 1.0, 1.5])


@dataclass(frozen=True, slots=True)
class Wild:
    """A bootstrap test of no difference.

    Attributes:
        t: The difference over its error (CR1).
        p: Two-sided: share of draws with a t at least as far from 0.
        draws: How many; all of them where `whole`.
        whole: Whether every sign was gone through, so that nothing is left to chance.
    """

    t: float
    p: float
    draws: int
    whole: bool


def wild_bootstrap(
    difference: ArrayLike,
    agent: ArrayLike,
    rng: np.random.Generator,
    *,
    draws: int = 9_999,
    signs: Signs = Signs.RADEMACHER,
) -> Wild:
    """Test that the mean difference is 0, with no difference imposed on the draws.

    A draw multiplies all pairs of an agent by one weight. Its t follows from two sums over
    agents, so that a draw costs two products and no fit.

    Args:
        difference: Control minus test of each pair, shape (pairs,).
        agent: Who answered, shape (pairs,).
        rng: Where the weights come from.
        draws: How many; with up to twelve agents and signs, all of them instead.
        signs: Which weights.

    Raises:
        ValueError: Fewer than two agents, no spread between them, or draws below 1.

    Source:
        Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90, 414-427;
        six points: Webb (2023), Canadian Journal of Economics 56, 839-858.
    """
    total, size = sums(difference, agent)
    if total.size < 2 or draws < 1:
        raise ValueError("there must be at least two agents, and draws from 1")
    own = np.ones((1, total.size))
    seen = float(_t(own, total, size)[0])
    if not np.isfinite(seen):
        raise ValueError("the agents do not differ: there is no error to compare with")
    whole = signs is Signs.RADEMACHER and total.size <= MOST_ALL
    if whole:
        every = np.array(list(product((1.0, -1.0), repeat=total.size)))
        far = np.abs(_t(every, total, size)) >= abs(seen) * (1 - 1e-9)
        return Wild(seen, float(far.mean()), len(every), whole=True)
    far_drawn, left = 0, draws
    while left:
        batch = min(left, max(1, BATCH // total.size))
        weights = _weights(rng, (batch, total.size), signs)
        far_drawn += int(np.sum(np.abs(_t(weights, total, size)) >= abs(seen) * (1 - 1e-9)))
        left -= batch
    return Wild(seen, (far_drawn + 1) / (draws + 1), draws, whole=False)


def _weights(rng: np.random.Generator, shape: tuple[int, int], signs: Signs) -> Numbers:
    drawn = np.asarray(2.0 * rng.integers(0, 2, shape) - 1, dtype=np.float64)
    return drawn * WEBB[rng.integers(0, 3, shape)] if signs is Signs.WEBB else drawn


def _t(weights: Numbers, total: Numbers, size: Numbers) -> Numbers:
    """t of each row of weights; infinite where agents do not differ."""
    n, agents = size.sum(), total.size
    mean = weights @ total / n
    across = (
        weights**2 @ total**2 - 2 * mean * (weights @ (total * size)) + mean**2 * (size**2).sum()
    )
    error = np.sqrt(np.maximum(across, 0) * agents / (agents - 1)) / n
    found: Numbers = np.divide(mean, error, out=np.full_like(mean, np.inf), where=error > 1e-12)
    return found
