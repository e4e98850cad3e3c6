"""The mean difference of pairs that share agents, with a variance that knows it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

Numbers = NDArray[np.float64]


class Variance(StrEnum):
    """How the residuals of an agent are corrected.

    Attributes:
        CR0: Not at all; too small for few agents.
        CR1: Times G / (G - 1).
        CR2: For their own share of the mean: unbiased if pairs were independent. The default.
        CR3: The jackknife over agents, but for a factor; careful.
    """

    CR0 = "cr0"
    CR1 = "cr1"
    CR2 = "cr2"
    CR3 = "cr3"


@dataclass(frozen=True, slots=True)
class Robust:
    """A mean difference with what pairs of one agent have in common taken into account.

    Attributes:
        difference: Control minus test, a fraction of 1 where outcomes are 0 and 1.
        error: Standard error.
        df: Degrees of freedom of t.
        p: Two-sided, of no difference.
        interval: Of the difference.
        level: Its confidence level.
        agents: Number of agents.
        pairs: Number of pairs.
        effect: Variance over that of as many independent pairs: the design effect.
        variance: Which correction.
    """

    difference: float
    error: float
    df: float
    p: float
    interval: tuple[float, float]
    level: float
    agents: int
    pairs: int
    effect: float
    variance: Variance


def sums(difference: ArrayLike, agent: ArrayLike) -> tuple[Numbers, Numbers]:
    """Sum of differences and number of pairs of each agent.

    Args:
        difference: Control minus test of each pair, shape (n,).
        agent: Who answered, shape (n,); whole numbers from 0 are counted without sorting.

    Raises:
        ValueError: The shapes differ, a difference is not finite, or there are no pairs.
    """
    d, who = np.asarray(difference, dtype=np.float64), np.asarray(agent)
    if d.ndim != 1 or d.shape != who.shape or not d.size or not np.isfinite(d).all():
        raise ValueError("difference and agent need one finite number and one agent a pair")
    if who.dtype.kind not in "iu" or who.min() < 0 or who.max() > 4 * who.size:
        who = np.unique(who, return_inverse=True)[1]
    counts = np.bincount(who)
    there = counts > 0
    total = np.asarray(np.bincount(who, weights=d), dtype=np.float64)
    return total[there], counts[there].astype(np.float64)


def robust(
    difference: ArrayLike,
    agent: ArrayLike,
    *,
    variance: Variance = Variance.CR2,
    level: float = 0.95,
) -> Robust:
    """The mean difference with a cluster-robust variance over agents.

    Equal to a linear model with an effect for each pair. Degrees of freedom: Satterthwaite's
    for CR2, else agents less one.

    Args:
        difference: Control minus test of each pair, shape (n,).
        agent: Who answered, shape (n,).
        variance: How residuals are corrected.
        level: Confidence level.

    Raises:
        ValueError: Fewer than two agents, or arrays that don't fit.

    Source:
        Liang and Zeger (1986), Biometrika 73, 13-22; CR2 and CR3: Bell and McCaffrey (2002),
        Survey Methodology 28, 169-181; degrees of freedom: Pustejovsky and Tipton (2018),
        Journal of Business and Economic Statistics 36, 672-683.
    """
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    total, size = sums(difference, agent)
    if total.size < 2:
        raise ValueError("there must be pairs of at least two agents")
    n = size.sum()
    mean = float(total.sum() / n)
    squares = float(np.square(np.asarray(difference, dtype=np.float64)).sum())
    error = float(np.sqrt(_sandwich(total - size * mean, size, variance)) / n)
    df = _satterthwaite(size) if variance is Variance.CR2 else float(total.size - 1)
    half = float(stdtrit(df, (1 + level) / 2)) * error
    apart = max(squares / n - mean**2, 0.0) / max(n - 1, 1)
    return Robust(
        difference=mean,
        error=error,
        df=df,
        p=_two_sided(mean, error, df),
        interval=(mean - half, mean + half),
        level=level,
        agents=total.size,
        pairs=int(n),
        effect=error**2 / apart if apart > 0 else float("nan"),
        variance=variance,
    )


def _two_sided(mean: float, error: float, df: float) -> float:
    if error == 0:
        return 1.0 if mean == 0 else 0.0
    return float(2 * stdtr(df, -abs(mean / error)))


def _sandwich(left: Numbers, size: Numbers, variance: Variance) -> Any:
    """Sum of squared corrected residual sums of agents."""
    rest = 1 - size / size.sum()
    if variance is Variance.CR1:
        return (left**2).sum() * left.size / (left.size - 1)
    power = {Variance.CR0: 0, Variance.CR2: 1, Variance.CR3: 2}[variance]
    return (left**2 / rest**power).sum()


def _satterthwaite(size: Numbers) -> float:
    """(tr O)^2 / tr O^2 with O the covariance of the agents' parts under independent pairs.

    For a mean O has m / n^2 on its diagonal and -m m' / (n^3 sqrt((1 - m/n)(1 - m'/n))) beside.
    """
    n = size.sum()
    own = (size**2).sum() / n**4
    part = size**2 / (1 - size / n)
    beside = (part.sum() ** 2 - (part**2).sum()) / n**6
    return float(1 / n**2 / (own + beside))
