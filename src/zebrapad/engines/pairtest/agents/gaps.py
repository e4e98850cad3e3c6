"""How differently each agent treated the two persons, and how surely that is known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs counted by agent.

    Attributes:
        agent: Names or numbers of the agents, sorted, shape (J,).
        only_control: Pairs in which only the control person was invited, shape (J,).
        only_test: Pairs in which only the test person was invited, shape (J,).
        pairs: Pairs, shape (J,).
    """

    agent: NDArray[Any]
    only_control: Counts
    only_test: Counts
    pairs: Counts

    @property
    def discordant(self) -> Counts:
        """Pairs in which one was invited and the other not, shape (J,)."""
        return self.only_control + self.only_test


@dataclass(frozen=True, slots=True)
class Gaps:
    """Mean difference of each agent's pairs.

    Attributes:
        pairs: Pairs, shape (J,).
        difference: Control minus test, a share of all pairs of the agent, shape (J,).
        se: Standard error of it from the agent's own pairs, shape (J,); NaN where there is
            one pair, and 0 where all pairs are alike: then it is no measure of what is known.
        pooled_se: Standard error with the variance within agents taken as one, shape (J,);
            NaN where no agent has two pairs.
    """

    pairs: Counts
    difference: Floats
    se: Floats
    pooled_se: Floats


def tally(difference: ArrayLike, agent: ArrayLike) -> Tally:
    """Count the pairs of each agent.

    Args:
        difference: Control minus test of each pair: -1, 0 or 1, shape (n,).
        agent: Who answered, shape (n,).

    Raises:
        ValueError: The shapes differ, there are no pairs, or a difference is none of the three.
    """
    d, label = _pairs(difference, agent)
    if not np.all(np.isin(d, (-1.0, 0.0, 1.0))):
        raise ValueError("difference must be -1, 0 or 1: control minus test of one pair")
    names, of = np.unique(label, return_inverse=True)
    pairs = np.bincount(of)
    control = np.bincount(of[d > 0], minlength=names.size)
    return Tally(names, control, np.bincount(of[d < 0], minlength=names.size), pairs)


def tallied(only_control: ArrayLike, only_test: ArrayLike, pairs: ArrayLike) -> Tally:
    """Counts by agent, checked; the agents are numbered from 0.

    Args:
        only_control: Whole numbers from 0, shape (J,).
        only_test: The same.
        pairs: Whole numbers from 1, and at least the sum of the two before.

    Raises:
        ValueError: The shapes differ, a count is not whole, or they contradict each other.
    """
    given = {"only_control": only_control, "only_test": only_test, "pairs": pairs}
    b, c, n = (_whole(name, value) for name, value in given.items())
    if not b.shape == c.shape == n.shape or b.size == 0:
        raise ValueError("only_control, only_test and pairs need one number an agent, of one shape")
    if np.any(n < 1) or np.any(b + c > n):
        raise ValueError("an agent has at least one pair, and no more discordant pairs than pairs")
    return Tally(np.arange(b.size), b, c, n)


def gaps(difference: ArrayLike, agent: ArrayLike) -> Gaps:
    """Gap of each agent from pairs; differences may be any numbers, such as steps of a scale.

    Args:
        difference: Control minus test of each pair, shape (n,).
        agent: Who answered, shape (n,); agents come out sorted.

    Raises:
        ValueError: The shapes differ, there are no pairs, or a difference is not finite.

    Source:
        Kline, Rose and Walters (2022), Quarterly Journal of Economics 137, 1963-2036:
        theta_j = mean of d_ij, s_j^2 = sum (d_ij - theta_j)^2 / (n_j (n_j - 1)).
    """
    d, label = _pairs(difference, agent)
    names, of = np.unique(label, return_inverse=True)
    pairs = np.bincount(of, minlength=names.size)
    mean: Floats = np.bincount(of, weights=d) / pairs
    within = np.bincount(of, weights=np.square(d - mean[of])).astype(np.float64)
    return _gaps(pairs, mean, within)


def gaps_of(counted: Tally) -> Gaps:
    """Gap of each agent from counts: theta = (b - c) / n, s^2 = ((b + c)/n - theta^2) / (n - 1)."""
    n: Floats = counted.pairs.astype(np.float64)
    mean = (counted.only_control - counted.only_test) / n
    within: Floats = counted.discordant - n * np.square(mean)
    return _gaps(counted.pairs, mean, np.maximum(within, 0.0))


def _gaps(pairs: Counts, mean: Floats, within: Floats) -> Gaps:
    freedom = pairs - 1
    own = np.full(mean.shape, np.nan)
    np.divide(within, pairs * freedom, out=own, where=freedom > 0)
    total = int(freedom.sum())
    pooled = float(within.sum()) / total if total else np.nan
    return Gaps(pairs, mean, np.sqrt(own), np.sqrt(pooled / pairs))


def _pairs(difference: ArrayLike, agent: ArrayLike) -> tuple[Floats, NDArray[Any]]:
    d: Floats = np.asarray(difference, dtype=np.float64)
    label: NDArray[Any] = np.asarray(agent)
    if d.ndim != 1 or d.shape != label.shape or d.size == 0:
        raise ValueError(
            f"difference and agent need one value a pair; shapes are {d.shape} and {label.shape}"
        )
    if not np.all(np.isfinite(d)):
        raise ValueError("difference must be finite: take out pairs whose outcome is not known")
    return d, label


def _whole(name: str, value: ArrayLike) -> Counts:
    given: NDArray[Any] = np.asarray(value)
    if (
        given.ndim != 1
        or given.dtype.kind not in "iuf"
        or not np.all((given == np.floor(given)) & (given >= 0))
    ):
        raise ValueError(f"{name} must be whole numbers from 0, one an agent")
    return given.astype(np.int64)
