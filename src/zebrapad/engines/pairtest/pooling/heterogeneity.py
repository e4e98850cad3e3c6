"""How much true effects differ between studies: Q, tau squared and its interval."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, chdtri

from zebrapad.engines.pairtest.pooling.effects import Effects

Numbers = NDArray[np.float64]
METHODS = ("fixed", "dl", "reml", "pm")
STEPS = 500
TINY = 1e-300
ROUNDING = 1e-10


@dataclass(frozen=True, slots=True)
class Weighted:
    """A weighted regression of effects on what is known of the studies.

    Attributes:
        weights: 1 / (variance + tau squared), shape (k,).
        coefficients: Shape (p,).
        covariance: Inverse of the weighted cross-product, shape (p, p).
        residuals: Shape (k,).
        q: Weighted sum of squared residuals.
    """

    weights: Numbers
    coefficients: Numbers
    covariance: Numbers
    residuals: Numbers
    q: float


def weighted(y: Numbers, v: Numbers, x: Numbers, tau2: float) -> Weighted:
    """Generalised least squares with a supposed tau squared.

    Args:
        y: Effects, shape (k,).
        v: Sampling variances, shape (k,).
        x: What is known of the studies, with a column of ones, shape (k, p).
        tau2: The variance between studies.
    """
    weights: Numbers = 1 / (v + tau2)
    covariance = np.asarray(np.linalg.inv((x.T * weights) @ x), dtype=np.float64)
    coefficients = np.asarray(covariance @ (x.T @ (weights * y)), dtype=np.float64)
    residuals = y - x @ coefficients
    return Weighted(weights, coefficients, covariance, residuals, float(weights @ residuals**2))


def tau_squared(y: Numbers, v: Numbers, x: Numbers, method: str) -> float:
    """The variance between studies that x leaves over; 0 for a fixed effect.

    Args:
        y: Effects, shape (k,).
        v: Sampling variances, shape (k,).
        x: Design, shape (k, p).
        method: `fixed`, `dl`, `reml` or `pm`.

    Raises:
        ValueError: An unknown method, or no more studies than columns of x.

    Source:
        DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177-188; Viechtbauer
        (2005), Journal of Educational and Behavioral Statistics 30, 261-293 (REML);
        Paule and Mandel (1982), Journal of Research of the National Bureau of
        Standards 87, 377-385.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, not “{method}”")
    if method == "fixed":
        return 0.0
    if len(y) <= x.shape[1]:
        raise ValueError("a variance between studies needs more studies than coefficients")
    if method == "dl":
        return _moments(y, v, x)
    return _restricted(y, v, x) if method == "reml" else _paule_mandel(y, v, x)


def _moments(y: Numbers, v: Numbers, x: Numbers) -> float:
    fit = weighted(y, v, x, 0.0)
    found = (fit.q - (len(y) - x.shape[1])) / _trace(fit, x)
    return found if found > 0 else 0.0


def _trace(fit: Weighted, x: Numbers) -> float:
    """Trace of the matrix that makes residuals of effects, times the weights."""
    w = fit.weights
    lever = np.sum((x @ fit.covariance) * x, axis=1)
    return float(np.sum(w - w**2 * lever))


def _paule_mandel(y: Numbers, v: Numbers, x: Numbers) -> float:
    return reaching(y, v, x, len(y) - x.shape[1])


def _restricted(y: Numbers, v: Numbers, x: Numbers) -> float:
    """Fisher scoring from the moment estimate; a step never lowers the likelihood."""
    tau2 = _moments(y, v, x)
    height = _likelihood(y, v, x, tau2)
    for _ in range(STEPS):  # pragma: no branch - it settles long before
        new = max(0.0, tau2 + _score_step(y, v, x, tau2))
        near = 1e-13 * (tau2 + float(v.min()))
        # Less than rounding is no fall: at the top the likelihood is flat, the step still right.
        while _likelihood(y, v, x, new) < height - ROUNDING * (1 + abs(height)):
            new = (tau2 + new) / 2
        if abs(new - tau2) <= near:
            break
        tau2, height = new, _likelihood(y, v, x, new)
    return tau2


