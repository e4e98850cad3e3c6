"""The law that agents' gaps come from: a smooth density whose noise has been taken out."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from zebrapad.engines.pairtest.agents.gaps import Floats
from zebrapad.engines.pairtest.agents.likelihood import Likelihood

Norm = Literal["length", "square"]
STEPS = 200
SMALLEST = 1e-9
PRECISION = 1e-9


@dataclass(frozen=True, slots=True)
class Prior:
    """A density over gaps, g proportional to exp(Q alpha).

    Attributes:
        gap: Points of the support in rising order, shape (M,).
        weight: Probability of each, shape (M,), adding up to 1.
        coefficients: alpha, shape (p,).
        covariance: Of alpha, shape (p, p); NaN where the penalty holds alpha at 0.
        basis: Q, shape (M, p).
        penalty: The c that was used.
        norm: What c is multiplied by: the length of alpha or its square.
        log_likelihood: Of the agents, without the penalty.
        mean: Mean gap.
        sd: Standard deviation of the gaps.
    """

    gap: Floats
    weight: Floats
    coefficients: Floats
    covariance: Floats
    basis: Floats
    penalty: float
    norm: Norm
    log_likelihood: float
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class _Point:
    """The penalised log likelihood at one alpha, and what Newton's method needs of it."""

    alpha: Floats
    weight: Floats
    fit: float
    value: float
    gradient: Floats
    hessian: Floats
    scores: Floats


def deconvolve(
    likelihood: Likelihood,
    penalty: float,
    *,
    norm: Norm = "length",
    start: Floats | None = None,
) -> Prior:
    """The prior that makes what was seen most likely, less a penalty for being uneven.

    Maximises sum_j log sum_m L_jm g_m(alpha) - c ||alpha||, by Newton's method with analytic
    gradient and Hessian. As the basis is orthonormal, ||alpha|| is the root mean square of the
    log density about its mean.

    Args:
        likelihood: From `normal` or `trinomial`.
        penalty: c, from 1e-9.
        norm: "length" for c ||alpha||, as Efron has it; "square" for c ||alpha||^2.
        start: Where alpha starts, shape (p,).

    Raises:
        ValueError: The penalty is below 1e-9, or so small that no prior is best.

    Source:
        Efron (2016), Biometrika 103, 1-20; covariance: his delta method with the scores' products.
    """
    if not penalty >= SMALLEST or not np.isfinite(penalty):
        raise ValueError(f"penalty must be a number from {SMALLEST:g}")
    zero = np.zeros(likelihood.basis.shape[1])
    flat = _at(likelihood, zero, penalty, norm)
    foot = _foot(likelihood, flat, start, penalty, norm)
    if foot.value <= flat.value:
        return _prior(likelihood, flat, penalty, norm, covariance=np.full((zero.size,) * 2, np.nan))
    point = _climb(likelihood, foot, penalty, norm)
    outer = np.linalg.pinv(-point.hessian, hermitian=True)
    spread = (point.scores * likelihood.times[:, None]).T @ point.scores
    return _prior(likelihood, point, penalty, norm, covariance=outer @ spread @ outer)


def _foot(
    likelihood: Likelihood, flat: _Point, start: Floats | None, penalty: float, norm: Norm
) -> _Point:
    """Where the climb starts: above the flat prior, if anything is.

    From there it never comes back to alpha = 0, where a length has no slope.
    """
    if start is not None:
        foot = _at(likelihood, start, penalty, norm)
        if foot.value > flat.value:
            return foot
    steepest = float(np.linalg.norm(flat.gradient))
    pull = steepest - penalty if norm == "length" else steepest
    if pull <= 0:
        return flat
    way = flat.gradient / steepest
    bend = -float(way @ flat.hessian @ way)
    far = min(pull / bend, 1.0) if bend > 0 else 0.1
    foot = _at(likelihood, far * way, penalty, norm)
    while foot.value <= flat.value and far > 1e-12:
        far /= 2
        foot = _at(likelihood, far * way, penalty, norm)
    return foot


def _at(likelihood: Likelihood, alpha: Floats, penalty: float, norm: Norm) -> _Point:
    q, times = likelihood.basis, likelihood.times
    log = q @ alpha
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    sums = likelihood.rows @ np.column_stack((weight, weight[:, None] * q))
    density = sums[:, 0]
    posterior = sums[:, 1:] / density[:, None]
    mean = weight @ q
    scores = posterior - mean
    shares = weight * ((times / density) @ likelihood.rows)
    total = times.sum()
    hessian = q.T @ (shares[:, None] * q) - posterior.T @ (times[:, None] * posterior)
    hessian -= total * (q.T @ (weight[:, None] * q) - np.outer(mean, mean))
    fit = float(times @ (np.log(density) + likelihood.log_scale))
    cost, slope, bend = _penalised(alpha, penalty, norm)
    return _Point(alpha, weight, fit, fit - cost, times @ scores - slope, hessian - bend, scores)


def _penalised(alpha: Floats, penalty: float, norm: Norm) -> tuple[float, Floats, Floats]:
    one = np.eye(alpha.size)
    if norm == "square":
        return penalty * float(alpha @ alpha), 2 * penalty * alpha, 2 * penalty * one
    length = float(np.linalg.norm(alpha))
    if length == 0:
        return 0.0, np.zeros_like(alpha), 0 * one
    unit = alpha / length
    return penalty * length, penalty * unit, penalty / length * (one - np.outer(unit, unit))


def _climb(likelihood: Likelihood, point: _Point, penalty: float, norm: Norm) -> _Point:
    scale = PRECISION * float(likelihood.times.sum())
    for _step in range(STEPS):
        if np.abs(point.gradient).max() <= scale:
            return point
        point = _uphill(likelihood, point, penalty, norm)
    raise ValueError(f"no prior is best at penalty {penalty:g}: use a larger one")


def _uphill(likelihood: Likelihood, point: _Point, penalty: float, norm: Norm) -> _Point:
    # The log likelihood of a mixture isn't concave: where it bends the wrong way, its bend is
    # turned round, so that the step still goes up.
    values, vectors = np.linalg.eigh(-point.hessian)
    bends = np.maximum(np.abs(values), 1e-8 * np.abs(values).max())
    step = vectors @ ((vectors.T @ point.gradient) / bends)
    rise = float(step @ point.gradient)
    size = min(1.0, 5.0 / float(np.linalg.norm(step)))
    tried = _at(likelihood, point.alpha + size * step, penalty, norm)
    while size > 1e-12 and not _better(tried, point, 1e-4 * size * rise):
        size /= 2
        tried = _at(likelihood, point.alpha + size * step, penalty, norm)
    return tried


def _better(tried: _Point, point: _Point, rise: float) -> bool:
    # Near the top the rise drowns in rounding; then a smaller gradient decides.
    close = abs(tried.value - point.value) <= 1e-11 * (1 + abs(point.value))
    calmer = np.linalg.norm(tried.gradient) < np.linalg.norm(point.gradient)
    return bool(tried.value >= point.value + rise or (close and calmer))


def _prior(
    likelihood: Likelihood, point: _Point, penalty: float, norm: Norm, *, covariance: Floats
) -> Prior:
    mean = float(point.weight @ likelihood.gap)
    return Prior(
        gap=likelihood.gap,
        weight=point.weight,
        coefficients=point.alpha,
        covariance=covariance,
        basis=likelihood.basis,
        penalty=penalty,
        norm=norm,
        log_likelihood=point.fit,
        mean=mean,
        sd=float(np.sqrt(point.weight @ np.square(likelihood.gap - mean))),
    )
