"""Several arms against one control: what each comparison and all of them find."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from zebrapad.engines.pairtest.power.exact import Shares, power
from zebrapad.engines.pairtest.power.forms import Test

MOST_ARMS = 6


@dataclass(frozen=True, slots=True)
class Several:
    """Power of several comparisons.

    Attributes:
        each: Power of each comparison, in the order given.
        every: Chance that all are found; with a shared control arm at least this.
        some: Chance that one or more are found; with a shared control arm at least this.
        alpha: The level of each; with Holm's procedure that of the first step.
    """

    each: tuple[float, ...]
    every: float
    some: float
    alpha: float


def several_power(
    pairs: int, comparisons: Sequence[Shares], *, alpha: float = 0.05, test: Test = Test.MIDP
) -> Several:
    """Power of several arms against one control, at Bonferroni's level.

    Holm's procedure finds at least as much of each, and some as often.

    The comparisons share their control person, so that they are not independent: `every`
    and `some` are bounds that hold however they hang together.

    Raises:
        ValueError: There is no comparison.
    """
    if not comparisons:
        raise ValueError("there must be at least one comparison")
    level = alpha / len(comparisons)
    each = tuple(power(pairs, shares, alpha=level, test=test) for shares in comparisons)
    missed = sum(1 - found for found in each)
    return Several(each, max(0.0, 1 - missed), max(each), level)


def holm_power(
    pairs: Sequence[int],
    comparisons: Sequence[Shares],
    *,
    alpha: float = 0.05,
    test: Test = Test.MIDP,
) -> Several:
    """Exact power of Holm's procedure when each comparison has listings of its own.

    Then the p-values are independent. Holm asks of each only which of the levels alpha / m,
    alpha / (m - 1), ..., alpha it reaches, and all combinations of these are summed. With a
    shared control person p-values hang together: `several_power` then bounds Holm from below.

    Args:
        pairs: Pairs of each comparison.
        comparisons: What is supposed of each, two to six.
        alpha: Chance of any false finding, two-sided.
        test: Which form of McNemar's test.

    Raises:
        ValueError: The number of comparisons is outside, or is not that of `pairs`.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    m = len(comparisons)
    if not 2 <= m <= MOST_ARMS or len(pairs) != m:
        raise ValueError(f"give two to {MOST_ARMS} comparisons, each with its number of pairs")
    levels = [alpha / (m - step) for step in range(m)]
    chances = []
    for n, shares in zip(pairs, comparisons, strict=True):
        reached = [0.0, *(power(n, shares, alpha=level, test=test) for level in levels), 1.0]
        chances.append([after - before for before, after in pairwise(reached)])
    each, every, some = [0.0] * m, 0.0, 0.0
    for steps in product(range(m + 1), repeat=m):
        chance = prod(law[step] for law, step in zip(chances, steps, strict=True))
        found = _found(steps)
        each = [old + chance * (step < found) for old, step in zip(each, steps, strict=True)]
        every += chance * (found == m)
        some += chance * (found > 0)
    return Several(tuple(each), every, some, levels[0])


def _found(steps: tuple[int, ...]) -> int:
    """How far Holm goes, when comparison i first passes at the level of its step."""
    for rank, step in enumerate(sorted(steps)):
        if step > rank:
            return rank
    return len(steps)
