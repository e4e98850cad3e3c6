"""Does the answer to one enquiry depend on who else wrote?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from zebrapad.engines.pairtest.threats.estimated import Estimated, clustered, estimated

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
SITUATIONS = (
    "control_alone",
    "control_with_control",
    "control_with_test",
    "test_alone",
    "test_with_control",
    "test_with_test",
)
# Each as weights of the six situations above.
CONTRASTS: dict[str, tuple[int, ...]] = {
    "paired": (0, 0, 1, 0, -1, 0),
    "alone": (1, 0, 0, -1, 0, 0),
    "beside_control": (0, 1, 0, 0, -1, 0),
    "beside_test": (0, 0, 1, 0, 0, -1),
    "whole_pool": (0, 1, 0, 0, 0, -1),
    "test_companion_on_control": (0, -1, 1, 0, 0, 0),
    "test_companion_on_test": (0, 0, 0, 0, -1, 1),
    "companion_on_control": (-1, 1, 0, 0, 0, 0),
    "companion_on_test": (0, 0, 0, -1, 0, 1),
    "paired_less_alone": (-1, 0, 1, 1, -1, 0),
}
INTERFERENCE = tuple(CONTRASTS)[5:9]


@dataclass(frozen=True, slots=True)
class Joint:
    """A test of several contrasts at once.

    Attributes:
        statistic: Wald's chi-square.
        df: Contrasts that are tested.
        p: Chance of such a statistic if all were 0.
    """

    statistic: float
    df: int
    p: float


@dataclass(frozen=True, slots=True)
class Spillover:
    """Invitation rates by who else wrote, and what follows from them.

    Attributes:
        rates: Invitation rate in each situation the design has, named as in `SITUATIONS`.
        enquiries: Number of enquiries in each.
        contrasts: What can be said of interference:
            `paired`, control less test in matched pairs: the usual difference;
            `alone`, the same where only one wrote: no interference is possible;
            `beside_control`, `beside_test`, the same with the same companion;
            `whole_pool`, two control persons less two test persons;
            `test_companion_on_control`, what a control person gains when the companion
            is a test person rather than a control person; `test_companion_on_test`;
            `companion_on_control`, what a companion of one's own arm changes against
            being alone; `companion_on_test`;
            `paired_less_alone`, by how much pairs overstate the difference.
        cannot_say: Contrasts for which the design has no enquiries.
        interference: Test of no effect of a companion on anybody; None where no such
            contrast can be said.
        adjusted: Control less test from a linear model that holds the companion equal;
            None where arm and companion can't be told apart, as in pairs alone.
        clusters: Number of clusters.
    """

    rates: dict[str, Estimated]
    enquiries: dict[str, int]
    contrasts: dict[str, Estimated]
    cannot_say: tuple[str, ...]
    interference: Joint | None
    adjusted: Estimated | None
    clusters: int


def spillover(
    invited: ArrayLike,
    test: ArrayLike,
    listing: ArrayLike,
    agent: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> Spillover:
    """Interference between enquiries to one listing, in a mixed design.

    A design of matched pairs alone can't tell discrimination from what one enquiry does
    to the other; single enquiries and placebo pairs (two of one arm) beside them can.

    Args:
        invited: 0 or 1 for each enquiry, shape (rows,).
        test: Whether it came from a test person, 0 or 1.
        listing: Whom it was sent to: one or two enquiries each, any labels.
        agent: Larger clusters than the listing, if there are; each listing has one.
        level: Of the intervals.

    Raises:
        ValueError: Unequal lengths, other values than 0 and 1, a listing with three or
            more enquiries or two agents, fewer than two clusters, or a design that
            allows no contrast at all.

    Source:
        Phillips (2019), Economic Journal 129, 2240-2264; exposure contrasts after Aronow
        and Samii (2017), Annals of Applied Statistics 11, 1912-1947.
    """
    y, t, ads, cluster = _rows(invited, test, listing, agent)
    size = np.bincount(ads)[ads]
    companion = np.bincount(ads, weights=t)[ads] - t
    place = (3 * t + np.where(size == 1, 0, 1 + companion)).astype(np.int64)
    counts = np.bincount(place, minlength=6)
    # One enquiry alone in its situation has no spread to see: nothing is said of it.
    there = counts >= 2
    means = np.bincount(place, weights=y, minlength=6) / np.maximum(counts, 1)
    covariance = _covariance(y - means[place], place, counts, cluster)
    weights = _sayable(there)
    return Spillover(
        rates={
            name: estimated(float(means[i]), float(covariance[i, i]), level)
            for i, name in enumerate(SITUATIONS)
            if there[i]
        },
        enquiries=dict(zip(SITUATIONS, counts.tolist(), strict=True)),
        contrasts={
            name: estimated(float(w @ means), float(w @ covariance @ w), level)
            for name, w in weights.items()
        },
        cannot_say=tuple(name for name in CONTRASTS if name not in weights),
        interference=_joint([weights[x] for x in INTERFERENCE if x in weights], means, covariance),
        adjusted=_adjusted(y, t, (size > 1).astype(np.float64), companion, cluster, level),
        clusters=int(cluster.max()) + 1,
    )


def _sayable(there: NDArray[np.bool_]) -> dict[str, Numbers]:
    """The contrasts of which every situation was seen."""
    found = {
        name: np.array(w, dtype=np.float64)
        for name, w in CONTRASTS.items()
        if np.all(there[np.flatnonzero(w)])
    }
    if not found:
        raise ValueError(
            "no two situations have two enquiries each: send single, matched or placebo"
            " enquiries of both arms"
        )
    return found


def _covariance(residuals: Numbers, place: Places, counts: Places, cluster: Places) -> Numbers:
    """Of the six rates, enquiries of one cluster together."""
    pull = np.zeros((len(place), 6))
    pull[np.arange(len(place)), place] = residuals / counts[place]
    return clustered(pull, cluster)


def _joint(weights: list[Numbers], means: Numbers, covariance: Numbers) -> Joint | None:
    if not weights:
        return None
    w = np.array(weights)
    value = w @ means
    statistic = float(value @ np.linalg.pinv(w @ covariance @ w.T) @ value)
    return Joint(statistic, len(w), float(chdtrc(len(w), statistic)))


def _adjusted(
    y: Numbers, t: Numbers, others: Numbers, companion: Numbers, cluster: Places, level: float
) -> Estimated | None:
    """Least squares on arm, on having a companion, and on the arm of the companion."""
    columns = [np.ones(len(y)), t, others, companion]
    x = np.column_stack([c for i, c in enumerate(columns) if i < 2 or np.ptp(c) > 0])
    if np.linalg.matrix_rank(x) < x.shape[1] or not np.ptp(companion):
        return None
    bread = np.linalg.inv(x.T @ x)
    fit = bread @ (x.T @ y)
    spread = bread @ clustered(x * (y - x @ fit)[:, None], cluster) @ bread
    return estimated(-float(fit[1]), float(spread[1, 1]), level)


def _rows(
    invited: ArrayLike, test: ArrayLike, listing: ArrayLike, agent: ArrayLike | None
) -> tuple[Numbers, Numbers, Places, Places]:
    y, t = (np.asarray(x, dtype=np.float64) for x in (invited, test))
    _, ads = np.unique(np.asarray(listing), return_inverse=True)
    groups = ads if agent is None else np.unique(np.asarray(agent), return_inverse=True)[1]
    if not (y.shape == t.shape == ads.shape == groups.shape) or y.ndim != 1 or not len(y):
        raise ValueError("invited, test, listing and agent need one value an enquiry")
    if not (np.all((y == 0) | (y == 1)) and np.all((t == 0) | (t == 1))):
        raise ValueError("invited and test must be 0 or 1")
    _shaped(ads, groups)
    return y, t, ads.astype(np.int64), groups.astype(np.int64)


def _shaped(ads: Places, groups: Places) -> None:
    if np.bincount(ads).max() > 2:
        raise ValueError("a listing must have one or two enquiries; of three, leave one out")
    if groups.max() < 1:
        raise ValueError("at least two clusters are needed")
    if len(np.unique(np.column_stack([ads, groups]), axis=0)) != ads.max() + 1:
        raise ValueError("each listing must belong to one agent")
