"""What is known of each agent once it is seen among all: empirical Bayes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from zebrapad.engines.pairtest.agents.gaps import Floats
from zebrapad.engines.pairtest.agents.likelihood import Likelihood
from zebrapad.engines.pairtest.agents.prior import Prior
from zebrapad.engines.pairtest.agents.warning import NOT_FOR_NAMING


@dataclass(frozen=True, slots=True)
class Posterior:
    """The law of each agent's gap, given its pairs and the prior.

    Attributes:
        gap: Different gaps of the support in rising order, shape (U,).
        weight: Probability of each gap for each agent, shape (J, U); rows add up to 1.
        mean: Posterior mean of each agent, shape (J,).
        sd: Posterior standard deviation, shape (J,).
        low: Lower end of the interval, shape (J,).
        high: Upper end.
        level: Probability that the interval holds at least; it takes the prior as known.
        warning: Key of the sentence that goes with it.
    """

    gap: Floats
    weight: Floats
    mean: Floats
    sd: Floats
    low: Floats
    high: Floats
    level: float
    warning: str = NOT_FOR_NAMING


@dataclass(frozen=True, slots=True)
class Share:
    """Share of agents, from the prior.

    Attributes:
        estimate: A fraction of the agents.
        se: Delta-method standard error at the chosen penalty; NaN where that holds the prior flat.
    """

    estimate: float
    se: float


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Estimates drawn towards the mean of all agents.

    Attributes:
        mean: Shrunk gap of each agent, shape (J,).
        sd: Its standard deviation in the normal model, shape (J,).
        kept: Share of the agent's own distance to the mean that is kept, shape (J,).
        warning: Key of the sentence that goes with it.
    """

    mean: Floats
    sd: Floats
    kept: Floats
    warning: str = NOT_FOR_NAMING


def posterior(likelihood: Likelihood, prior: Prior, *, level: float = 0.95) -> Posterior:
    """Bayes' rule with the estimated prior, for every agent.

    Args:
        likelihood: The one that the prior was estimated from.
        prior: From `deconvolve` and its kin.
        level: Of the intervals, between 0 and 1.

    Raises:
        ValueError: The level is outside, or the prior has another support.

    Source:
        Efron (2016), Biometrika 103, 1-20. Intervals that take the prior as known are too short
        when agents are few: Gu, Ignatiadis and Shaikh (2025).
    """
    _between_0_and_1(level)
    if not np.array_equal(prior.gap, likelihood.gap):
        raise ValueError("the prior must have the support of the likelihood")
    gap, first = np.unique(likelihood.gap, return_index=True)
    kinds = likelihood.rows * prior.weight
    if gap.size < likelihood.gap.size:
        kinds = np.add.reduceat(kinds, first, axis=1)
    kinds /= kinds.sum(axis=1, keepdims=True)
    mean = kinds @ gap
    spread = np.sqrt(np.maximum(kinds @ np.square(gap) - np.square(mean), 0))
    risen = np.cumsum(kinds, axis=1)
    ends = [(risen < tail - 1e-12).sum(axis=1) for tail in ((1 - level) / 2, (1 + level) / 2)]
    low, high = (gap[np.minimum(end, gap.size - 1)] for end in ends)
    of = likelihood.of
    # Agents with the same counts share a row; where all differ the rows are already the agents.
    weight = kinds if np.array_equal(of, np.arange(kinds.shape[0])) else kinds[of]
    return Posterior(gap, weight, mean[of], spread[of], low[of], high[of], level)


def order_probabilities(found: Posterior) -> Floats:
    """Probability that the gap of agent i is above that of agent j; equal gaps count half.

    One matrix product: Post_i · (cumsum(Post_j) - Post_j / 2).

    Args:
        found: The posterior.

    Returns:
        Shape (J, J); opposite entries add up to 1, and the diagonal is 1/2.

    Source:
        Kline, Rose and Walters (2024), American Economic Review 114, 2472-2525.
    """
    below = np.cumsum(found.weight, axis=1)
    below -= found.weight / 2
    product: Floats = found.weight @ below.T
    # Rounding alone keeps opposite entries from adding up to 1.
    return (product + 1 - product.T) / 2


def probability_above(found: Posterior, above: float) -> Floats:
    """Probability that each agent's gap is above a bound, shape (J,).

    Args:
        found: The posterior.
        above: The bound, such as 0 or a difference that matters.
    """
    total: Floats = found.weight[:, found.gap > above].sum(axis=1)
    return np.minimum(total, 1.0)


def share_above(prior: Prior, above: float) -> Share:
    """Share of all agents whose gap is above a bound.

    A smooth prior has no lump at 0: above 0 it counts agents that hardly differ from none.
    Name a difference that matters, or use `unlike_zero` of the p-values for a lower bound.

    Args:
        prior: The prior.
        above: The bound.

    Source:
        Delta method of Efron (2016): d g_m / d alpha = g_m (Q_m - mean of Q).
    """
    counted = (prior.gap > above).astype(np.float64)
    estimate = float(prior.weight @ counted)
    slope = (prior.weight * (counted - estimate)) @ prior.basis
    return Share(min(estimate, 1.0), float(np.sqrt(slope @ prior.covariance @ slope)))


def shrink(difference: ArrayLike, se: ArrayLike, *, mean: float, variance: float) -> Shrunk:
    """Linear shrinkage: each agent keeps variance / (variance + s_j^2) of its distance.

    With few pairs an agent's own standard error is no guide, and 0 where its pairs are all
    alike: give the pooled one of `Gaps`.

    Args:
        difference: Gap of each agent, shape (J,).
        se: Its standard error, above 0, shape (J,).
        mean: Mean of all agents, from `between`.
        variance: Variance between agents, from `between`; below 0 it counts as 0.

    Raises:
        ValueError: The shapes differ, or a standard error is not above 0.

    Source:
        James and Stein (1961); with a variance of each agent: Morris (1983), JASA 78, 47-55.
    """
    theta: Floats = np.asarray(difference, dtype=np.float64)
    noise = np.square(np.asarray(se, dtype=np.float64))
    if theta.ndim != 1 or theta.shape != noise.shape:
        raise ValueError("difference and se need one number an agent")
    if not np.all((noise > 0) & np.isfinite(noise)):
        raise ValueError("every se must be above 0: use the pooled one")
    held = max(variance, 0.0)
    kept = held / (held + noise)
    return Shrunk(mean + kept * (theta - mean), np.sqrt(kept * noise), kept)


def _between_0_and_1(level: float) -> None:
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
