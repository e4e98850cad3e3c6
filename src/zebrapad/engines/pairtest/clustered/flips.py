"""Agents' signs flipped: the law of a sum when nothing depends on who is control."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.clustered.robust import sums

Numbers = NDArray[np.float64]
LONGEST_LAW = 4_000_000
BATCH = 2**22  # signs drawn at once


@dataclass(frozen=True, slots=True)
class Flips:
    """A randomisation test over agents.

    Attributes:
        statistic: Sum of all differences.
        p: Two-sided: chance of a sum at least as far from 0 when each agent's sum may as
            well have the other sign.
        draws: How many were drawn; 0 for the exact law.
    """

    statistic: float
    p: float
    draws: int


def exact_flips(difference: ArrayLike, agent: ArrayLike) -> Flips:
    """The exact law of the sum, for differences that are whole numbers.

    Each agent's sum keeps or turns its sign, all of an agent's pairs together. The law is
    built up agent by agent; where sums are 1 or -1 it is the binomial law of McNemar's test.

    Args:
        difference: Control minus test of each pair, whole numbers, shape (n,).
        agent: Who answered, shape (n,).

    Raises:
        ValueError: A difference is no whole number, or the sums are too large for a law.

    Source:
        Fisher (1935), The Design of Experiments, 21; for groups: Canay, Romano and Shaikh
        (2017), Econometrica 85, 1013-1030.
    """
    total, _size = sums(difference, agent)
    whole = np.abs(np.rint(total)).astype(np.int64)
    if not np.array_equal(whole, np.abs(total)):
        raise ValueError("differences must be whole numbers; draw_flips takes any")
    whole = np.sort(whole[whole > 0])
    reach = int(whole.sum())
    if reach > LONGEST_LAW:
        raise ValueError(f"the sums of agents must be at most {LONGEST_LAW} together")
    seen = abs(int(np.rint(total.sum())))
    law, middle = np.zeros(2 * reach + 1), reach
    law[middle] = 1.0
    at = 0
    for step in whole.tolist():
        here = law[middle - at : middle + at + 1] / 2
        at += step
        law[middle - at : middle + at + 1] = 0
        law[middle - at : middle + at + 1 - 2 * step] += here
        law[middle - at + 2 * step : middle + at + 1] += here
    tail = law[middle + seen :].sum() + law[: middle - seen + 1].sum() if seen else 1.0
    return Flips(float(total.sum()), float(min(1.0, tail)), 0)


def draw_flips(
    difference: ArrayLike, agent: ArrayLike, rng: np.random.Generator, *, draws: int = 9_999
) -> Flips:
    """The same by drawing, for differences of any kind: hours, places on a scale.

    Args:
        difference: Control minus test of each pair, shape (n,).
        agent: Who answered, shape (n,).
        rng: Where the signs come from.
        draws: How many, from 1.

    Raises:
        ValueError: Draws are below 1.

    Source:
        What was seen counts as one of the draws: Phipson and Smyth (2010), Statistical
        Applications in Genetics and Molecular Biology 9, 39.
    """
    if draws < 1:
        raise ValueError("draws must be from 1")
    total, _size = sums(difference, agent)
    total = total[total != 0]
    whole = abs(float(np.sum(total)))
    far = 0
    left = draws
    while left and total.size:
        batch = min(left, max(1, BATCH // total.size))
        bits = np.frombuffer(rng.bytes(batch * ((total.size + 7) // 8)), dtype=np.uint8)
        signs = np.unpackbits(bits.reshape(batch, -1), axis=1, count=total.size)
        drawn = 2 * (signs.astype(np.float32) @ total.astype(np.float32)) - np.float32(total.sum())
        far += int(np.count_nonzero(np.abs(drawn) >= whole * (1 - 1e-6) - 1e-6))
        left -= batch
    if not total.size:
        far = draws
    return Flips(float(np.sum(total)), (far + 1) / (draws + 1), draws)