def _score_step(y: Numbers, v: Numbers, x: Numbers, tau2: float) -> float:
    """Slope of the restricted likelihood over its expected curvature, linear in the studies."""
    fit = weighted(y, v, x, tau2)
    w = fit.weights
    second = fit.covariance @ ((x.T * w**2) @ x)
    third = fit.covariance @ ((x.T * w**3) @ x)
    slope = np.sum((w * fit.residuals) ** 2) - w.sum() + np.trace(second)
    return float(slope / (np.sum(w**2) - 2 * np.trace(third) + np.sum(second * second.T)))


def _likelihood(y: Numbers, v: Numbers, x: Numbers, tau2: float) -> float:
    fit = weighted(y, v, x, tau2)
    _, volume = np.linalg.slogdet(fit.covariance)
    return float(np.log(fit.weights).sum() + volume - fit.q) / 2


def reaching(y: Numbers, v: Numbers, x: Numbers, goal: float) -> float:
    """The tau squared at which Q, with weights 1 / (v + tau squared), falls to a goal.

    0 if it starts at or below the goal. Q falls and is convex in tau squared, so Newton's
    steps from 0 come up to the root and never pass it.
    """
    tau2 = 0.0
    for _ in range(STEPS):  # pragma: no branch - it settles long before
        fit = weighted(y, v, x, tau2)
        step = (fit.q - goal) / float(fit.weights**2 @ fit.residuals**2 + TINY)
        if step <= 1e-15 * (tau2 + float(v.min())):
            break
        tau2 += step
    return tau2


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How much true effects differ between studies.

    Attributes:
        q: Cochran's statistic of the fixed-effect fit, on `df` degrees of freedom.
        df: Studies less coefficients.
        p: Chance of such a Q or a larger one if all true effects were one.
        tau2: Variance between studies, on the squared scale of the effects.
        tau2_interval: Q-profile interval; (0, 0) where even no difference at all is
            refused as too large a difference. NaN for one study.
        i2: Share of the variance that lies between studies, a fraction of 1.
        h2: Total over sampling variance, from 1 on.
    """

    q: float
    df: int
    p: float
    tau2: float
    tau2_interval: tuple[float, float]
    i2: float
    h2: float


def heterogeneity(
    effects: Effects, x: Numbers, tau2: float, *, fixed: bool, level: float
) -> Heterogeneity:
    """Q, I squared and the interval of tau squared beside a tau squared already estimated.

    Source:
        Cochran (1954), Biometrics 10, 101-129; Higgins and Thompson (2002), Statistics
        in Medicine 21, 1539-1558; Viechtbauer (2007), Statistics in Medicine 26, 37-52.
    """
    y, v = effects.estimate, effects.variance
    fit = weighted(y, v, x, 0.0)
    df = len(y) - x.shape[1]
    if df == 0:
        return Heterogeneity(0.0, 0, 1.0, 0.0, (np.nan, np.nan), 0.0, 1.0)
    typical = df / _trace(fit, x)
    h2 = max(1.0, fit.q / df) if fixed else 1 + tau2 / typical
    return Heterogeneity(
        q=fit.q,
        df=df,
        p=float(chdtrc(df, fit.q)),
        tau2=tau2,
        tau2_interval=_profile(y, v, x, level),
        i2=1 - 1 / h2,
        h2=h2,
    )


def _profile(y: Numbers, v: Numbers, x: Numbers, level: float) -> tuple[float, float]:
    df = len(y) - x.shape[1]
    most, least = float(chdtri(df, (1 - level) / 2)), float(chdtri(df, (1 + level) / 2))
    return reaching(y, v, x, most), reaching(y, v, x, least)
