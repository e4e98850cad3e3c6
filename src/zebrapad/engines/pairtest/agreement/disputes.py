"""What the net difference could be, whichever way disputed codes are settled."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.paired import mcnemar, tango

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Disputes:
    """The range of the net difference over all ways to settle what is disputed.

    Attributes:
        pairs: All pairs.
        disputed: Pairs with an outcome that is disputed.
        low: The least difference, control minus test over all pairs.
        high: The largest.
        interval: Tango's lower end of the least and upper end of the largest: covers at its
            level however the disputes are settled.
        settled: The difference over the pairs that nobody disputes; NaN where there is none.
        p_low: The least McNemar mid-p over all ways.
        p_high: The largest: below a level, the finding does not hang on the disputes.
    """

    pairs: int
    disputed: int
    low: float
    high: float
    interval: tuple[float, float]
    settled: float
    p_low: float
    p_high: float


def disputes(control: ArrayLike, test: ArrayLike, level: float = 0.95) -> Disputes:
    """Bounds of the net difference when some codes are disputed.

    Args:
        control: Whether the control person was invited: 0, 1, or NaN where coders differ,
            shape (pairs,).
        test: The same for the test person.
        level: Confidence level.

    Raises:
        ValueError: The shapes differ, there is no pair, or an outcome is none of these.

    Source:
        Manski (2003), Partial Identification of Probability Distributions, chapter 1: each
        disputed outcome at its ends.
    """
    y, x = np.asarray(control, dtype=np.float64), np.asarray(test, dtype=np.float64)
    if y.ndim != 1 or y.shape != x.shape or not y.size:
        raise ValueError("control and test need one outcome a pair")
    if not all(np.all(np.isnan(arm) | (arm == 0) | (arm == 1)) for arm in (y, x)):
        raise ValueError("outcomes must be 0, 1, or NaN where they are disputed")
    n = len(y)
    known = ~(np.isnan(y) | np.isnan(x))
    b, c = int(np.sum(known & (y > x))), int(np.sum(known & (y < x)))
    either = int(np.sum(np.isnan(y) & np.isnan(x)))
    # One outcome is known and the other disputed: concordant, or the one discordant way.
    to_b = int(np.sum((np.isnan(y) & (x == 0)) | (np.isnan(x) & (y == 1))))
    to_c = int(np.sum((np.isnan(y) & (x == 1)) | (np.isnan(x) & (y == 0))))
    least = cells(0, b, c + to_c + either, n - b - c - to_c - either)
    most = cells(0, b + to_b + either, c, n - b - c - to_b - either)
    p = _p_values(b, c, to_b, to_c, either)
    settled = int(known.sum())
    return Disputes(
        pairs=n,
        disputed=n - settled,
        low=(b - c - to_c - either) / n,
        high=(b + to_b + either - c) / n,
        interval=(float(tango(least, level).low), float(tango(most, level).high)),
        settled=(b - c) / settled if settled else float("nan"),
        p_low=float(p.min()),
        p_high=float(p.max()),
    )


def _p_values(b: int, c: int, to_b: int, to_c: int, either: int) -> Numbers:
    """Mid-p for each possible c at the least, the largest and the most even b.

    With c held the p falls as b goes away from c, so no other b can be an extreme.
    """
    of_c = np.arange(c, c + to_c + either + 1)
    top = b + to_b + either - np.maximum(of_c - c - to_c, 0)
    of_b = np.stack([np.full_like(of_c, b), top, np.clip(of_c, b, top)])
    return mcnemar(cells(0, of_b, of_c, 1)).midp
