"""Any number of coders, with codes missing: Krippendorff's alpha."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


class Scale(StrEnum):
    """What a difference between two codes means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha.

    Attributes:
        alpha: 1 for full agreement, 0 for what chance gives; NaN where only one code was given.
        interval: Percentiles over units drawn anew; NaN where none were drawn, or only one
            code was given. Draws that hold one code only are left out.
        units: Units with two codes or more, which are all that count.
        codes: Codes that were paired.
        draws: How often units were drawn anew.
    """

    alpha: float
    interval: tuple[float, float]
    units: int
    codes: int
    draws: int


def alpha(
    codes: ArrayLike,
    scale: Scale = Scale.NOMINAL,
    *,
    rng: np.random.Generator | None = None,
    draws: int = 2_000,
    level: float = 0.95,
) -> Alpha:
    """Agreement of any number of coders.

    Args:
        codes: A number for each coder and unit, NaN where there is none, shape
            (coders, units).
        scale: What a difference between two codes means.
        rng: Where units are drawn from for the interval; none without it.
        draws: How often.
        level: Confidence level.

    Raises:
        ValueError: No unit has two codes, codes that are no numbers, a ratio scale with codes
            below 0, draws below 1, or a level that is not between 0 and 1.

    Source:
        Krippendorff (2019), Content Analysis, 4th edition, 12.3.
    """
    given = np.asarray(codes, dtype=np.float64)
    if given.ndim != 2:
        raise ValueError("codes must be a table of coders by units")
    if np.any(np.isinf(given)) or draws < 1 or not 0 < level < 1:
        raise ValueError("codes must be numbers, draws from 1, and level between 0 and 1")
    given = given[:, (~np.isnan(given)).sum(axis=0) >= 2]
    if not given.size:
        raise ValueError("no unit has two codes")
    values = np.unique(given[~np.isnan(given)])
    if scale is Scale.RATIO and values[0] < 0:
        raise ValueError("codes on a ratio scale are from 0")
    counts = np.stack([(given == value).sum(axis=0) for value in values])
    # Units with the same codes are drawn together: the same law, however many units there are.
    alike, times = np.unique(counts, axis=1, return_counts=True)
    parts = _coincidences(alike)
    found = _alpha(np.tensordot(times, parts, 1), values, scale)
    ends, done = (float("nan"), float("nan")), 0
    if rng is not None and len(values) > 1:
        done = draws
        units = given.shape[1]
        picked = rng.multinomial(units, times / units, size=draws)
        drawn = [_alpha(np.tensordot(often, parts, 1), values, scale) for often in picked]
        told = np.array(drawn)[~np.isnan(drawn)]
        low, high = np.quantile(told, [(1 - level) / 2, (1 + level) / 2]) if len(told) else ends
        ends = (float(low), float(high))
    return Alpha(found, ends, given.shape[1], int(counts.sum()), done)


def _coincidences(counts: NDArray[np.int64]) -> Numbers:
    """How often each two codes meet in each unit, shape (units, values, values)."""
    c = counts.T.astype(np.float64)
    pairs = c[:, :, None] * c[:, None, :]
    own = np.arange(c.shape[1])
    pairs[:, own, own] -= c
    met: Numbers = pairs / (c.sum(axis=1) - 1)[:, None, None]
    return met


def _alpha(met: Numbers, values: Numbers, scale: Scale) -> float:
    size = met.sum(axis=0)
    apart = _distances(values, size, scale)
    expected = float(size @ apart @ size)
    if expected == 0:
        return float("nan")
    seen = float((met * apart).sum())
    return 1 - (float(size.sum()) - 1) * seen / expected


def _distances(values: Numbers, size: Numbers, scale: Scale) -> Numbers:
    if scale is Scale.NOMINAL:
        return 1 - np.eye(len(values))
    if scale is Scale.ORDINAL:
        middle = np.cumsum(size) - size / 2
        return np.square(np.subtract.outer(middle, middle))
    apart = np.square(np.subtract.outer(values, values))
    if scale is Scale.INTERVAL:
        return apart
    total = np.square(np.add.outer(values, values))
    return np.divide(apart, total, out=np.zeros_like(apart), where=total > 0)
