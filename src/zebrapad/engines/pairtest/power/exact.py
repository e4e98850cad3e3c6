"""Exact unconditional power of McNemar's test, the pairs it needs and the least it sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from zebrapad.engines.pairtest.power.forms import Test
from zebrapad.engines.pairtest.power.mass import Numbers, binomial_mass
from zebrapad.engines.pairtest.power.region import rejected_given
from zebrapad.engines.pairtest.power.search import MOST_PAIRS, pairs_from_which, smallest

AHEAD = 4.0  # longer than two teeth, which are about two square roots of the discordant pairs
STEP = 1e-6


@dataclass(frozen=True, slots=True)
class Shares:
    """What is supposed of a pair.

    Attributes:
        only_control: Share of pairs in which only the control person is invited.
        only_test: Share in which only the test person is.
    """

    only_control: float
    only_test: float

    def __post_init__(self) -> None:
        """Refuse what no pair can be."""
        least = min(self.only_control, self.only_test)
        if not (least >= 0 and 0 < self.only_control + self.only_test <= 1 + 1e-12):
            raise ValueError("shares must be from 0 and together at most 1, and not both 0")

    @property
    def discordant(self) -> float:
        """Share of pairs in which one was invited and the other not."""
        return min(1.0, self.only_control + self.only_test)

    @property
    def to_control(self) -> float:
        """Share of the discordant pairs in which the control person was invited."""
        return self.only_control / (self.only_control + self.only_test)

    @property
    def difference(self) -> float:
        """Control minus test, over all pairs."""
        return self.only_control - self.only_test


def of_difference(difference: float, discordant: float) -> Shares:
    """Shares from their difference and their sum.

    Raises:
        ValueError: The difference is larger than the discordant share.
    """
    if abs(difference) > discordant:
        raise ValueError("discordant must be at least as large as the difference")
    return Shares((discordant + difference) / 2, (discordant - difference) / 2)


def power(pairs: int, shares: Shares, *, alpha: float = 0.05, test: Test = Test.MIDP) -> float:
    """The chance that the test finds a difference, summed over all numbers of discordant pairs.

    Args:
        pairs: Independent pairs, from 1 to 10,000,000.
        shares: What is supposed of a pair.
        alpha: Two-sided level.
        test: Which form of McNemar's test.

    Raises:
        ValueError: A number is outside.

    Source:
        Duffy (1984), Biometrics 40, 1005-1015. Left out is a mass below 1e-12.
    """
    _check(pairs, alpha)
    return float(_powers(int(pairs), int(pairs), shares, alpha, test)[0])


def _check(pairs: int, alpha: float, wanted: float = 0.5) -> None:
    if not 1 <= pairs <= MOST_PAIRS:
        raise ValueError(f"pairs must be from 1 to {MOST_PAIRS}")
    if not 0 < alpha < 0.5:
        raise ValueError("alpha must be between 0 and 0.5")
    if not alpha < wanted < 1:
        raise ValueError("wanted must be between alpha and 1")


def _powers(first: int, last: int, shares: Shares, alpha: float, test: Test) -> Numbers:
    """Power of each number of pairs of a range.

    The test depends on the discordant pairs alone, so one more pair only moves their law:
    Pr(k; n + 1) = (1 - psi) Pr(k; n) + psi Pr(k - 1; n).
    """
    low, begin = binomial_mass(first, shares.discordant)
    high = low + begin.size - 1
    if last > first:
        beyond, end = binomial_mass(last, shares.discordant)
        high = beyond + end.size - 1
    refused = rejected_given(test, alpha, low, high, shares.to_control)
    chances = np.zeros(high - low + 1)
    chances[: begin.size] = begin
    found = np.empty(last - first + 1)
    for i in range(found.size):
        if i:
            moved = shares.discordant * chances[:-1]
            chances *= 1 - shares.discordant
            chances[1:] += moved
        found[i] = chances @ refused
    return np.minimum(found, 1.0)


def curve(
    pairs: ArrayLike, shares: Shares, *, alpha: float = 0.05, test: Test = Test.MIDP
) -> Numbers:
    """Power of each number of pairs, of the shape of `pairs`."""
    given = np.asarray(pairs)
    each = [power(int(n), shares, alpha=alpha, test=test) for n in given.flat]
    return np.array(each).reshape(given.shape)


def curves(
    pairs: ArrayLike, supposed: Sequence[Shares], *, alpha: float = 0.05, test: Test = Test.MIDP
) -> Numbers:
    """Several curves over the same numbers of pairs: one row for each of `supposed`."""
    return np.array([curve(pairs, shares, alpha=alpha, test=test) for shares in supposed])


def pairs_needed(
    shares: Shares, *, wanted: float = 0.8, alpha: float = 0.05, test: Test = Test.MIDP
) -> int:
    """The smallest number of pairs from which on the power stays at or above what is wanted.

    Exact power is a saw-tooth. Every number of pairs from the answer on is looked at, up to four
    spreads of the number of discordant pairs beyond it: longer than a tooth.

    Raises:
        ValueError: There is no difference, `wanted` is not between alpha and 1, or more than
            10,000,000 pairs are needed.
    """
    if shares.difference == 0:
        raise ValueError("without a difference there is nothing to find")
    _check(1, alpha, wanted)
    return pairs_from_which(
        lambda first, last: _powers(first, last, shares, alpha, test),
        wanted,
        lambda pairs: int(AHEAD * sqrt(pairs / shares.discordant)),
    )


def smallest_difference(
    pairs: int,
    only_test: float,
    *,
    wanted: float = 0.8,
    alpha: float = 0.05,
    test: Test = Test.MIDP,
) -> float:
    """The smallest difference that is found with the wanted power; NaN when there is none.

    Args:
        pairs: Independent pairs.
        only_test: Share in which only the test person is invited, from 0 to below 1.
        wanted: Power.
        alpha: Two-sided level.
        test: Which form of McNemar's test.

    Returns:
        A difference, at most a millionth too large.

    Raises:
        ValueError: A number is outside.
    """
    if not 0 <= only_test < 1:
        raise ValueError("only_test must be from 0 to below 1")
    _check(pairs, alpha, wanted)

    def enough(difference: float) -> bool:
        shares = Shares(only_test + difference, only_test)
        return power(pairs, shares, alpha=alpha, test=test) >= wanted

    part = _reach(wanted, alpha) ** 2 / pairs
    near = (part + sqrt(part * part + 8 * only_test * part)) / 2
    return smallest(enough, 1 - 2 * only_test, STEP, near)


def smallest_difference_of(
    pairs: int,
    discordant: float,
    *,
    wanted: float = 0.8,
    alpha: float = 0.05,
    test: Test = Test.MIDP,
) -> float:
    """The same when the share of discordant pairs is what is known, above 0 and at most 1.

    Raises:
        ValueError: A number is outside.
    """
    if not 0 < discordant <= 1:
        raise ValueError("discordant must be above 0 and at most 1")
    _check(pairs, alpha, wanted)

    def enough(difference: float) -> bool:
        shares = of_difference(difference, discordant)
        return power(pairs, shares, alpha=alpha, test=test) >= wanted

    near = _reach(wanted, alpha) * sqrt(discordant / pairs)
    return smallest(enough, discordant, STEP, near)


def _reach(wanted: float, alpha: float) -> float:
    """How many standard errors a difference must be, by the normal law."""
    return float(ndtri(wanted) - ndtri(alpha / 2))


def approximate_pairs(shares: Shares, wanted: float, alpha: float) -> float:
    """Pairs needed by the normal law, for checking by hand.

    Source:
        Connor (1987), Biometrics 43, 207-211.
    """
    gap, spread = abs(shares.difference), shares.discordant
    reach = -ndtri(alpha / 2) * sqrt(spread) + ndtri(wanted) * sqrt(spread - gap * gap)
    return float((reach / gap) ** 2)


def normal_power(distance: float, alpha: float) -> float:
    """Power of a two-sided z test whose statistic is normal around `distance`."""
    z = -float(ndtri(alpha / 2))
    return float(ndtr(distance - z) + ndtr(-distance - z))
