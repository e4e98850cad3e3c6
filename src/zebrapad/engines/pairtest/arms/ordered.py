"""Answers on an ordered scale, two arms; a higher place is a better answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr, chdtrc, gammaln, stdtrit

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
        bhapkar: Bhapkar's: a larger statistic from the same difference; NaN where every pair
            moves so alike that it knows no variance.
        df: Rank of the matrix of both: levels less one, and less one for every further group
            of levels between which no pair moves.
        p_stuart_maxwell: By the chi-square law.
        p_bhapkar: Likewise; NaN where the statistic is.
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
        error: Standard error, pairs taken as independent; 0 where all pairs differ alike.
        interval: By Student's law with pairs less one; a point where the error is 0.
        p: Two-sided, over all flips of the signs of the differences, exact.
    """

    difference: float
    error: float
    interval: tuple[float, float]
    p: float


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

    Only pairs with two answers that differ tell anything; with none p is 1. The order of the
    levels is of no matter here: see `superiority` and `scores`.

    Args:
        control: Place of the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        levels: How many levels the scale has.

    Raises:
        ValueError: Places outside the scale.

    Source:
        Stuart (1955), Biometrika 42, 412-416; Maxwell (1970), British Journal of
        Psychiatry 116, 651-655; Bhapkar (1966), Journal of the American Statistical
        Association 61, 228-235, as S / (1 - S / n): Agresti (2013), 11.3.
    """
    y, x = _pairs(control, test, levels)
    table = np.bincount(levels * y + x, minlength=levels**2).reshape(levels, levels)
    apart = (table.sum(axis=1) - table.sum(axis=0)).astype(np.float64)
    spread = -(table + table.T).astype(np.float64)
    np.fill_diagonal(spread, 0)
    np.fill_diagonal(spread, -spread.sum(axis=1))
    df, n = int(np.linalg.matrix_rank(spread)), len(y)
    statistic = float(apart @ np.linalg.pinv(spread, hermitian=True) @ apart)
    certain = statistic < n * (1 - 1e-9)
    stronger = statistic / (1 - statistic / n) if certain else float("nan")
    return Homogeneity(
        table=table,
        stuart_maxwell=statistic,
        bhapkar=stronger,
        df=df,
        p_stuart_maxwell=float(chdtrc(df, statistic)) if df else 1.0,
        p_bhapkar=float(chdtrc(df, stronger)) if df else 1.0,
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

    Source:
        Dixon and Mood (1946), Journal of the American Statistical Association 41, 557-566;
        the interval: Tango (1998), Statistics in Medicine 17, 891-908.
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
        ValueError: Places outside the scale, a single pair, or no level between 0 and 1.

    Source:
        Student (1908), Biometrika 6, 1-25; the flips: Fisher (1935), The Design of
        Experiments, section 21, in closed form by size of the difference.
    """
    y, x = _pairs(control, test, levels)
    if len(y) < 2:
        raise ValueError("there must be at least two pairs")
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    d = y - x
    error = float(d.std(ddof=1) / np.sqrt(len(d)))
    half = float(stdtrit(len(d) - 1, (1 + level) / 2)) * error
    mean = float(d.mean())
    return Scores(mean, error, (mean - half, mean + half), _flipped(d))


def _flipped(d: Counts) -> float:
    """Two-sided p of the sum over all flips: the law of the steps up, size by size."""
    sizes = np.abs(d)
    law = np.ones(1)
    for size in range(1, int(sizes.max()) + 1):
        count = int(np.count_nonzero(sizes == size))
        spaced = np.zeros(count * size + 1)
        spaced[::size] = _halves(count)
        law = np.convolve(law, spaced)
    sums = 2 * np.arange(len(law)) - int(sizes.sum())
    return min(1.0, float(law[np.abs(sums) >= abs(int(d.sum()))].sum()))


def _halves(count: int) -> Numbers:
    """The binomial law with even odds, shape (count + 1,)."""
    k = np.arange(count + 1)
    logs = gammaln(count + 1) - gammaln(k + 1) - gammaln(count - k + 1) - count * np.log(2)
    law: Numbers = np.exp(logs)
    return law


def thresholds(control: ArrayLike, test: ArrayLike, levels: int) -> list[Cells]:
    """Four cells at every threshold: an answer at place 1 or above, 2 or above, and so on.

    Args:
        control: Place of the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        levels: How many levels the scale has.

    Returns:
        Levels less one; `paired.describe` gives the difference and interval of each.

    Raises:
        ValueError: Places outside the scale.
    """
    y, x = _pairs(control, test, levels)
    return [from_outcomes(y >= place, x >= place) for place in range(1, levels)]
