"""Several arms against one control: what each comparison and all of them find."""

from collections.abc import Sequence
from dataclasses import dataclass

from zebrapad.engines.pairtest.power.exact import Shares, power
from zebrapad.engines.pairtest.power.forms import Test


@dataclass(frozen=True, slots=True)
class Several:
    """Power of several comparisons with one control arm.

    Attributes:
        each: Power of each comparison at the corrected level.
        every: Chance that all are found, at least this.
        some: Chance that one or more are found, at least this.
        alpha: The corrected level of each.
    """

    each: tuple[float, ...]
    every: float
    some: float
    alpha: float


def several_power(
    pairs: int, comparisons: Sequence[Shares], *, alpha: float = 0.05, test: Test = Test.MIDP
) -> Several:
    """Power at Bonferroni's level; Holm's procedure finds at least as much.

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
