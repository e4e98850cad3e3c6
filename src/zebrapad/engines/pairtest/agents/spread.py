"""How much agents differ beyond chance: the variance of their gaps without the noise."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.agents.gaps import Floats, Gaps


@dataclass(frozen=True, slots=True)
class Spread:
    """Variance of the agents' true gaps.

    Attributes:
        variance: Unbiased; below 0 when the agents differ less than chance alone would make them.
        se: Jackknife standard error over agents; NaN with two agents.
        sd: Root of the variance; 0 where the variance is not above 0.
        naive: Variance of the estimated gaps, noise included; NaN for split halves.
        mean: Mean gap, every agent counting once.
        mean_se: Standard error of that mean over agents.
        agents: Agents it rests on: those with two pairs, or with pairs in both halves.
        left_out: Agents with too few pairs to count.
    """

    variance: float
    se: float
    sd: float
    naive: float
    mean: float
    mean_se: float
    agents: int
    left_out: int


def between(found: Gaps) -> Spread:
    """Bias-corrected variance between agents: Var(theta_hat) - mean(s^2).

    It is the same number as the U-statistic over pairs of one agent, which is the mean of all
    ways to split the pairs.

    Args:
        found: Gaps; agents with one pair are left out.

    Raises:
        ValueError: Fewer than two agents have two pairs.

    Source:
        Kline, Rose and Walters (2022), QJE 137, 1963-2036; the U-statistic
        sum_{p != q} d_jp d_jq / (n_j (n_j - 1)) estimates theta_j^2: Hoeffding (1948).
    """
    used = found.pairs >= 2
    count = int(used.sum())
    if count < 2:
        raise ValueError("at least two agents need two pairs; otherwise nothing can be said")
    theta, noise = found.difference[used], np.square(found.se[used])
    return _spread(theta, theta, noise, used.size - count)


def split(difference: ArrayLike, agent: ArrayLike, half: ArrayLike) -> Spread:
    """Covariance of the agents' gaps over two halves, such as two rounds: what persists.

    Args:
        difference: Control minus test of each pair, shape (n,).
        agent: Who answered, shape (n,).
        half: 0 or 1 for each pair, shape (n,); agents without pairs in both are left out.

    Raises:
        ValueError: The shapes differ, half is neither 0 nor 1, or fewer than two agents have both.

    Source:
        Kline, Rose and Walters (2022), QJE 137, 1963-2036, on how stable gaps are over time.
    """
    d = np.asarray(difference, dtype=np.float64)
    label: NDArray[Any] = np.asarray(agent)
    second: NDArray[Any] = np.asarray(half)
    if d.ndim != 1 or not d.shape == label.shape == second.shape:
        raise ValueError("difference, agent and half need one value a pair")
    if not np.all(np.isin(second, (0, 1))):
        raise ValueError("half must be 0 or 1")
    names, of = np.unique(label, return_inverse=True)
    sums, counts = np.zeros((2, names.size)), np.zeros((2, names.size))
    for side in (0, 1):
        sums[side] = np.bincount(of[second == side], d[second == side], names.size)
        counts[side] = np.bincount(of[second == side], minlength=names.size)
    both = np.all(counts > 0, axis=0)
    if both.sum() < 2:
        raise ValueError("at least two agents need pairs in both halves")
    first, last = sums[:, both] / counts[:, both]
    return _spread(first, last, None, int((~both).sum()))


def halves(agent: ArrayLike, rng: np.random.Generator) -> NDArray[np.int64]:
    """A random half of each agent's pairs: 0 or 1 a pair, for `split`.

    Args:
        agent: Who answered, shape (n,).
        rng: Draws which pairs; an odd pair goes to the first half.
    """
    label: NDArray[Any] = np.asarray(agent)
    _names, of = np.unique(label, return_inverse=True)
    shuffled = np.lexsort((rng.random(of.size), of))
    starts = np.concatenate(([0], np.cumsum(np.bincount(of))))
    place = np.empty(of.size, dtype=np.int64)
    place[shuffled] = np.arange(of.size) - starts[of[shuffled]]
    return place % 2


def _spread(x: Floats, y: Floats, noise: Floats | None, left_out: int) -> Spread:
    count = x.size
    centred = (x - x.mean()) * (y - y.mean())
    biased = 0.0 if noise is None else float(noise.mean())
    naive = float(centred.sum()) / (count - 1)
    middle = (x + y) / 2
    variance = naive - biased
    return Spread(
        variance=variance,
        se=_jackknife(centred, noise),
        sd=float(np.sqrt(max(variance, 0.0))),
        naive=np.nan if noise is None else naive,
        mean=float(middle.mean()),
        mean_se=float(middle.std(ddof=1) / np.sqrt(count)),
        agents=count,
        left_out=left_out,
    )


def _jackknife(centred: Floats, noise: Floats | None) -> float:
    count = centred.size
    if count < 3:
        return np.nan
    # A sum of products about the mean loses J/(J-1) times its own term when one agent goes.
    without = (centred.sum() - centred * count / (count - 1)) / (count - 2)
    if noise is not None:
        without = without - (noise.sum() - noise) / (count - 1)
    return float(np.sqrt((count - 1) / count * np.square(without - without.mean()).sum()))
