"""How smooth the prior should be: the penalty that fits the variance, or new agents, best."""

import numpy as np
from numpy.typing import NDArray

from zebrapad.engines.pairtest.agents.gaps import Floats
from zebrapad.engines.pairtest.agents.likelihood import Likelihood
from zebrapad.engines.pairtest.agents.prior import Norm, Prior, deconvolve

SMALLEST = 1e-3
PENALTIES = 10
CLOSE = 1e-6
NARROW = 1e-9


def flattening(likelihood: Likelihood) -> float:
    """The penalty c from which c ||alpha|| holds the prior flat: the steepness at alpha = 0."""
    flat = np.full(likelihood.gap.size, 1 / likelihood.gap.size)
    density = likelihood.rows @ flat
    pull = (likelihood.times / density) @ (likelihood.rows * flat)
    return float(np.linalg.norm(pull @ likelihood.basis))


def match_variance(likelihood: Likelihood, variance: float, *, norm: Norm = "length") -> Prior:
    """The prior whose variance is the bias-corrected one.

    Searched between 1e-3 of the penalty that holds the prior flat and that penalty. Where no
    prior of these has this variance, it is the one at the end that comes nearest.

    Args:
        likelihood: From `normal` or `trinomial`.
        variance: Bias-corrected variance of the gaps, from `between`.
        norm: As for `deconvolve`.

    Raises:
        ValueError: The variance is not above 0: then the agents differ no more than by chance.

    Source:
        Kline, Rose and Walters (2022, 2024) choose the penalty so that the moments of the prior
        agree with the bias-corrected ones.
    """
    if not variance > 0 or not np.isfinite(variance):
        raise ValueError("variance must be above 0: otherwise agents differ no more than by chance")
    high = flattening(likelihood) * (1 if norm == "length" else 100)
    low = high * SMALLEST
    wide, narrow = (deconvolve(likelihood, penalty, norm=norm) for penalty in (high, low))
    if not narrow.sd**2 < variance < wide.sd**2:
        return min(narrow, wide, key=lambda prior: abs(prior.sd**2 - variance))
    ends, off = np.log([low, high]), np.array([narrow.sd**2, wide.sd**2]) - variance
    prior, last = narrow, -1
    while abs(prior.sd**2 - variance) > CLOSE * variance and ends[1] - ends[0] > NARROW:
        log = float((ends[0] * off[1] - ends[1] * off[0]) / (off[1] - off[0]))
        prior = deconvolve(likelihood, float(np.exp(log)), norm=norm, start=prior.coefficients)
        side = int(prior.sd**2 > variance)
        if side == last:
            off[1 - side] /= 2  # the Illinois rule: else one end might stay for ever
        ends[side], off[side], last = log, prior.sd**2 - variance, side
    return prior


def cross_validate(
    likelihood: Likelihood, rng: np.random.Generator, *, folds: int = 5, norm: Norm = "length"
) -> Prior:
    """The prior whose penalty foretells agents best that it has not seen.

    Ten penalties are tried, from 1e-3 to 0.5 of the one that holds the prior flat.

    Args:
        likelihood: From `normal` or `trinomial`.
        rng: Deals the agents to the folds.
        folds: From 2 to the number of agents.
        norm: As for `deconvolve`.

    Raises:
        ValueError: The folds are too few or too many.

    Source:
        Stone (1974), JRSS B 36, 111-147, with the log likelihood of left-out agents.
    """
    agents = likelihood.of.size
    if not 2 <= folds <= agents:
        raise ValueError(f"folds must be from 2 to the number of agents, {agents}")
    tried = flattening(likelihood) * np.geomspace(0.5, SMALLEST, PENALTIES)
    fold = rng.permutation(np.arange(agents) % folds)
    told = np.zeros(PENALTIES)
    for left_out in range(folds):
        told += _foretold(likelihood, fold == left_out, tried, norm)
    return deconvolve(likelihood, float(tried[int(np.argmax(told))]), norm=norm)


def _foretold(
    likelihood: Likelihood,
    away: NDArray[np.bool_],
    tried: Floats,
    norm: Norm,
) -> Floats:
    seen = Likelihood(
        likelihood.gap,
        likelihood.basis,
        likelihood.rows,
        likelihood.of[~away],
        likelihood.log_scale,
    )
    share = 1 - float(away.mean())
    told, start = np.zeros(tried.size), None
    for place, penalty in enumerate(tried):
        prior = deconvolve(seen, float(penalty) * share, norm=norm, start=start)
        start = prior.coefficients
        told[place] = np.log(likelihood.rows @ prior.weight)[likelihood.of[away]].sum()
    return told
