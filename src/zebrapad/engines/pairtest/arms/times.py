"""How long each of a pair waited for an answer; who got none while it was watched is censored."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from zebrapad.engines.pairtest.cells import Cells, cells, from_outcomes
from zebrapad.engines.pairtest.paired import Interval, mcnemar, tango

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sooner:
    """Who of each pair was answered first.

    Attributes:
        control_first: Pairs in which the control person was answered first.
        test_first: Pairs in which the test person was.
        together: Pairs in which both were answered after as many hours.
        neither: Pairs in which nobody was answered while it was watched.
        difference: (control first - test first) / pairs.
        interval: Tango's, of that.
        ratio: Control first / test first: the hazard ratio within pairs; infinite where the
            test person never was first, NaN where nobody was.
        ratio_interval: Exact, of the ratio; 0 to infinity where nobody was first.
        z: The log-rank statistic stratified by pair, standard normal; 0 where nobody was first.
        p: Exact, two-sided.
        midp: Exact less half of what was seen.
        asymptotic: Of z, by the normal law.
    """

    control_first: int
    test_first: int
    together: int
    neither: int
    difference: float
    interval: Interval
    ratio: float
    ratio_interval: tuple[float, float]
    z: float
    p: float
    midp: float
    asymptotic: float


@dataclass(frozen=True, slots=True)
class Within:
    """Answered within some hours or not.

    Attributes:
        hours: How many.
        cells: Both, only the control person, only the test person, neither.
        difference: Control minus test, a fraction of the pairs that count.
        interval: Tango's, of that.
        left_out: Pairs that were not watched that long.
    """

    hours: float
    cells: Cells
    difference: float
    interval: Interval
    left_out: int


def checked(
    control: ArrayLike, test: ArrayLike, watched: ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """Hours to the answer of both, infinite without one, and how long each pair was watched.

    Args:
        control: Hours until the control person was answered, NaN without answer, shape (pairs,).
        test: The same for the test person.
        watched: Hours after which an answer no longer counts; one number, or one a pair.

    Raises:
        ValueError: Shapes that differ, hours below 0, or a watch that is not above 0.
    """
    y, x = np.asarray(control, dtype=np.float64), np.asarray(test, dtype=np.float64)
    if y.ndim != 1 or y.shape != x.shape or not y.size:
        raise ValueError("control and test need the hours to one answer a pair, NaN without one")
    if np.any(y < 0) or np.any(x < 0):
        raise ValueError("hours to an answer must be from 0, or NaN without one")
    end = np.asarray(watched, dtype=np.float64)
    if end.shape not in ((), y.shape) or not np.all((end > 0) & np.isfinite(end)):
        raise ValueError("watched must be hours above 0: one number, or one a pair")
    end = np.broadcast_to(end, y.shape)
    inside = [np.where(hours <= end, hours, np.inf) for hours in (y, x)]
    return inside[0], inside[1], end


def sooner(control: ArrayLike, test: ArrayLike, watched: ArrayLike, level: float = 0.95) -> Sooner:
    """Is the control person answered sooner? The log-rank test stratified by pair.

    Within a pair only the first answer tells anything: there each of two at risk is as likely
    under no difference, so that the test is a sign test of who was first. Both after as many
    hours tells nothing.

    Args:
        control: Hours until the control person was answered, NaN without answer, shape (pairs,).
        test: The same for the test person, from the hour of their own enquiry.
        watched: Hours after which an answer counts as none; one number, or one a pair. Both of
            a pair are watched as long.
        level: Confidence level.

    Raises:
        ValueError: Hours below 0, shapes that differ, or a watch that is not above 0.

    Source:
        Mantel (1966), Cancer Chemotherapy Reports 50, 163-170, with a stratum a pair;
        the ratio: Holt and Prentice (1974), Biometrika 61, 17-30, with the interval of
        Clopper and Pearson (1934), Biometrika 26, 404-413.
    """
    y, x, _end = checked(control, test, watched)
    b, c = int(np.count_nonzero(y < x)), int(np.count_nonzero(y > x))
    neither = int(np.count_nonzero(np.isinf(y) & np.isinf(x)))
    together = len(y) - b - c - neither
    counted = cells(together, b, c, neither)
    p = mcnemar(counted)
    return Sooner(
        control_first=b,
        test_first=c,
        together=together,
        neither=neither,
        difference=(b - c) / len(y),
        interval=tango(counted, level),
        ratio=_ratio(b, c),
        ratio_interval=_odds(b, c, level),
        z=(b - c) / float(np.sqrt(max(b + c, 1))),
        p=float(p.exact),
        midp=float(p.midp),
        asymptotic=float(p.asymptotic),
    )


def _ratio(b: int, c: int) -> float:
    if not c:
        return float("inf") if b else float("nan")
    return b / c


def _odds(b: int, c: int, level: float) -> tuple[float, float]:
    """Clopper and Pearson's interval of b / (b + c), as odds."""
    tail = (1 - level) / 2
    low = float(betaincinv(b, c + 1, tail)) if b else 0.0
    high = float(betaincinv(b + 1, c, 1 - tail)) if c else 1.0
    return low / (1 - low), high / (1 - high) if high < 1 else float("inf")


def within(
    control: ArrayLike, test: ArrayLike, watched: ArrayLike, hours: float, level: float = 0.95
) -> Within:
    """How much more often is the control person answered within some hours?

    Pairs that were watched less long are left out, answered or not: to keep only those that
    were answered would favour whoever answers fast.

    Args:
        control: Hours until the control person was answered, NaN without answer, shape (pairs,).
        test: The same for the test person.
        watched: Hours after which an answer counts as none; one number, or one a pair.
        hours: Within how many.
        level: Confidence level.

    Raises:
        ValueError: As in `sooner`, hours that are not above 0, or no pair watched that long.
    """
    y, x, end = checked(control, test, watched)
    if not hours > 0:
        raise ValueError("hours must be above 0")
    counts = end >= hours
    if not counts.any():
        raise ValueError(f"no pair was watched for {hours:g} hours; at most {end.max():g}")
    counted = from_outcomes(y[counts] <= hours, x[counts] <= hours)
    return Within(
        hours=float(hours),
        cells=counted,
        difference=float((counted.only_control - counted.only_test) / counted.n),
        interval=tango(counted, level),
        left_out=int(np.count_nonzero(~counts)),
    )
