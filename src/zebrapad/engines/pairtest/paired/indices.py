"""The numbers in which a difference is told; they differ in their denominator, so all are given."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from zebrapad.engines.pairtest.cells import Cells
from zebrapad.engines.pairtest.paired.interval import Interval, quantile, tango

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Index:
    """One index with its interval; NaN where it can't be said.

    Attributes:
        value: Of the shape of the cells.
        interval: Its interval.
    """

    value: Numbers
    interval: Interval


@dataclass(frozen=True, slots=True)
class Indices:
    """Every index of the four cells, each named by its denominator.

    Attributes:
        difference: (b - c) / n, over all pairs; HUD's net measure.
        difference_invited: (b - c) / (a + b + c), over pairs with at least one invitation;
            the Belgian reports' net degree of discrimination. NaN without such a pair.
        gross_control: b / n, only the control person; HUD's gross measure.
        gross_test: c / n, only the test person.
        callback_control: (a + b) / n.
        callback_test: (a + c) / n.
        callback_ratio: (a + c) / (a + b): below 1 the control person is favoured.
        relative_drop: 1 - `callback_ratio`.
        odds_ratio: b / c, conditional on the discordant pairs; infinite where c is 0.
        exclusive_share: b / (b + c), of the pairs in which one was invited.
    """

    difference: Index
    difference_invited: Index
    gross_control: Index
    gross_test: Index
    callback_control: Index
    callback_test: Index
    callback_ratio: Index
    relative_drop: Index
    odds_ratio: Index
    exclusive_share: Index


def indices(cells: Cells, level: float = 0.95) -> Indices:
    """All indices with their intervals.

    Shares have Clopper and Pearson's exact intervals, both differences Tango's, the ratio
    Bonett and Price's; the odds ratio is the exact interval of the exclusive share.

    Args:
        cells: Any shape.
        level: Confidence level.

    Source:
        Heylen and Van den Broeck (2016) and Riach and Rich (2002) for the two net measures;
        Bonett and Price (2006), Biometrics 62, 1114-1120, for the ratio.
    """
    b, c, n = cells.only_control, cells.only_test, cells.n
    control, test = cells.both + b, cells.both + c
    ratio, exclusive = _ratio(cells, level), _share(b, b + c, level)
    dropped = Interval(1 - ratio.interval.high, 1 - ratio.interval.low, level, "bonett_price")
    odds = Interval(
        _odds(exclusive.interval.low), _odds(exclusive.interval.high), level, "clopper_pearson"
    )
    return Indices(
        difference=Index((b - c) / n, tango(cells, level)),
        difference_invited=_among_invited(cells, level),
        gross_control=_share(b, n, level),
        gross_test=_share(c, n, level),
        callback_control=_share(control, n, level),
        callback_test=_share(test, n, level),
        callback_ratio=ratio,
        relative_drop=Index(1 - ratio.value, dropped),
        odds_ratio=Index(_over(b, c), odds),
        exclusive_share=exclusive,
    )


def _among_invited(cells: Cells, level: float) -> Index:
    """The same measure in the table of invited pairs; m itself is chance, so compare with care."""
    known = cells.invited > 0
    some = Cells(
        np.where(known, cells.both, 1), cells.only_control, cells.only_test, 0 * cells.neither
    )
    found = tango(some, level)
    value = np.where(known, (some.only_control - some.only_test) / some.n, np.nan)
    low, high = (np.where(known, end, np.nan) for end in (found.low, found.high))
    return Index(value, Interval(low, high, level, "tango"))


def _over(top: NDArray[Any], bottom: NDArray[Any]) -> Numbers:
    """A quotient: infinite over 0, and NaN for 0 over 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Numbers = np.asarray(top, dtype=np.float64) / bottom
    return found


def _odds(share: Numbers) -> Numbers:
    return _over(share, 1 - share)


def _share(x: NDArray[Any], n: NDArray[Any], level: float) -> Index:
    """A share with Clopper and Pearson's interval; NaN of nothing."""
    alpha = 1 - level
    quantile(level)  # refuses a level that is none
    with np.errstate(invalid="ignore"):
        low = np.where(x > 0, betaincinv(np.maximum(x, 1), n - x + 1, alpha / 2), 0.0)
        high = np.where(x < n, betaincinv(x + 1, np.maximum(n - x, 1), 1 - alpha / 2), 1.0)
    some = n > 0
    low, high = (np.where(some, end, np.nan) for end in (low, high))
    return Index(_over(x, n), Interval(low, high, level, "clopper_pearson"))


def _ratio(cells: Cells, level: float) -> Index:
    """Test over control, with Bonett and Price's interval of two adjusted Wilson intervals."""
    control, test = cells.both + cells.only_control, cells.both + cells.only_test
    m = cells.invited
    joint = np.sqrt((cells.discordant + 2) / ((control + 1.0) * (test + 1)))
    apart = sum(np.sqrt((1 - (x + 1) / (m + 2)) / (x + 1)) for x in (control, test))
    z = joint / apart * quantile(level)
    (l1, u1), (l2, u2) = _adjusted(control, m, z), _adjusted(test, m, z)
    value = _over(test, control)
    unknown = m == 0
    low = np.where(unknown, np.nan, _over(l2, u1))
    high = np.where(unknown, np.nan, _over(u2, l1))
    return Index(value, Interval(low, high, level, "bonett_price"))


def _adjusted(x: NDArray[Any], m: NDArray[Any], z: Numbers) -> tuple[Numbers, Numbers]:
    rest = np.where(m > 0, x * (1 - _over(x, np.maximum(m, 1))), 0.0)
    root = z * np.sqrt(z**2 + 4 * rest)
    under = 2 * (m + z**2)
    return np.maximum(2 * x + z**2 - root, 0) / under, (2 * x + z**2 + root) / under
