"""Pairs of the same agent tell less than as many of different ones."""

import numpy as np
from numpy.typing import ArrayLike


def design_effect(sizes: ArrayLike, correlation: float) -> float:
    """By how much the variance of the mean difference grows when pairs share agents.

    Args:
        sizes: Pairs of each agent, whole numbers from 1.
        correlation: Of the differences of two pairs of one agent, from 0 to 1.

    Returns:
        1 + (m - 1) rho with m the mean size as a pair meets it, sum of squares over sum;
        with equal sizes the usual formula.

    Raises:
        ValueError: A number is outside.

    Source:
        Kish (1965), Survey Sampling, 5.4; unequal sizes: Donner and Klar (2000), 5.3.
    """
    given = np.asarray(sizes, dtype=np.float64)
    if given.size == 0 or np.any(given < 1) or np.any(given != np.floor(given)):
        raise ValueError("sizes must be whole numbers from 1, one an agent")
    if not 0 <= correlation <= 1:
        raise ValueError("correlation must be from 0 to 1")
    met = float((given**2).sum() / given.sum())
    return 1 + (met - 1) * correlation


def effective_pairs(pairs: int, effect: float) -> int:
    """Independent pairs that tell as much as these; at least one.

    Raises:
        ValueError: The design effect is below 1.
    """
    if effect < 1:
        raise ValueError("a design effect is at least 1")
    return max(1, int(pairs / effect))
