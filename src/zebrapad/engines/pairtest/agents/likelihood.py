"""How likely what was seen of each agent is, for every gap that it may truly have."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from zebrapad.engines.pairtest.agents.gaps import Counts, Floats, Tally
from zebrapad.engines.pairtest.agents.spline import natural, orthonormal

FREEDOM = 5
DIGITS = 12


@dataclass(frozen=True, slots=True)
class Likelihood:
    """Likelihood of each agent at each point of a support.

    Attributes:
        gap: The gap at each point, in rising order, shape (M,).
        basis: Shapes of the log prior at each point, orthonormal, shape (M, p).
        rows: Likelihood of each kind of agent, its largest value 1, shape (R, M).
        of: The row of each agent, shape (J,): agents with the same counts share one.
        log_scale: Log of what each row was divided by, shape (R,).
    """

    gap: Floats
    basis: Floats
    rows: Floats
    of: NDArray[np.int64]
    log_scale: Floats

    @property
    def times(self) -> Floats:
        """Agents of each row, shape (R,)."""
        return np.bincount(self.of, minlength=self.rows.shape[0]).astype(np.float64)


def normal(
    difference: ArrayLike, se: ArrayLike, *, points: int = 1_000, freedom: int = FREEDOM
) -> Likelihood:
    """Normal likelihood of estimated gaps: for agents with some thirty pairs and more.

    The support goes from the smallest to the largest estimate.

    Args:
        difference: Estimated gap of each agent, shape (J,).
        se: Its standard error, above 0, shape (J,).
        points: Points of the support, from 20.
        freedom: Shapes of the log prior, from 1 to 15.

    Raises:
        ValueError: Shapes differ, fewer than two different gaps, a standard error that is not
            above 0, or too few points or shapes.

    Source:
        Efron (2016), Biometrika 103, 1-20; the support as in Kline, Rose and Walters (2022).
    """
    theta: Floats = np.asarray(difference, dtype=np.float64)
    s: Floats = np.asarray(se, dtype=np.float64)
    if theta.ndim != 1 or theta.shape != s.shape or not np.all(np.isfinite(theta)):
        raise ValueError("difference and se need one finite number an agent")
    if not np.all((s > 0) & np.isfinite(s)):
        raise ValueError("every se must be above 0: use `trinomial` where pairs are few")
    if theta.size < 2 or theta.min() == theta.max():
        raise ValueError("there must be at least two agents with different gaps")
    _grid(points, freedom)
    gap = np.linspace(theta.min(), theta.max(), points)
    log = -0.5 * np.square((theta[:, None] - gap) / s[:, None])
    log -= (np.log(s) + 0.5 * np.log(2 * np.pi))[:, None]
    return _scaled(gap, orthonormal(natural(gap, freedom)), log, np.arange(theta.size))


def trinomial(
    counted: Tally, *, points: tuple[int, int] | None = None, freedom: int = FREEDOM
) -> Likelihood:
    """Exact likelihood of counts: for agents with few pairs, where a normal law is far off.

    An agent has a share of discordant pairs w and, among these, a share f that favours the
    control; its gap is w (2f - 1). The support is a lattice of both, even in the angles
    arcsin sqrt(f) and arcsin sqrt(w). The log prior is a spline in each angle plus their
    product, so that agents with many discordant pairs may favour otherwise than those with few.

    Args:
        counted: Pairs by agent.
        points: Points for f (odd, so that 1/2 is one) and for w, each from 11; without, 41 and
            25, or as many as keep the steps within two standard errors of the largest agent.
        freedom: Shapes of the log prior in each of the two, from 1 to 15.

    Raises:
        ValueError: Too few points or shapes, or an even number of points for f.

    Source:
        Likelihood w^D (1 - w)^(n - D) f^b (1 - f)^c; exponential family of priors: Efron (2016).
    """
    points = points or _lattice(int(counted.pairs.max()))
    _grid(min(points), freedom, least=11)
    if points[0] % 2 == 0:
        raise ValueError("the number of points for the direction must be odd, so that 1/2 is one")
    angles = [np.linspace(0, np.pi / 2, size) for size in points]
    across, along = (grid.ravel() for grid in np.meshgrid(*angles, indexing="ij"))
    favour, often = np.square(np.sin(across)), np.square(np.sin(along))
    gap = np.round(often * (2 * favour - 1), DIGITS)
    shapes = [natural(angle, freedom) for angle in angles]
    product = (across - np.pi / 4) * (along - np.pi / 4)
    basis = np.column_stack(
        (np.repeat(shapes[0], points[1], axis=0), np.tile(shapes[1], (points[0], 1)), product)
    )
    cells = np.column_stack((counted.only_control, counted.only_test, counted.pairs))
    kinds, of = np.unique(cells, axis=0, return_inverse=True)
    order = np.argsort(gap, kind="stable")
    log = _log_trinomial(kinds, favour[order], often[order])
    return _scaled(gap[order], orthonormal(basis)[order], log, of)


def _lattice(most: int) -> tuple[int, int]:
    # An angle arcsin sqrt(share) of n pairs has standard error 1 / (2 sqrt(n)); with steps of two
    # of them the sum over a smooth prior is within about one percent of the integral.
    steps = int(np.ceil(np.pi / 2 * np.sqrt(most)))
    return max(41, steps + 1 + steps % 2), max(25, steps + 1)


def _log_trinomial(kinds: Counts, favour: Floats, often: Floats) -> Floats:
    b, c, n = (kinds[:, [column]] for column in range(3))
    d = b + c
    ways = special.gammaln(n + 1) - sum(special.gammaln(k + 1) for k in (b, c, n - d))
    log: Floats = (
        ways
        + special.xlogy(d, often)
        + special.xlog1py(n - d, -often)
        + special.xlogy(b, favour)
        + special.xlog1py(c, -favour)
    )
    return log


def _scaled(gap: Floats, basis: Floats, log: Floats, of: NDArray[np.int64]) -> Likelihood:
    top = log.max(axis=1)
    return Likelihood(gap, basis, np.exp(log - top[:, None]), of.reshape(-1), top)


def _grid(points: int, freedom: int, least: int = 20) -> None:
    if points < least:
        raise ValueError(f"points must be at least {least}")
    if not 1 <= freedom <= 15 or freedom + 2 > points:
        raise ValueError("freedom must be from 1 to 15, and fewer than the points")
