"""A number with its error, interval and test, by the normal law or Student's t."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimated:
    """A number and how sure it is.

    Attributes:
        estimate: The number, a fraction of 1 unless said otherwise.
        error: Its standard error.
        interval: At the level asked for.
        p: Two-sided, of 0; 1 where estimate and error are both 0.
    """

    estimate: float
    error: float
    interval: tuple[float, float]
    p: float


def estimated(estimate: float, variance: float, level: float, df: float = np.inf) -> Estimated:
    """An estimate with its interval and p from a variance.

    Args:
        estimate: The number.
        variance: Its sampling variance, from 0.
        level: Of the interval.
        df: Degrees of freedom of t; infinite for the normal law.

    Raises:
        ValueError: The level is not between 0 and 1.
    """
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    error = float(np.sqrt(variance))
    half = (1 + level) / 2
    reach = float(ndtri(half) if np.isinf(df) else stdtrit(df, half)) * error
    if error == 0:
        p = 1.0 if estimate == 0 else 0.0
    else:
        below = -abs(estimate) / error
        p = float(2 * (ndtr(below) if np.isinf(df) else stdtr(df, below)))
    return Estimated(float(estimate), error, (estimate - reach, estimate + reach), p)


def clustered(pull: Numbers, cluster: NDArray[np.int64]) -> Numbers:
    """Covariance of sums from what each row adds to them, rows of one cluster together.

    Args:
        pull: What each row adds to each estimate beyond its mean, shape (rows, q).
        cluster: Number of the cluster of each row, from 0, shape (rows,).

    Source:
        Liang and Zeger (1986), Biometrika 73, 13-22, with G / (G - 1).
    """
    groups = int(cluster.max()) + 1
    sums = np.column_stack(
        [np.bincount(cluster, weights=column, minlength=groups) for column in pull.T]
    )
    return np.asarray(sums.T @ sums * (groups / (groups - 1)), dtype=np.float64)
