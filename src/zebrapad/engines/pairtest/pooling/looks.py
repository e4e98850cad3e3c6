"""Planned looks at discordant pairs, by their exact binomial law."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlog1py, xlogy

from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.paired.mcnemar import mcnemar
from zebrapad.engines.pairtest.pooling.eprocess import EProcess, e_process
from zebrapad.engines.pairtest.pooling.spending import spent

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Looks:
    """When to stop at each planned look.

    Attributes:
        pairs: Discordant pairs at each look, rising, shape (s,).
        at_least: Stop when either arm has so many of them; pairs + 1: not at this look.
        allowed: Alpha that may have been spent by each look, two-sided.
        reached: Alpha that is spent by each look: never above what is allowed.
    """

    pairs: Counts
    at_least: Counts
    allowed: Numbers
    reached: Numbers


def plan_looks(
    pairs: ArrayLike, planned: int, *, alpha: float = 0.05, kind: str = "obrien_fleming"
) -> Looks:
    """Boundaries at looks after given numbers of discordant pairs.

    The numbers need not be the planned ones, as long as they do not depend on which arm is
    ahead. What the exact law leaves unspent goes to the next look.

    Args:
        pairs: Discordant pairs at each look so far or to come, rising.
        planned: Discordant pairs at the planned end.
        alpha: Two-sided.
        kind: `obrien_fleming` or `pocock`.

    Raises:
        ValueError: Looks that are no rising whole numbers from 1 to `planned`, and what
            `spent` refuses.

    Source:
        Lan and DeMets (1983), Biometrika 70, 659-663; exact recursion for a binomial
        count: Jennison and Turnbull (2000), Group Sequential Methods, chapter 12.
    """
    at = np.atleast_1d(np.asarray(pairs))
    if at.dtype.kind not in "iu" or at.ndim != 1 or np.any(np.diff(at, prepend=0) < 1):
        raise ValueError("looks must be rising whole numbers of discordant pairs, from 1")
    if at[-1] > planned:
        raise ValueError(
            f"the last look is after {at[-1]} discordant pairs, but {planned} are planned"
        )
    allowed = spent(at / planned, alpha=alpha, kind=kind)
    bounds, reached, alive, before, gone = [], [], np.ones(1), 0, 0.0
    for look, now in enumerate(at):
        alive = np.convolve(alive, _binomial(int(now) - before, 0.5))
        bound = _least(alive, (float(allowed[look]) - gone) / 2)
        alive, out = _stopped(alive, bound)
        gone, before = gone + out, int(now)
        bounds.append(bound)
        reached.append(gone)
    return Looks(at.astype(np.int64), np.array(bounds), allowed, np.array(reached))


def stops_by(pairs: ArrayLike, at_least: ArrayLike, share: float = 0.5) -> Numbers:
    """The chance to have stopped by each look, exactly.

    With a share of 1/2 this is the chance to find a difference where there is none: for any
    rule, also one of looking too often at an ordinary test.

    Args:
        pairs: Discordant pairs at each look, rising, shape (s,).
        at_least: Stop when either arm has so many, above half of the pairs, shape (s,).
        share: Of discordant pairs that favour control.

    Raises:
        ValueError: Looks that do not rise, boundaries not above half of the pairs, or a
            share outside 0 to 1.
    """
    at, bounds = np.asarray(pairs), np.asarray(at_least)
    if at.shape != bounds.shape or at.ndim != 1 or np.any(np.diff(at, prepend=0) < 1):
        raise ValueError("looks must be rising whole numbers of discordant pairs, one bound each")
    if np.any(2 * bounds <= at) or not 0 <= share <= 1:
        raise ValueError("bounds must be above half of the pairs, and share from 0 to 1")
    gone, alive, before = [], np.ones(1), 0
    for now, bound in zip(at.tolist(), bounds.tolist(), strict=True):
        alive, out = _stopped(np.convolve(alive, _binomial(now - before, share)), bound)
        gone.append(out)
        before = now
    return np.cumsum(gone)


def _binomial(n: int, share: float) -> Numbers:
    k = np.arange(n + 1.0)
    ways = gammaln(n + 1.0) - gammaln(k + 1) - gammaln(n - k + 1)
    law: Numbers = np.exp(ways + xlogy(k, share) + xlog1py(n - k, -share))
    return law


def _least(alive: Numbers, share: float) -> int:
    """The least count whose upper tail, among those that go on, is no more than the share."""
    n = len(alive) - 1
    tail = np.cumsum(alive[::-1])[::-1]
    # Rounding of a sum of chances; a boundary that fits exactly is not lost to it.
    fits = np.flatnonzero(tail <= share * (1 + 1e-12))
    return max(int(fits[0]), n // 2 + 1) if len(fits) else n + 1


def _stopped(alive: Numbers, bound: int) -> tuple[Numbers, float]:
    """Those who go on, and the chance to stop here."""
    n = len(alive) - 1
    kept = alive.copy()
    kept[bound:] = 0
    kept[: max(n - bound + 1, 0)] = 0
    return kept, float(alive.sum() - kept.sum())


@dataclass(frozen=True, slots=True)
class Stopping:
    """Where a study stands after its looks so far.

    Attributes:
        looks: The plan, cut to what was seen.
        control: Discordant pairs that favour control at each look, shape (s,).
        test: That favour test, shape (s,).
        midp: p-value of an ordinary McNemar test at each look: for comparison; not valid
            for stopping, shape (s,).
        stop: Whether the boundary was reached at the look, shape (s,).
        stopped_at: Discordant pairs at the first look that stops; 0 for none.
        evidence: The e-process over all discordant pairs, which needs no plan.
        planned: Discordant pairs at the planned end.
        kind: Spending function.
    """

    looks: Looks
    control: Counts
    test: Counts
    midp: Numbers
    stop: NDArray[np.bool_]
    stopped_at: int
    evidence: EProcess
    planned: int
    kind: str


def stopping(
    favours: ArrayLike,
    pairs: ArrayLike,
    planned: int,
    *,
    alpha: float = 0.05,
    kind: str = "obrien_fleming",
) -> Stopping:
    """Where a study stands: its boundaries, and the evidence that needs none.

    Choose one of the two rules before the first answer; to use whichever stops first
    spends alpha twice. After an early stop the usual interval is too short and lies too far
    out: the confidence sequence of the e-process holds.

    Args:
        favours: 1 for only control, 0 for only test, in order of time, shape (m,).
        pairs: Looks, after so many discordant pairs; those after m have not come yet.
        planned: Discordant pairs at the planned end.
        alpha: Two-sided.
        kind: `obrien_fleming` or `pocock`.

    Raises:
        ValueError: No look has been reached, and what `plan_looks` and `e_process` refuse.
    """
    evidence = e_process(favours, alpha=alpha)
    full = plan_looks(pairs, planned, alpha=alpha, kind=kind)
    due = full.pairs <= len(evidence.favours)
    if not due.any():
        raise ValueError(
            f"the first look is after {full.pairs[0]} discordant pairs; there are"
            f" {len(evidence.favours)}"
        )
    looks = Looks(full.pairs[due], full.at_least[due], full.allowed[due], full.reached[due])
    control = np.cumsum(evidence.favours)[looks.pairs - 1]
    test = looks.pairs - control
    stop = np.maximum(control, test) >= looks.at_least
    return Stopping(
        looks=looks,
        control=control,
        test=test,
        midp=mcnemar(cells(0, control, test, 0)).midp,
        stop=stop,
        stopped_at=int(looks.pairs[np.argmax(stop)]) if stop.any() else 0,
        evidence=evidence,
        planned=planned,
        kind=kind,
    )
