"""Several tests at once: which still count."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


def holm(p: ArrayLike) -> Numbers:
    """Adjusted p-values that keep the chance of any false finding at the level.

    Args:
        p: p-values of any dependence, shape (m,).

    Returns:
        Adjusted p-values in the same order; compare with the level.

    Raises:
        ValueError: A p-value outside 0 to 1, or none.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    given, order = _sorted(p)
    m = len(given)
    stepped = np.maximum.accumulate(given[order] * (m - np.arange(m)))
    return _returned(stepped, order)


def benjamini_hochberg(p: ArrayLike) -> Numbers:
    """Adjusted p-values that keep the expected share of false findings at the level.

    Args:
        p: p-values, independent or positively dependent, shape (m,).

    Returns:
        Adjusted p-values in the same order; compare with the rate.

    Raises:
        ValueError: A p-value outside 0 to 1, or none.

    Source:
        Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57,
        289-300.
    """
    given, order = _sorted(p)
    m = len(given)
    stepped = given[order] * m / np.arange(1, m + 1)
    return _returned(np.minimum.accumulate(stepped[::-1])[::-1], order)


def _sorted(p: ArrayLike) -> tuple[Numbers, NDArray[np.int64]]:
    given = np.asarray(p, dtype=np.float64)
    if given.ndim != 1 or not len(given) or not np.all((given >= 0) & (given <= 1)):
        raise ValueError("p-values must be numbers from 0 to 1, at least one")
    return given, np.argsort(given, kind="stable")


def _returned(stepped: Numbers, order: NDArray[np.int64]) -> Numbers:
    adjusted = np.empty_like(stepped)
    adjusted[order] = np.minimum(stepped, 1)
    return adjusted
