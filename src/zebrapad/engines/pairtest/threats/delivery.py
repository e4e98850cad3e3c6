"""Enquiries that did not arrive: what the difference could have been."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from zebrapad.engines.pairtest.cells import Cells, cells
from zebrapad.engines.pairtest.threats.estimated import clustered

Numbers = NDArray[np.float64]
HALVINGS = 100


@dataclass(frozen=True, slots=True)
class Identified:
    """A range that data can't narrow, and an interval that holds the true value in it.

    Attributes:
        low: Least value that fits what was seen.
        high: Largest.
        interval: Holds the true value at the level, for any place of it in the range.
    """

    low: float
    high: float
    interval: tuple[float, float]


def imbens_manski(
    low: float, high: float, errors: tuple[float, float], level: float = 0.95
) -> tuple[float, float]:
    """An interval of a value of which only a range is identified.

    Shorter than the intervals of the two ends joined: the value can't be at both.

    Args:
        low: Estimated lower end.
        high: Estimated upper end, not below it.
        errors: Their standard errors.
        level: Chance to hold the true value.

    Raises:
        ValueError: The ends are exchanged, an error is below 0, or the level is not
            between 0 and 1.

    Source:
        Imbens and Manski (2004), Econometrica 72, 1845-1857.
    """
    if low > high or min(errors) < 0 or not 0 < level < 1:
        raise ValueError("low must not be above high, errors not below 0, level between 0 and 1")
    largest = max(errors)
    if largest == 0:
        return low, high
    wide = (high - low) / largest
    least, most = float(ndtri(level)), float(ndtri((1 + level) / 2))
    for _ in range(HALVINGS):
        middle = (least + most) / 2
        short = ndtr(middle + wide) - ndtr(-middle) < level
        least, most = (middle, most) if short else (least, middle)
    return low - most * errors[0], high + most * errors[1]


@dataclass(frozen=True, slots=True)
class Lost:
    """Pairs of which something did not arrive, or was lost.

    Attributes:
        test_invited: The control enquiry is lost; the test person was invited.
        test_not: The control enquiry is lost; the test person was not invited.
        control_invited: The test enquiry is lost; the control person was invited.
        control_not: The test enquiry is lost; the control person was not invited.
        both: Both are lost.
    """

    test_invited: int = 0
    test_not: int = 0
    control_invited: int = 0
    control_not: int = 0
    both: int = 0


@dataclass(frozen=True, slots=True)
class WorstCase:
    """What the two differences could have been had everything arrived.

    Attributes:
        difference: Over all pairs.
        difference_invited: Over pairs with at least one invitation; NaN where in some
            completion nobody was invited.
        pairs: Whole pairs and lost ones.
        lost: Of those, pairs that are not whole.
    """

    difference: Identified
    difference_invited: Identified
    pairs: int
    lost: int


# Where a lost pair may have ended, as (both, only_control, only_test, neither).
ENDS = {
    "test_invited": (0, 2),
    "test_not": (1, 3),
    "control_invited": (0, 1),
    "control_not": (2, 3),
    "both": (0, 1, 2, 3),
}


def worst_case(whole: Cells, lost: Lost, *, level: float = 0.95) -> WorstCase:
    """Bounds without any assumption on what was lost.

    Each kind of lost pair is put wholly where it hurts most, and wholly where it helps
    most; both indices are ratios of sums, so that no mixture goes further.

    Args:
        whole: The four cells of the pairs of which both enquiries arrived.
        lost: The others.
        level: Of the intervals.

    Raises:
        ValueError: Several studies at once, or counts below 0.

    Source:
        Manski (1990), American Economic Review 80, 319-323; Horowitz and Manski (2000),
        JASA 95, 77-84; interval: Imbens and Manski (2004).
    """
    counts = {name: getattr(lost, name) for name in ENDS}
    if whole.n.ndim or min(counts.values()) < 0:
        raise ValueError("one study at a time, and counts of lost pairs from 0")
    seen = np.array([whole.both, whole.only_control, whole.only_test, whole.neither])
    completed = np.array(
        [
            seen
            + sum(
                n * np.eye(4, dtype=np.int64)[end]
                for n, end in zip(counts.values(), ends, strict=True)
            )
            for ends in product(*ENDS.values())
        ]
    )
    tables = cells(*completed.T)
    return WorstCase(
        difference=_extremes(tables, tables.n, level),
        difference_invited=_extremes(tables, tables.invited, level),
        pairs=int(tables.n[0]),
        lost=sum(counts.values()),
    )


def _extremes(tables: Cells, out_of: NDArray[np.int64], level: float) -> Identified:
    if np.any(out_of == 0):
        return Identified(np.nan, np.nan, (np.nan, np.nan))
    index = (tables.only_control - tables.only_test) / out_of
    errors = np.sqrt((tables.discordant / out_of - index**2) / out_of)
    low, high = int(np.argmin(index)), int(np.argmax(index))
    ends = float(index[low]), float(index[high])
    spread = float(errors[low]), float(errors[high])
    return Identified(*ends, imbens_manski(*ends, spread, level))


@dataclass(frozen=True, slots=True)
class Trimmed:
    """Bounds of the difference among agents whom either enquiry would have reached.

    Attributes:
        difference: Control minus test, as a range with its interval.
        delivered: Share of enquiries that arrived, of control and of test.
        trimmed: Share of the arm that arrived more often that is cut away.
        trimmed_arm: `control`, `test`, or `none` where both arrived as often.
        clusters: Number of clusters.
    """

    difference: Identified
    delivered: tuple[float, float]
    trimmed: float
    trimmed_arm: str
    clusters: int


def lee(
    invited: ArrayLike,
    delivered: ArrayLike,
    test: ArrayLike,
    cluster: ArrayLike,
    *,
    level: float = 0.95,
) -> Trimmed:
    """Lee's bounds where one arm's enquiries arrive more often.

    Takes it that the arm works on delivery in one direction only: no agent is reached by
    the arm that arrives less often and not by the other. The surplus of the arm that
    arrives more often is cut from its invited, then from its not invited enquiries.

    Args:
        invited: 0 or 1 for each enquiry, whatever where it did not arrive, shape (rows,).
        delivered: Whether it arrived, 0 or 1.
        test: Whether it came from the test person, 0 or 1.
        cluster: Which enquiries hang together: pair or agent, any labels.
        level: Of the interval.

    Raises:
        ValueError: Unequal lengths, other values than 0 and 1, fewer than two clusters,
            or an arm of which nothing arrived.

    Source:
        Lee (2009), Review of Economic Studies 76, 1071-1102; for an outcome of 0 and 1 the
        trimmed means are ratios of shares, whose errors follow from their linear parts,
        clusters together; interval: Imbens and Manski (2004).
    """
    y, s, t, at = _rows(invited, delivered, test, cluster)
    control, other = t == 0, t == 1
    reached = s[control].mean(), s[other].mean()
    if min(reached) == 0:
        raise ValueError("in each arm at least one enquiry must have arrived")
    more = other if reached[1] > reached[0] else control
    less = ~more
    kept = s[less].mean()
    mean, mean_pull = y[less & (s == 1)].mean(), np.zeros(len(y))
    mean_pull[less] = s[less] * (y[less] - mean) / kept / less.sum()
    ends = [_trimmed(y * s, s, more, less, value) for value in (0, 1)]
    # The lower trimmed mean is 1 less the highest share of those not invited.
    low, high = 1 - ends[0][0], ends[1][0]
    pulls = np.column_stack([-ends[0][1] - mean_pull, ends[1][1] - mean_pull])
    errors = np.sqrt(np.diag(clustered(pulls, at)))
    bounds = float(low - mean), float(high - mean)
    spread = float(errors[0]), float(errors[1])
    if more is other:
        bounds, spread = (-bounds[1], -bounds[0]), (errors[1], errors[0])
    sure = imbens_manski(*bounds, spread, level)
    share = float(1 - kept / s[more].mean())
    return Trimmed(
        difference=Identified(*bounds, sure),
        delivered=(float(reached[0]), float(reached[1])),
        trimmed=share,
        trimmed_arm="none" if share == 0 else ("test" if more is other else "control"),
        clusters=int(at.max()) + 1,
    )


def _trimmed(
    y: Numbers, s: Numbers, more: NDArray[np.bool_], less: NDArray[np.bool_], value: int
) -> tuple[float, Numbers]:
    """Largest share of outcome `value` after trimming, and what each row adds to it."""
    pull = np.zeros(len(y))
    hit = s * (y == value)
    kept, share = s[less].mean(), hit[more].mean()
    top = float(share / kept)
    if top > 1:
        return 1.0, pull
    pull[more] = (hit[more] - share) / kept / more.sum()
    pull[less] = -top * (s[less] - kept) / kept / less.sum()
    return top, pull


def _rows(
    invited: ArrayLike, delivered: ArrayLike, test: ArrayLike, cluster: ArrayLike
) -> tuple[Numbers, Numbers, Numbers, NDArray[np.int64]]:
    s, t = (np.asarray(x, dtype=np.float64) for x in (delivered, test))
    y = np.asarray(invited, dtype=np.float64)
    names, at = np.unique(np.asarray(cluster), return_inverse=True)
    if not (y.shape == s.shape == t.shape == at.shape) or y.ndim != 1:
        raise ValueError("invited, delivered, test and cluster need one value an enquiry")
    y = np.where(s == 1, y, 0.0)
    if not all(np.all((x == 0) | (x == 1)) for x in (y, s, t)):
        raise ValueError("invited, delivered and test must be 0 or 1")
    if len(names) < 2 or not 0 < t.sum() < len(t):
        raise ValueError("both arms and at least two clusters are needed")
    return y, s, t, at.astype(np.int64)
