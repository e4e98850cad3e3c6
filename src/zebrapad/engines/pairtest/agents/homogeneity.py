"""Do agents differ at all: tests that they are all alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from zebrapad.engines.pairtest.agents.gaps import Counts, Floats, Tally


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """A test that agents are alike.

    Attributes:
        statistic: The larger, the less alike.
        freedom: Degrees of freedom of the chi-square law; NaN where the law was drawn.
        p: Probability of a statistic at least as large if they are alike.
        draws: How often chance was drawn; 0 for the chi-square law.
    """

    statistic: float
    freedom: float
    p: float
    draws: int


def chi_square(difference: ArrayLike, se: ArrayLike) -> Homogeneity:
    """Cochran's Q over agents: sum (theta_j - mean)^2 / s_j^2, for many pairs an agent.

    Args:
        difference: Gap of each agent, shape (J,).
        se: Standard error of each, above 0, shape (J,).

    Raises:
        ValueError: Fewer than two agents, or a standard error is not above 0.

    Source:
        Cochran (1954), Biometrics 10, 101-129; used on agents by Kline, Rose and Walters (2022).
    """
    theta: Floats = np.asarray(difference, dtype=np.float64)
    s: Floats = np.asarray(se, dtype=np.float64)
    if theta.ndim != 1 or theta.shape != s.shape or theta.size < 2:
        raise ValueError("difference and se need one number an agent, and at least two agents")
    if not np.all((s > 0) & np.isfinite(s)):
        raise ValueError("every standard error must be above 0: with few pairs use `permuted`")
    weight = 1 / np.square(s)
    q = float((weight * np.square(theta - np.average(theta, weights=weight))).sum())
    return Homogeneity(q, theta.size - 1, float(special.chdtrc(theta.size - 1, q)), 0)


def permuted(counted: Tally, rng: np.random.Generator, draws: int = 9_999) -> Homogeneity:
    """Pairs dealt out to the agents anew: exact if agents are alike in everything.

    The statistic is sum n_j (theta_j - mean)^2. It also answers to agents who differ only in
    how often they invite one person and not the other; `directions` doesn't.

    Args:
        counted: Pairs by agent.
        rng: Deals out the pairs.
        draws: How often.

    Raises:
        ValueError: Fewer than two agents, or no draws.

    Source:
        Exact permutation law with the rule p = (1 + number as large) / (1 + draws):
        Phipson and Smyth (2010), Statistical Applications in Genetics 9, article 39.
    """
    _need(counted, draws)
    n = counted.pairs
    mean = (counted.only_control.sum() - counted.only_test.sum()) / n.sum()
    seen = np.square(counted.only_control - counted.only_test) / n
    drawn = np.zeros(draws)
    left_b = np.full(draws, counted.only_control.sum())
    left_c = np.full(draws, counted.only_test.sum())
    left = int(n.sum())
    for pairs in n:
        b = rng.hypergeometric(left_b, left - left_b, pairs)
        rest = left - left_b - left_c
        c = rng.hypergeometric(left_c, rest, pairs - b)
        drawn += np.square(b - c) / pairs
        left_b, left_c, left = left_b - b, left_c - c, left - int(pairs)
    shift = float(n.sum() * mean**2)
    return _drawn(float(seen.sum()) - shift, drawn - shift)


def directions(counted: Tally, rng: np.random.Generator, draws: int = 9_999) -> Homogeneity:
    """Directions of the discordant pairs dealt out anew: do agents favour alike?

    Given how many discordant pairs each agent has, the statistic is
    sum (b_j - D_j f)^2 / (D_j f (1 - f)) with f the overall share that favours the control.

    Args:
        counted: Pairs by agent; agents without discordant pairs tell nothing here.
        rng: Deals out the directions.
        draws: How often.

    Raises:
        ValueError: Fewer than two agents have discordant pairs, all discordant pairs go one
            way, or no draws.

    Source:
        Fisher (1950), Biometrics 6, 17-24: the index of dispersion, given the margins.
    """
    some = counted.discordant > 0
    b, d = counted.only_control[some], counted.discordant[some]
    _need(counted, draws)
    if b.size < 2 or b.sum() in (0, d.sum()):
        raise ValueError("two agents need discordant pairs, and these must go both ways")
    share = float(b.sum() / d.sum())
    drawn = np.zeros(draws)
    left_b, left = np.full(draws, b.sum()), int(d.sum())
    for discordant in d:
        fell = rng.hypergeometric(left_b, left - left_b, discordant)
        drawn += _dispersion(fell, discordant, share)
        left_b, left = left_b - fell, left - int(discordant)
    return _drawn(float(_dispersion(b, d, share).sum()), drawn)


def _dispersion(b: Counts, d: Counts, share: float) -> Floats:
    found: Floats = np.square(b - d * share) / (d * share * (1 - share))
    return found


def _need(counted: Tally, draws: int) -> None:
    if counted.pairs.size < 2:
        raise ValueError("at least two agents are needed to compare them")
    if draws < 1:
        raise ValueError("draws must be at least 1")


def _drawn(seen: float, drawn: Floats) -> Homogeneity:
    # Equal statistics are summed in another order: without slack some would count as smaller.
    as_large = int((drawn >= seen - 1e-9 * (1 + abs(seen))).sum())
    return Homogeneity(seen, np.nan, (1 + as_large) / (1 + drawn.size), drawn.size)
