"""One number for a market whose parts were not tested in proportion."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.cells import Cells, cells
from zebrapad.engines.pairtest.paired.interval import quantile, tango
from zebrapad.engines.pairtest.pooling.mover import among_invited, combined

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PostStratified:
    """An index weighted to the market, beside what was tested as it was.

    Attributes:
        index: `difference` (over all pairs) or `difference_invited`.
        strata: The index of each stratum, shape (k,).
        estimate: Their mean, weighted by market share.
        variance: Wald's, of the estimate.
        interval: Of the estimate.
        p: Two-sided, of no difference.
        pooled: The index of all pairs put together: weighted by where tests were done.
        pooled_interval: Of that.
        shift: Estimate less pooled: what weighting changes.
        variance_ratio: Variance of the estimate over that of `pooled`.
        shares: The market shares that were given, shape (k,).
        tested_shares: Shares of each stratum in what the pooled index is divided by.
        reach: Least and largest estimate that any shares could give.
    """

    index: str
    strata: Numbers
    estimate: float
    variance: float
    interval: tuple[float, float]
    p: float
    pooled: float
    pooled_interval: tuple[float, float]
    shift: float
    variance_ratio: float
    shares: Numbers
    tested_shares: Numbers
    reach: tuple[float, float]


def post_stratify(
    strata: Cells, shares: ArrayLike, *, invited: bool = False, level: float = 0.95
) -> PostStratified:
    """The index of a market from its strata and their market shares.

    The shares are taken as known; where they are guesses, look at `reach`.

    Args:
        strata: Cells of each stratum, such as agents and private owners, shape (k,).
        shares: Market share of each, above 0 and together 1, shape (k,).
        invited: Over pairs with at least one invitation instead of all pairs.
        level: Of the intervals.

    Raises:
        ValueError: Fewer than two strata, shares that do not add up to 1, or a stratum
            without invitations while `invited` is asked.

    Source:
        Holt and Smith (1979), Journal of the Royal Statistical Society A 142, 33-46;
        interval: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702.
    """
    weights = _checked(strata, shares)
    used = among_invited(strata) if invited else strata
    made = combined(used, weights, level)
    names = ("both", "only_control", "only_test", "neither")
    together = cells(*(np.sum(getattr(used, name)) for name in names))
    around = tango(together, level)
    pooled = float((together.only_control - together.only_test) / together.n)
    spread = float((together.discordant / together.n - pooled**2) / together.n)
    index = (used.only_control - used.only_test) / used.n
    return PostStratified(
        index="difference_invited" if invited else "difference",
        strata=index,
        estimate=made.estimate,
        variance=made.variance,
        interval=made.interval,
        p=made.p,
        pooled=pooled,
        pooled_interval=(float(around.low), float(around.high)),
        shift=made.estimate - pooled,
        variance_ratio=made.variance / spread if spread else np.nan,
        shares=weights,
        tested_shares=used.n / used.n.sum(),
        reach=(float(index.min()), float(index.max())),
    )


@dataclass(frozen=True, slots=True)
class Composed:
    """`difference_invited` of a market made up of strata in given shares.

    Attributes:
        estimate: Weighted net cases over weighted invited pairs.
        error: Its standard error.
        interval: By the normal law.
    """

    estimate: float
    error: float
    interval: tuple[float, float]


def composed(strata: Cells, shares: ArrayLike, *, level: float = 0.95) -> Composed:
    """What `difference_invited` would be if all pairs were spread as the market is.

    A mean of the strata's rates weighs each by its market share; here each also counts by
    how often anyone is invited in it, as it does in the index itself. The two differ where
    strata differ in that.

    Args:
        strata: Cells of each stratum, shape (k,).
        shares: Market share of each, above 0 and together 1, shape (k,).
        level: Of the interval.

    Raises:
        ValueError: As `post_stratify`; or nobody was invited in any stratum.

    Source:
        Combined ratio estimate: Cochran (1977), Sampling Techniques, 3rd edition, 6.11.
    """
    weights = _checked(strata, shares)
    z = quantile(level)
    invited = float(weights @ (strata.invited / strata.n))
    if invited == 0:
        raise ValueError("difference_invited needs at least one invitation")
    net = (strata.only_control - strata.only_test) / strata.n
    ratio = float(weights @ net) / invited
    # Each pair adds (b - c) - ratio m: its mean and mean square from the four cells.
    mean = net - ratio * strata.invited / strata.n
    square = (
        strata.both * ratio**2
        + strata.only_control * (1 - ratio) ** 2
        + strata.only_test * (1 + ratio) ** 2
    ) / strata.n
    error = float(np.sqrt(weights**2 @ ((square - mean**2) / strata.n))) / invited
    return Composed(ratio, error, (ratio - z * error, ratio + z * error))


def _checked(strata: Cells, shares: ArrayLike) -> Numbers:
    weights = np.asarray(shares, dtype=np.float64)
    if strata.n.ndim != 1 or len(strata.n) < 2 or weights.shape != strata.n.shape:
        raise ValueError("at least two strata are needed, and one market share for each")
    if np.any(weights <= 0) or abs(weights.sum() - 1) > 1e-9:
        raise ValueError("market shares must be above 0 and add up to 1")
    return weights
