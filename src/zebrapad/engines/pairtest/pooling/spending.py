"""Planned looks: how much of alpha each may spend, and where its boundary lies."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

Numbers = NDArray[np.float64]
KINDS = ("obrien_fleming", "pocock")
NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)
FARTHEST = 9.0
PANEL = 1.5
HALVINGS = 70


def spent(times: ArrayLike, *, alpha: float = 0.05, kind: str = "obrien_fleming") -> Numbers:
    """How much of a two-sided alpha has been spent by each time, half on either side.

    Args:
        times: Share of the planned discordant pairs at each look, rising, at most 1.
        alpha: Two-sided.
        kind: `obrien_fleming` (little early) or `pocock` (evenly).

    Raises:
        ValueError: Times that do not rise from above 0 to at most 1, alpha not between
            0 and 1, or an unknown kind.

    Source:
        Lan and DeMets (1983), Biometrika 70, 659-663.
    """
    t = np.atleast_1d(np.asarray(times, dtype=np.float64))
    if t.ndim != 1 or np.any(np.diff(t, prepend=0.0) <= 0) or t[-1] > 1 + 1e-12:
        raise ValueError("times must rise, from above 0 to at most 1")
    if not 0 < alpha < 1 or kind not in KINDS:
        raise ValueError(f"alpha must be between 0 and 1 and kind one of {', '.join(KINDS)}")
    t = np.minimum(t, 1.0)
    if kind == "pocock":
        found: Numbers = alpha * np.log1p((np.e - 1) * t)
    else:
        found = 4 * ndtr(ndtri(alpha / 4) / np.sqrt(t))
    return found


def boundaries(times: ArrayLike, *, alpha: float = 0.05, kind: str = "obrien_fleming") -> Numbers:
    """Two-sided boundaries of a standard normal statistic at planned looks.

    Stop at a look when the statistic, (b - c) over the root of (b + c), is as far from 0.

    Args:
        times: As in `spent`.
        alpha: Two-sided.
        kind: As in `spent`.

    Returns:
        One boundary a look, above 0.

    Raises:
        ValueError: As `spent`.

    Source:
        Armitage, McPherson and Rowe (1969), Journal of the Royal Statistical Society A
        132, 235-244, by Gauss-Legendre quadrature; Jennison and Turnbull (2000), Group
        Sequential Methods with Applications to Clinical Trials, 7.2 and chapter 19.
    """
    t = np.atleast_1d(np.asarray(times, dtype=np.float64))
    shares = np.diff(spent(t, alpha=alpha, kind=kind), prepend=0.0) / 2
    return _walk(t, lambda look, tail: _solved(tail, float(shares[look])))[0]


def ever_crossed(times: ArrayLike, bounds: ArrayLike) -> Numbers:
    """The chance to have crossed given two-sided boundaries by each look, with no effect.

    Args:
        times: As in `spent`.
        bounds: One above 0 a look.

    Raises:
        ValueError: Times as in `spent`, or boundaries that are not above 0.
    """
    t, given = np.atleast_1d(np.asarray(times, dtype=np.float64)), np.asarray(bounds, dtype=float)
    spent(t)
    if given.shape != t.shape or not np.all(given > 0):
        raise ValueError("bounds needs one number above 0 for each time")
    return np.cumsum(2 * _walk(t, lambda look, _: float(given[look]))[1])


def _walk(
    times: Numbers, chosen: Callable[[int, Callable[[float], float]], float]
) -> tuple[Numbers, Numbers]:
    """Boundaries and upper crossing chances look by look, of a Brownian motion that went on.

    Args:
        times: Information at each look.
        chosen: Gives the boundary of a look; it may ask how likely a boundary is crossed.
    """
    at, mass, before = np.zeros(1), np.ones(1), 0.0
    bounds, chances = [], []
    for look, now in enumerate(times):
        step, scale = np.sqrt(now - before), np.sqrt(now)
        tail = partial(_tail, at, mass, float(step), float(scale))
        bound = chosen(look, tail)
        bounds.append(bound)
        chances.append(tail(bound))
        points, widths = _panels(min(bound, FARTHEST) * scale, step)
        kernel = np.exp(-(((points[:, None] - at) / step) ** 2) / 2)
        mass = widths * (kernel @ mass) / (step * np.sqrt(2 * np.pi))
        at, before = points, now
    return np.array(bounds), np.array(chances)


def _tail(at: Numbers, mass: Numbers, step: float, scale: float, bound: float) -> float:
    """The chance to lie above a boundary at the next look, coming from where one is."""
    return float(mass @ ndtr((at - bound * scale) / step))


def _panels(reach: float, step: float) -> tuple[Numbers, Numbers]:
    """Nodes and weights over -reach to reach, fine against the width of a step."""
    count = int(np.ceil(2 * reach / (PANEL * step)))
    edges = np.linspace(-reach, reach, count + 1)
    half = reach / count
    points = (edges[:-1, None] + half + half * NODES).ravel()
    return points, np.tile(half * WEIGHTS, count)


def _solved(tail: Callable[[float], float], share: float) -> float:
    low, high = 0.0, 4 * FARTHEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if tail(middle) > share else (low, middle)
    return high
