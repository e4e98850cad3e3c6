"""One effect from several studies, or effects that depend on what is known of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, fdtrc, ndtr, ndtri, stdtr, stdtrit

from zebrapad.engines.pairtest.pooling.effects import Effects
from zebrapad.engines.pairtest.pooling.heterogeneity import (
    Heterogeneity,
    Weighted,
    heterogeneity,
    tau_squared,
    weighted,
)

Numbers = NDArray[np.float64]
TESTS = ("normal", "hksj", "hksj_held")


@dataclass(frozen=True, slots=True)
class Pooled:
    """The mean effect of several studies.

    Attributes:
        estimate: Mean effect, on the scale of the effects.
        error: Its standard error.
        interval: Of the mean.
        statistic: Estimate over error.
        df: Degrees of freedom of Student's t; infinite for the normal law.
        p: Two-sided, of no mean effect.
        prediction: Where the true effect of a new study would lie; equal to the interval
            of the mean on t where tau squared is 0. NaN for a fixed effect or one study.
        weights: Share of each study in the mean, shape (k,), sum 1.
        heterogeneity: Q, tau squared, I squared.
        studies: Number of studies, k.
        corrected: How many of them had 1/2 added to their cells.
        measure: `difference`, `log_ratio` or `log_odds`.
        method: `fixed`, `dl`, `reml` or `pm`.
        test: `normal`, `hksj` or `hksj_held`.
        level: Of the intervals.
    """

    estimate: float
    error: float
    interval: tuple[float, float]
    statistic: float
    df: float
    p: float
    prediction: tuple[float, float]
    weights: Numbers
    heterogeneity: Heterogeneity
    studies: int
    corrected: int
    measure: str
    method: str
    test: str
    level: float


def pool(
    effects: Effects, *, method: str = "reml", test: str = "hksj", level: float = 0.95
) -> Pooled:
    """The mean effect of the studies, with random effects unless `fixed` is asked for.

    Args:
        effects: From `from_cells`, `from_unpaired`, `from_margins` or `effects`.
        method: `fixed`, `dl` (DerSimonian and Laird), `reml`, `pm` (Paule and Mandel).
        test: `hksj` (Hartung, Knapp, Sidik and Jonkman, on t), `hksj_held` (the same, but
            never with a smaller error than `normal`), `normal`. A fixed effect takes
            `normal` whatever is asked, as there is no spread to estimate.
        level: Of the intervals.

    Raises:
        ValueError: An unknown method, test or level, or fewer than two studies for
            random effects.

    Source:
        Hartung and Knapp (2001), Statistics in Medicine 20, 3875-3889; Sidik and Jonkman
        (2002), Statistics in Medicine 21, 3153-3159; prediction interval with t on
        k - 1: IntHout, Ioannidis, Rovers and Goeman (2016), BMJ Open 6, e010247.
    """
    if method != "fixed" and len(effects) < 2:
        raise ValueError("random effects need at least two studies; method='fixed' takes one")
    x = np.ones((len(effects), 1))
    made = regress(effects, x, method=method, test=test, level=level)
    mean, error = float(made.coefficients[0]), float(made.errors[0])
    return Pooled(
        estimate=mean,
        error=error,
        interval=(float(made.low[0]), float(made.high[0])),
        statistic=mean / error,
        df=made.df,
        p=float(made.p[0]),
        prediction=_prediction(made, mean, error, method, level),
        weights=made.fit.weights / made.fit.weights.sum(),
        heterogeneity=made.heterogeneity,
        studies=len(effects),
        corrected=int(effects.corrected.sum()),
        measure=effects.measure,
        method=method,
        test=made.test,
        level=level,
    )


def _prediction(
    made: "Regression", mean: float, error: float, method: str, level: float
) -> tuple[float, float]:
    if method == "fixed":
        return np.nan, np.nan
    spread = np.sqrt(made.heterogeneity.tau2 + error**2)
    reach = float(stdtrit(made.heterogeneity.df, (1 + level) / 2) * spread)
    return mean - reach, mean + reach


@dataclass(frozen=True, slots=True)
class Regression:
    """Effects that depend on what is known of the studies.

    Attributes:
        coefficients: One a column of the design, shape (p,).
        errors: Standard errors, shape (p,).
        low: Lower ends, shape (p,).
        high: Upper ends, shape (p,).
        p: Two-sided, of each coefficient being 0, shape (p,).
        covariance: Shape (p, p).
        df: Degrees of freedom of t; infinite for the normal law.
        heterogeneity: What the columns leave over.
        fit: Weights and residuals.
        test: `normal`, `hksj` or `hksj_held`: which was used.
    """

    coefficients: Numbers
    errors: Numbers
    low: Numbers
    high: Numbers
    p: Numbers
    covariance: Numbers
    df: float
    heterogeneity: Heterogeneity
    fit: Weighted
    test: str

    def joint(self, chosen: ArrayLike) -> tuple[float, float]:
        """Statistic and p of several coefficients being 0 at once: Wald's, chi-square or F."""
        at = np.asarray(chosen)
        part = self.coefficients[at]
        wald = float(part @ np.linalg.solve(self.covariance[np.ix_(at, at)], part))
        if np.isinf(self.df):
            return wald, float(chdtrc(len(at), wald))
        return wald / len(at), float(fdtrc(len(at), self.df, wald / len(at)))


