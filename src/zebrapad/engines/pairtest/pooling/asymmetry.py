"""Do small studies find more than large ones?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from zebrapad.engines.pairtest.pooling.effects import Effects
from zebrapad.engines.pairtest.pooling.model import regress

MODELS = ("egger", "mixed")
FEW = 10


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """The slope of effects on their standard errors.

    Attributes:
        slope: Change of the effect for each unit of standard error; 0 for a symmetric funnel.
        statistic: Slope over its error.
        df: Degrees of freedom of t; infinite for the normal law.
        p: Two-sided, of no slope.
        limit: Effect of a study without error: what the slope leads to.
        limit_interval: Of the limit.
        studies: Number of studies.
        few: Below ten studies, where the test sees little.
        model: `egger` or `mixed`.
    """

    slope: float
    statistic: float
    df: float
    p: float
    limit: float
    limit_interval: tuple[float, float]
    studies: int
    few: bool
    model: str


def asymmetry(
    effects: Effects,
    *,
    model: str = "egger",
    method: str = "reml",
    test: str = "normal",
    level: float = 0.95,
) -> Asymmetry:
    """Egger's regression test of a funnel that leans.

    A slope says that small studies differ; unpublished ones are one reason among several.
    On shares and log ratios, effect and error depend on one another, so that a slope
    comes about by itself where effects are large.

    Args:
        effects: At least three studies with unequal errors.
        model: `egger`, weighted least squares with a free dispersion; `mixed`, a
            mixed-effects regression.
        method: Of tau squared, for `mixed`.
        test: As in `pool`, for `mixed`.
        level: Of the interval.

    Raises:
        ValueError: Too few studies, equal errors, or an unknown model.

    Source:
        Egger, Davey Smith, Schneider and Minder (1997), BMJ 315, 629-634; Sterne and
        Egger (2005), in Rothstein, Sutton and Borenstein, Publication Bias in
        Meta-Analysis, chapter 6.
    """
    if model not in MODELS:
        raise ValueError(f"model must be one of {', '.join(MODELS)}, not “{model}”")
    if len(effects) < 3:
        raise ValueError("a slope needs at least three studies")
    error = np.sqrt(effects.variance)
    x = np.column_stack([np.ones(len(effects)), error])
    if model == "mixed":
        made = regress(effects, x, method=method, test=test, level=level)
        slope, limit = made.coefficients[1], made.coefficients[0]
        statistic, df, p = slope / made.errors[1], made.df, made.p[1]
        reach = made.high[0] - limit
    else:
        made = regress(effects, x, method="fixed", level=level)
        df = float(len(effects) - 2)
        # Egger's dispersion is free: errors are stretched or shrunk to the spread that is seen.
        stretch = np.sqrt(made.heterogeneity.q / df)
        slope, limit = made.coefficients[1], made.coefficients[0]
        statistic = slope / (made.errors[1] * stretch)
        p = 2 * stdtr(df, -abs(statistic))
        reach = stdtrit(df, (1 + level) / 2) * made.errors[0] * stretch
    return Asymmetry(
        slope=float(slope),
        statistic=float(statistic),
        df=df,
        p=float(p),
        limit=float(limit),
        limit_interval=(float(limit - reach), float(limit + reach)),
        studies=len(effects),
        few=len(effects) < FEW,
        model=model,
    )
