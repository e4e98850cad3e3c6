"""What each study changes: pooled one after another, and with one left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.pooling.effects import Effects
from zebrapad.engines.pairtest.pooling.model import Pooled, pool

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Several pooled means of the same studies.

    Attributes:
        order: Cumulative: the study that came in at each step. Leave-one-out: the study
            that is left out. Positions among the effects, shape (s,).
        estimate: Mean effect, shape (s,).
        error: Standard error, shape (s,).
        low: Lower end, shape (s,).
        high: Upper end, shape (s,).
        p: Two-sided, shape (s,).
        tau2: Variance between studies, shape (s,).
        q_p: p of Cochran's Q, shape (s,).
    """

    order: NDArray[np.int64]
    estimate: Numbers
    error: Numbers
    low: Numbers
    high: Numbers
    p: Numbers
    tau2: Numbers
    q_p: Numbers


def cumulative(
    effects: Effects,
    order: ArrayLike,
    *,
    method: str = "reml",
    test: str = "hksj",
    level: float = 0.95,
) -> Sequence:
    """The mean as it stood after each study; the first step is that study alone.

    Args:
        effects: At least two studies.
        order: What to sort by, such as the year, shape (k,); ties keep the order given.
        method: As in `pool`.
        test: As in `pool`.
        level: Of the intervals.

    Raises:
        ValueError: An order of another length, and what `pool` refuses.

    Source:
        Lau et al. (1992), New England Journal of Medicine 327, 248-254.
    """
    keys = np.asarray(order)
    if keys.shape != (len(effects),):
        raise ValueError("order needs one number a study")
    at = np.argsort(keys, kind="stable")
    first = pool(effects[at[:1]], method="fixed", level=level)
    later = (
        pool(effects[at[: k + 1]], method=method, test=test, level=level) for k in range(1, len(at))
    )
    return _gathered(at, [first, *later])


def leave_one_out(
    effects: Effects, *, method: str = "reml", test: str = "hksj", level: float = 0.95
) -> Sequence:
    """The mean without each of the studies in turn.

    Args:
        effects: At least three studies (two for a fixed effect).
        method: As in `pool`.
        test: As in `pool`.
        level: Of the intervals.

    Raises:
        ValueError: Too few studies, and what `pool` refuses.

    Source:
        Viechtbauer and Cheung (2010), Research Synthesis Methods 1, 112-125.
    """
    k = len(effects)
    if k < 2 + (method != "fixed"):
        raise ValueError("leaving one out needs three studies, or two for a fixed effect")
    kept = (np.delete(np.arange(k), out) for out in range(k))
    return _gathered(
        np.arange(k),
        [pool(effects[some], method=method, test=test, level=level) for some in kept],
    )


def _gathered(order: NDArray[np.int64], made: list[Pooled]) -> Sequence:
    rows = np.array([_row(one) for one in made])
    return Sequence(order, *rows.T)


def _row(one: Pooled) -> tuple[float, ...]:
    spread = one.heterogeneity
    return (one.estimate, one.error, *one.interval, one.p, spread.tau2, spread.p)