def regress(
    effects: Effects,
    x: ArrayLike,
    *,
    method: str = "reml",
    test: str = "hksj",
    level: float = 0.95,
) -> Regression:
    """Mixed-effects regression of effects on what is known of the studies.

    Args:
        effects: k studies.
        x: Design with its column of ones, shape (k, p).
        method: As in `pool`.
        test: As in `pool`.
        level: Of the intervals.

    Raises:
        ValueError: A design of another length, with gaps, or whose columns depend on one
            another; and what `pool` refuses.

    Source:
        Knapp and Hartung (2003), Statistics in Medicine 22, 2693-2710.
    """
    design = np.asarray(x, dtype=np.float64)
    _checked(len(effects), design, test, level)
    y, v = effects.estimate, effects.variance
    tau2 = tau_squared(y, v, design, method)
    fit = weighted(y, v, design, tau2)
    k, p = design.shape
    used = "normal" if method == "fixed" else test
    df = np.inf if used == "normal" else float(k - p)
    covariance = fit.covariance * _inflation(fit, k - p, used)
    errors = np.sqrt(np.diag(covariance))
    reach = quantile(df, level) * errors
    return Regression(
        coefficients=fit.coefficients,
        errors=errors,
        low=fit.coefficients - reach,
        high=fit.coefficients + reach,
        p=two_sided(fit.coefficients / errors, df),
        covariance=covariance,
        df=df,
        heterogeneity=heterogeneity(effects, design, tau2, fixed=method == "fixed", level=level),
        fit=fit,
        test=used,
    )


def _checked(k: int, design: Numbers, test: str, level: float) -> None:
    if test not in TESTS:
        raise ValueError(f"test must be one of {', '.join(TESTS)}, not “{test}”")
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    if design.ndim != 2 or len(design) != k or not np.isfinite(design).all():
        raise ValueError("the design needs one row of finite numbers a study")
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise ValueError("columns of the design must not follow from one another")


def _inflation(fit: Weighted, df: int, test: str) -> float:
    if test == "normal":
        return 1.0
    # Studies that agree to the last digit leave no spread, and no interval of no width.
    seen = max(fit.q / df, 1e-24)
    return max(1.0, seen) if test == "hksj_held" else seen


def quantile(df: float, level: float) -> float:
    """Two-sided quantile of Student's t, or of the normal law where df is infinite."""
    half = (1 + level) / 2
    return float(ndtri(half) if np.isinf(df) else stdtrit(df, half))


def two_sided(statistic: Numbers, df: float) -> Numbers:
    """Two-sided p of Student's t, or of the normal law where df is infinite."""
    below = -np.abs(statistic)
    found: Numbers = 2 * (ndtr(below) if np.isinf(df) else stdtr(df, below))
    return found
