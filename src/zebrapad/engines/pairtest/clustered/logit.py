"""The odds of being the one who is invited, with what differs between the arms beside."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, ndtr, ndtri

Numbers = NDArray[np.float64]
STEPS = 50
FAR = 30.0  # log odds at which a fit has run away
CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class ConditionalLogit:
    """Conditional logistic regression of pairs; arrays have one entry a coefficient.

    Attributes:
        coefficients: The arm first (log odds that of two it is the control person), then the
            covariates in their order.
        errors: Standard errors of the model, pairs taken as independent.
        robust: Standard errors that know which pairs share an agent; NaN without agents.
        p: Two-sided, by the normal law, from `robust` where there are agents.
        low: Lower end of each interval, from the same errors.
        high: Upper end.
        level: Confidence level.
        pairs: Pairs in which one was invited and the other not; only these tell anything.
        agents: Agents of these pairs; 0 where none were given.
    """

    coefficients: Numbers
    errors: Numbers
    robust: Numbers
    p: Numbers
    low: Numbers
    high: Numbers
    level: float
    pairs: int
    agents: int


def conditional_logit(
    control: ArrayLike,
    test: ArrayLike,
    covariates: ArrayLike | None = None,
    agent: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> ConditionalLogit:
    """Fit the arm and covariates, each pair with an intercept of its own.

    The intercepts drop out: what is left is a logistic regression without constant of the
    discordant pairs on the differences of the covariates. Without covariates the
    coefficient of the arm is log(b / c). Pairs in which both were invited tell nothing
    here; a program that lets them in (Efron's ties) shrinks the coefficient.

    Args:
        control: Whether the control person was invited, 0 or 1, shape (pairs,).
        test: The same for the test person.
        covariates: Control minus test of what differs within the pair, such as who wrote
            first, shape (pairs, k).
        agent: Who answered, shape (pairs,).
        level: Confidence level.

    Raises:
        ValueError: Arrays don't fit, no pair is discordant, or a coefficient has no finite
            value (all discordant pairs go one way, or covariates separate or repeat).

    Source:
        Breslow and Day (1980), Statistical Methods in Cancer Research 1, 7.2; sandwich over
        agents with G / (G - 1): Liang and Zeger (1986), Biometrika 73, 13-22.
    """
    y, x, who = _discordant(control, test, covariates, agent)
    beta = _fitted(y, x)
    mean = expit(x @ beta)
    inverse = np.linalg.inv((x * (mean * (1 - mean))[:, None]).T @ x)
    errors = np.sqrt(np.diag(inverse))
    robust = np.full_like(errors, np.nan)
    agents = 0
    if who is not None:
        agents = int(who.max()) + 1
        if agents < 2:
            raise ValueError("there must be discordant pairs of at least two agents")
        score = x * (y - mean)[:, None]
        parts = np.stack([np.bincount(who, weights=column) for column in score.T], axis=1)
        meat = parts.T @ parts * agents / (agents - 1)
        robust = np.sqrt(np.diag(inverse @ meat @ inverse))
    used = errors if who is None else robust
    half = float(ndtri((1 + level) / 2)) * used
    p = 2 * ndtr(-np.abs(beta / used))
    return ConditionalLogit(
        beta, errors, robust, p, beta - half, beta + half, level, len(y), agents
    )


def _discordant(
    control: ArrayLike, test: ArrayLike, covariates: ArrayLike | None, agent: ArrayLike | None
) -> tuple[Numbers, Numbers, NDArray[np.int64] | None]:
    """Who of the discordant pairs was invited, the differences, and the agents counted."""
    c, t = np.asarray(control, dtype=np.float64), np.asarray(test, dtype=np.float64)
    if (
        c.ndim != 1
        or c.shape != t.shape
        or not np.all((c == 0) | (c == 1))
        or not np.all((t == 0) | (t == 1))
    ):
        raise ValueError("control and test need 0 or 1 for each pair")
    x = np.ones((c.size, 1))
    if covariates is not None:
        given = np.asarray(covariates, dtype=np.float64)
        given = given[:, None] if given.ndim == 1 else given
        if given.ndim != 2 or len(given) != c.size or not np.isfinite(given).all():
            raise ValueError("covariates need one finite row a pair")
        x = np.column_stack([x, given])
    apart = c != t
    if not apart.any():
        raise ValueError("no pair is discordant: nothing can be said")
    who = None
    if agent is not None:
        named = np.asarray(agent)
        if named.shape != c.shape:
            raise ValueError("agent needs one name a pair")
        who = np.unique(named[apart], return_inverse=True)[1].astype(np.int64)
    return c[apart], x[apart], who


def _fitted(y: Numbers, x: Numbers) -> Numbers:
    """Newton's steps; a fit that runs away has no finite answer."""
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):  # pragma: no branch - Newton on a concave curve ends before
        mean = expit(x @ beta)
        information = (x * (mean * (1 - mean))[:, None]).T @ x
        if np.linalg.cond(information) > 1 / CLOSE**1.2:
            break
        step = np.linalg.solve(information, x.T @ (y - mean))
        beta = beta + step
        if np.abs(x @ beta).max() > FAR:
            break
        if np.abs(step).max() < CLOSE:
            return beta
    raise ValueError(
        "a coefficient has no finite value: all discordant pairs go one way, or covariates "
        "separate those who were invited, or say the same twice"
    )
