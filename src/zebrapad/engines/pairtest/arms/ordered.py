"""Answers on an ordered scale, two arms."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, chdtrc, ndtri

from zebrapad.engines.pairtest.cells import Cells, cells, from_outcomes
from zebrapad.engines.pairtest.paired import Interval, tango

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Tests that both arms get each answer as often.

    Attributes:
        table: Pairs by answer to control and to test, shape (levels, levels).
        stuart_maxwell: Statistic of Stuart and Maxwell.
        bhapkar: Bhapkar's: a larger statistic from the same difference.
        df: Levels that anyone got, less one.
        p_stuart_maxwell: By the chi-square law.
        p_bhapkar: Likewise.
    """

    table: Counts
    stuart_maxwell: float
    bhapkar: float
    df: int
    p_stuart_maxwell: float
    p_bhapkar: float


@dataclass(frozen=True, slots=True)
class Superiority:
    """Who was answered better.

    Attributes:
        better: Pairs in which the control person was answered better.
        worse: Pairs in which the test person was.
        alike: Pairs in which both got the same answer.
        difference: (better - worse) / pairs.
        interval: Tango's, of that.
        p: Exact two-sided sign test.
    """

    better: int
    worse: int
    alike: int
    difference: float
    interval: Interval
    p: float


@dataclass(frozen=True, slots=True)
class Scores:
    """Mean places on the scale.

    Attributes:
        difference: Control minus test, in places.
        error: Standard error, pairs taken as independent.
        interval: By the normal law.
    """

    difference: float
    error: float
    interval: tuple[float, float]


def _pairs(control: ArrayLike, test: ArrayLike, levels: int) -> tuple[Counts, Counts]:
    y, x = np.asarray(control), np.asarray(test)
    if y.ndim != 1 or y.shape != x.shape or not y.size or levels < 2:
        raise ValueError("control and test need one place a pair each, on at least two levels")
    both = np.concatenate([y, x])
    if not np.all((both == np.floor(both)) & (both >= 0) & (both < levels)):
        raise ValueError(f"places must be whole numbers from 0 to {levels - 1}")
    return y.astype(np.int64), x.astype(np.int64)


def homogeneity(control: ArrayLike, test: ArrayLike, levels: int) -> Homogeneity:
    """Do both arms get each answer as often?

    Levels that nobody got are left out. The order of the levels is of no matter here: see
    `superiority` and `scores`.

    Args:
        control: Place of the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        levels: How many levels the scale has.

    Raises:
        ValueError: Places outside the scale, or fewer than two levels that anyone got.

    Source:
        Stuart (1955), Biometrika 42, 412-416; Maxwell (1970), British Journal of
        Psychiatry 116, 651-655; Bhapkar (1966), Journal of the American Statistical
        Association 61, 228-235, as S / (1 - S / n): Agresti (2013), 11.3.
    """
    y, x = _pairs(control, test, levels)
    table = np.bincount(levels * y + x, minlength=levels**2).reshape(levels, levels)
    got = (table.sum(axis=0) + table.sum(axis=1)) > 0
    used = table[np.ix_(got, got)].astype(np.float64)
    if len(used) < 2:
        raise ValueError("everyone got the same answer: there is nothing to compare")
    apart = (used.sum(axis=1) - used.sum(axis=0))[:-1]
    spread = -(used + used.T)
    np.fill_diagonal(spread, used.sum(axis=1) + used.sum(axis=0) - 2 * np.diag(used))
    statistic = float(apart @ np.linalg.pinv(spread[:-1, :-1]) @ apart)
    n, df = float(used.sum()), len(used) - 1
    stronger = statistic / (1 - statistic / n) if statistic < n else float("inf")
    return Homogeneity(
        table=table,
        stuart_maxwell=statistic,
        bhapkar=stronger,
        df=df,
        p_stuart_maxwell=float(chdtrc(df, statistic)),
        p_bhapkar=float(chdtrc(df, stronger)),
    )


def superiority(
    control: ArrayLike, test: ArrayLike, levels: int, level: float = 0.95
) -> Superiority:
    """How much more often is the control person answered better than worse?

    Args:
        control: Place of the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        levels: How many levels the scale has.
        level: Confidence level.

    Raises:
        ValueError: Places outside the scale.
    """
    y, x = _pairs(control, test, levels)
    better, worse = int(np.count_nonzero(y > x)), int(np.count_nonzero(y < x))
    alike = len(y) - better - worse
    least = float(min(better, worse))
    p = min(1.0, 2 * float(bdtr(least, better + worse, 0.5))) if better + worse else 1.0
    interval = tango(cells(0, better, worse, alike), level)
    return Superiority(better, worse, alike, (better - worse) / len(y), interval, p)


def scores(control: ArrayLike, test: ArrayLike, levels: int, level: float = 0.95) -> Scores:
    """The difference in mean places, each step of the scale taken as large as every other.

    Args:
        control: Place of the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        levels: How many levels the scale has.
        level: Confidence level.

    Raises:
        ValueError: Places outside the scale, or a single pair.
    """
    y, x = _pairs(control, test, levels)
    if len(y) < 2:
        raise ValueError("there must be at least two pairs")
    d = y - x
    error = float(d.std(ddof=1) / np.sqrt(len(d)))
    half = float(ndtri((1 + level) / 2)) * error
    mean = float(d.mean())
    return Scores(mean, error, (mean - half, mean + half))


def thresholds(control: ArrayLike, test: ArrayLike, levels: int) -> list[Cells]:
    """Four cells at every threshold: an answer at place 1 or above, 2 or above, and so on.

    Args:
        control: Place of the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        levels: How many levels the scale has.
    """
    y, x = _pairs(control, test, levels)
    return [from_outcomes(y >= place, x >= place) for place in range(1, levels)]
