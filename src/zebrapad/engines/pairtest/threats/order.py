"""Who wrote first: is there an advantage, and what is left without it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from zebrapad.engines.pairtest.cells import Cells, cells
from zebrapad.engines.pairtest.pooling.mover import combined
from zebrapad.engines.pairtest.threats.estimated import Estimated, estimated

Numbers = NDArray[np.float64]
# Two tables as likely to the last digits are as likely: what R allows for, too.
ALIKE = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class Exact:
    """Two-sided p-values of a table of two by two, its margins given.

    Attributes:
        fisher: Exact.
        midp: Exact less half of the tables as likely as the one seen.
    """

    fisher: float
    midp: float


def fisher(first: tuple[int, int], second: tuple[int, int]) -> Exact:
    """Fisher's exact test of two rows.

    Args:
        first: The two counts of the first row.
        second: Of the second.

    Source:
        Fisher (1935), Journal of the Royal Statistical Society 98, 39-82; mid-p:
        Lancaster (1961), JASA 56, 223-234. Two-sided: all tables that are no more likely.
    """
    a, b = first
    c, d = second
    row, column, n = a + b, a + c, a + b + c + d
    counts = np.arange(max(0, row + column - n), min(row, column) + 1)
    logs = (
        _log_choose(column, counts)
        + _log_choose(n - column, row - counts)
        - _log_choose(n, np.asarray(row))
    )
    law = np.exp(logs)
    seen = law[a - counts[0]]
    total = float(law[law <= seen * ALIKE].sum())
    alike = float(law[(law <= seen * ALIKE) & (law >= seen / ALIKE)].sum())
    return Exact(min(1.0, total), min(1.0, total - alike / 2))


def _log_choose(n: int, k: NDArray[np.int64]) -> Numbers:
    found: Numbers = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return found


@dataclass(frozen=True, slots=True)
class OrderEffect:
    """What writing first does, and the difference without it.

    Attributes:
        control_first: The difference where control wrote first, (b - c) / n.
        test_first: The difference where test wrote first.
        difference: The mean of the two: order pulls them apart by as much, and cancels.
        interval: Of that.
        p: Of no such difference.
        advantage: Half of what they differ by: positive, who writes first is favoured.
        advantage_interval: Of that.
        advantage_p: Of no advantage.
        order: Gart's test of an advantage, on the discordant pairs.
        arms: Gart's test of a difference between the arms whatever the order.
        log_odds_order: Logarithm of the odds by which who writes first is favoured, from
            discordant pairs; NaN where one of the four counts is 0.
        log_odds_arms: The same for control over test.
        carry_over: Invitations a pair where control wrote first less those where test
            did; not 0 where who comes first spoils or opens it for the other.
        pairs: Pairs where control, and where test wrote first.
    """

    control_first: float
    test_first: float
    difference: float
    interval: tuple[float, float]
    p: float
    advantage: float
    advantage_interval: tuple[float, float]
    advantage_p: float
    order: Exact
    arms: Exact
    log_odds_order: float
    log_odds_arms: float
    carry_over: Estimated
    pairs: tuple[int, int]


def order_effect(control_first: Cells, test_first: Cells, *, level: float = 0.95) -> OrderEffect:
    """Order effects in a study that drew who wrote first.

    Without both orders nothing can be said: a fixed order is part of the difference.

    Args:
        control_first: The four cells of the pairs in which the control person wrote first.
        test_first: Of those in which the test person did.
        level: Of the intervals.

    Raises:
        ValueError: Several studies at once, or a level not between 0 and 1.

    Source:
        Gart (1969), Biometrika 56, 75-80; carry-over: Grizzle (1965), Biometrics 21,
        467-480; intervals: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    if control_first.n.ndim or test_first.n.ndim:
        raise ValueError("each order must be one set of pairs: its cells single numbers")
    b1, c1 = int(control_first.only_control), int(control_first.only_test)
    b2, c2 = int(test_first.only_control), int(test_first.only_test)
    both = _stacked(control_first, test_first)
    mean, half = combined(both, [0.5, 0.5], level), combined(both, [0.5, -0.5], level)
    parts = (both.only_control - both.only_test) / both.n
    whole = min(b1, c1, b2, c2) > 0
    return OrderEffect(
        control_first=float(parts[0]),
        test_first=float(parts[1]),
        difference=mean.estimate,
        interval=mean.interval,
        p=mean.p,
        advantage=half.estimate,
        advantage_interval=half.interval,
        advantage_p=half.p,
        order=fisher((b1, c1), (b2, c2)),
        arms=fisher((b1, c1), (c2, b2)),
        log_odds_order=float(np.log(b1 / c1 / (b2 / c2)) / 2) if whole else np.nan,
        log_odds_arms=float(np.log(b1 / c1 * (b2 / c2)) / 2) if whole else np.nan,
        carry_over=_carry_over(both, level),
        pairs=(int(both.n[0]), int(both.n[1])),
    )


def _stacked(first: Cells, second: Cells) -> Cells:
    names = ("both", "only_control", "only_test", "neither")
    return cells(*([getattr(first, name), getattr(second, name)] for name in names))


def _carry_over(both: Cells, level: float) -> Estimated:
    """Difference of the mean number of invitations a pair between the orders."""
    mean = (2 * both.both + both.discordant) / both.n
    square = (4 * both.both + both.discordant) / both.n
    return estimated(float(mean[0] - mean[1]), float(np.sum((square - mean**2) / both.n)), level)
