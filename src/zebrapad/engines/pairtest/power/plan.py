"""What a study of this size can see: one answer for a form while someone types."""

from dataclasses import dataclass

from zebrapad.engines.pairtest.power.clusters import effective_pairs
from zebrapad.engines.pairtest.power.equivalence import excluded_margin
from zebrapad.engines.pairtest.power.exact import Shares, power, smallest_difference
from zebrapad.engines.pairtest.power.forms import Test

LEAST_SHARE = 1e-3  # with no discordant pair at all any margin would be excluded


@dataclass(frozen=True, slots=True)
class Plan:
    """What so many pairs can see.

    Attributes:
        pairs: Pairs as planned.
        effective: Independent pairs that tell as much.
        power: Chance to find the supposed difference.
        smallest: Smallest difference found with the wanted power, when the arm that is
            favoured less is invited alone as often as supposed; NaN for none.
        excluded: Smallest margin that is excluded with the wanted power if there is no
            difference, and both arms are invited alone that often; NaN for none.
        wanted: The wanted power.
        alpha: Level: of the two-sided test, and of each one-sided test of the margin.
    """

    pairs: int
    effective: int
    power: float
    smallest: float
    excluded: float
    wanted: float
    alpha: float


def plan(
    pairs: int,
    shares: Shares,
    *,
    effect: float = 1.0,
    wanted: float = 0.8,
    alpha: float = 0.05,
    test: Test = Test.MIDP,
) -> Plan:
    """Power, smallest difference and excluded margin of a number of pairs.

    Args:
        pairs: Pairs, from 1.
        shares: What is supposed of a pair.
        effect: Design effect of pairs that share agents, from 1.
        wanted: Wanted power.
        alpha: Level, as in `Plan`.
        test: Which form of McNemar's test.

    Raises:
        ValueError: A number is outside.
    """
    less = min(shares.only_control, shares.only_test)
    effective = effective_pairs(pairs, effect)
    return Plan(
        pairs=pairs,
        effective=effective,
        power=power(effective, shares, alpha=alpha, test=test),
        smallest=smallest_difference(effective, less, wanted=wanted, alpha=alpha, test=test),
        excluded=excluded_margin(effective, 2 * max(less, LEAST_SHARE), wanted=wanted, alpha=alpha),
        wanted=wanted,
        alpha=alpha,
    )
