"""Does the difference fade when an agent has seen the signal before?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.threats.estimated import Estimated, clustered, estimated

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Attenuation:
    """The difference by how many pairs with the signal the agent got before.

    Attributes:
        at_first: Difference at first contact, from a straight line over all pairs.
        slope: Change of the difference for each earlier pair; towards 0 where agents who
            notice a test even out their answers.
        first_only: Mean difference of first contacts alone: no line is supposed; None
            where fewer than two pairs were a first contact.
        overall: Mean difference of all pairs, as it is usually reported.
        earlier: The numbers of earlier pairs that occur, rising, shape (s,).
        pairs: Pairs with each, shape (s,).
        means: Mean difference with each, shape (s,).
        clusters: Number of agents.
    """

    at_first: Estimated
    slope: Estimated
    first_only: Estimated | None
    overall: Estimated
    earlier: NDArray[np.int64]
    pairs: NDArray[np.int64]
    means: Numbers
    clusters: int


def attenuation(
    difference: ArrayLike, earlier: ArrayLike, agent: ArrayLike, *, level: float = 0.95
) -> Attenuation:
    """Fading of the difference over repeated signals to one agent.

    The order in which an agent's listings came must have nothing to do with how it would
    have answered: take only designs that drew which listing got which ground.

    Args:
        difference: Control minus test of each pair, -1, 0 or 1, shape (n,).
        earlier: Pairs with a rare signal that its agent got before, from 0.
        agent: Who answered, any labels.
        level: Of the intervals.

    Raises:
        ValueError: Unequal lengths, other values, fewer than two agents, or no variation
            in `earlier`.

    Source:
        Balfe, Button, Penn and Schwegman (2021), NBER working paper 28718 (why); cluster
        sandwich: Liang and Zeger (1986), Biometrika 73, 13-22, with t on G - 1.
    """
    d, dose = np.asarray(difference, dtype=np.float64), np.asarray(earlier)
    names, at = np.unique(np.asarray(agent), return_inverse=True)
    if not (d.shape == dose.shape == at.shape) or d.ndim != 1:
        raise ValueError("difference, earlier and agent need one value a pair")
    if not np.all((d == 0) | (np.abs(d) == 1)) or dose.dtype.kind not in "iu" or np.any(dose < 0):
        raise ValueError("difference must be -1, 0 or 1, earlier whole numbers from 0")
    if len(names) < 2 or len(np.unique(dose)) < 2:
        raise ValueError("at least two agents and two numbers of earlier pairs are needed")
    line, spread = _fitted(np.column_stack([np.ones(len(d)), dose]), d, at)
    mean, around = _fitted(np.ones((len(d), 1)), d, at)
    df = float(len(names) - 1)
    doses, place = np.unique(dose, return_inverse=True)
    pairs = np.bincount(place)
    return Attenuation(
        at_first=estimated(float(line[0]), float(spread[0, 0]), level, df),
        slope=estimated(float(line[1]), float(spread[1, 1]), level, df),
        first_only=_first(d[dose == 0], at[dose == 0], level),
        overall=estimated(float(mean[0]), float(around[0, 0]), level, df),
        earlier=doses.astype(np.int64),
        pairs=pairs.astype(np.int64),
        means=np.bincount(place, weights=d) / pairs,
        clusters=len(names),
    )


def _first(d: Numbers, at: NDArray[np.int64], level: float) -> Estimated | None:
    names, place = np.unique(at, return_inverse=True)
    if len(names) < 2:
        return None
    mean, spread = _fitted(np.ones((len(d), 1)), d, place)
    return estimated(float(mean[0]), float(spread[0, 0]), level, float(len(names) - 1))


def _fitted(x: Numbers, y: Numbers, cluster: NDArray[np.int64]) -> tuple[Numbers, Numbers]:
    bread = np.linalg.inv(x.T @ x)
    fit = bread @ (x.T @ y)
    spread: Numbers = bread @ clustered(x * (y - x @ fit)[:, None], cluster) @ bread
    return fit, spread
