"""Mean hours without an answer up to a horizon, and how much longer the test person waits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from zebrapad.engines.pairtest.arms.times import checked

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Hours without an answer, counted up to a horizon.

    Attributes:
        horizon: Where the count stops, hours.
        control: Mean hours that the control person waits.
        test: Mean hours that the test person waits.
        difference: Test minus control, hours: positive where the control person is favoured.
        error: Its jackknife standard error, a pair left out at a time.
        interval: By Student's law with pairs less one.
    """

    horizon: float
    control: float
    test: float
    difference: float
    error: float
    interval: tuple[float, float]


def waiting(
    control: ArrayLike,
    test: ArrayLike,
    watched: ArrayLike,
    horizon: float,
    level: float = 0.95,
) -> Waiting:
    """How much longer does the test person wait, counted up to a horizon?

    The area under each arm's Kaplan-Meier curve; where all pairs are watched up to the horizon
    this is the mean of min(hours, horizon). With one pair less at a time the curves of both
    arms lose the same pair, so that pairing counts in the error. A curve that nobody carries on
    once a pair is left out is kept level. Time grows as n log n with the pairs, memory as n.

    Args:
        control: Hours until the control person was answered, NaN without answer, shape (pairs,).
        test: The same for the test person.
        watched: Hours after which an answer counts as none; one number, or one a pair.
        horizon: Where the count stops, hours.
        level: Confidence level.

    Raises:
        ValueError: As in `arms.sooner`, fewer than two pairs, or a horizon up to which
            nobody of an arm was still watched without an answer.

    Source:
        Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457-481;
        Royston and Parmar (2013), BMC Medical Research Methodology 13:152; the jackknife:
        Miller (1974), Biometrika 61, 1-15.
    """
    y, x, end = checked(control, test, watched)
    n = len(y)
    if n < 2:
        raise ValueError("there must be at least two pairs")
    if not (horizon > 0 and np.isfinite(horizon)):
        raise ValueError("horizon must be hours above 0")
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    mean, without = _area(y, end, horizon)
    other, other_without = _area(x, end, horizon)
    left = other_without - without
    error = float(np.sqrt((n - 1) / n * np.square(left - left.mean()).sum()))
    difference, half = other - mean, float(stdtrit(n - 1, (1 + level) / 2)) * error
    ends = (difference - half, difference + half)
    return Waiting(float(horizon), mean, other, difference, error, ends)


def _area(hours: Numbers, end: Numbers, horizon: float) -> tuple[float, Numbers]:
    """The area under the curve up to the horizon: of all, and without each one in turn."""
    answered = hours <= horizon
    until = np.minimum(np.minimum(hours, end), horizon)
    at, place = np.unique(until, return_inverse=True)
    deaths = np.bincount(place, weights=answered, minlength=len(at))
    risk = len(until) - np.concatenate([[0], np.cumsum(np.bincount(place))[:-1]])
    if at[-1] < horizon and deaths[-1] < risk[-1]:
        raise ValueError(
            f"nobody was watched without an answer up to {horizon:g} hours; at most {at[-1]:g}"
        )
    steps = np.diff(np.concatenate([[0.0], at, [horizon]]))
    stays = 1 - deaths / risk
    # The curve of the others: one fewer at risk as long as the one left out was at risk.
    fewer = np.maximum(risk - 1, 1)
    stays_without = np.maximum(1 - deaths / fewer, 0)
    before = np.concatenate([[1.0], np.cumprod(stays_without)])[:-1]
    area_before = np.cumsum(before * steps[:-1])
    after = _tails(stays, steps)
    own = np.where(risk[place] > 1, 1 - (deaths[place] - answered) / fewer[place], 1.0)
    without: Numbers = area_before[place] + before[place] * own * after[place]
    return float(steps[0] + stays[0] * after[0]), without


def _tails(stays: Numbers, steps: Numbers) -> Numbers:
    """From each time on, the area under the curve as if it began there at 1.

    Backwards rather than as differences of areas over the curve, which may be 0.
    """
    after = np.empty(len(stays))
    after[-1] = steps[-1]
    for k in range(len(stays) - 2, -1, -1):
        after[k] = steps[k + 1] + stays[k + 1] * after[k + 1]
    return after
