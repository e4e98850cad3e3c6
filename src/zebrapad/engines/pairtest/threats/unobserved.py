"""Does the spread of what agents can't see pass for discrimination, or hide it?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc, ndtr

from zebrapad.engines.pairtest.threats.estimated import Estimated, clustered, estimated
from zebrapad.engines.pairtest.threats.probit import fit_probit

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
REACH = 5.0
GRID = 401


@dataclass(frozen=True, slots=True)
class Unobserved:
    """The difference in two parts: of level, and of the spread of what is not seen.

    Attributes:
        total: Control minus test invitation rate that the model gives, over the sample.
        level: The part that would be left if the spread were the same in both arms: what
            is discrimination, on average.
        spread: The rest: total less level.
        mu: Logarithm of the spread in the test arm over that in the control arm.
        ratio: exp(mu).
        mu_likelihood_p: p of mu = 0 by the likelihood ratio; NaN with clusters.
        overidentified_p: p of the equal effects of several quality variables up to one
            ratio of spreads; small: the correction does not hold. None for one variable.
        quality_p: p of no effect of the quality variables; where it is large, mu has
            nothing to be seen by.
        probit: Total of an ordinary probit, for comparison.
        clusters: Number of clusters; enquiries where none were given.
        enquiries: Number of enquiries.
    """

    total: Estimated
    level: Estimated
    spread: Estimated
    mu: Estimated
    ratio: float
    mu_likelihood_p: float
    overidentified_p: float | None
    quality_p: float
    probit: float
    clusters: int
    enquiries: int


def unobserved(
    invited: ArrayLike,
    test: ArrayLike,
    quality: ArrayLike | None,
    controls: ArrayLike | None = None,
    cluster: ArrayLike | None = None,
    *,
    level: float = 0.95,
) -> Unobserved:
    """Neumark's correction for unequal variance of what agents can't see.

    Heckman and Siegelman showed that two groups with the same mean are answered unlike
    when what is not seen spreads more in one of them, and that this may run either way.
    Variables that make an enquiry better (income, a job, references), drawn at random and
    of equal effect in both arms, show the ratio of the spreads: their probit effects are
    smaller where the spread is larger.

    Args:
        invited: 0 or 1 for each enquiry, shape (n,).
        test: Whether it came from a test person, 0 or 1.
        quality: What makes an enquiry better, with equal effect in both arms, shape
            (n,) or (n, q). None is refused: without it the ratio can't be seen.
        controls: Other variables, whose effects may differ by arm, shape (n,) or (n, c).
        cluster: Enquiries of one listing or agent, any labels.
        level: Of the intervals.

    Raises:
        ValueError: No quality variable, one that does not vary in an arm, unequal
            lengths or gaps, an arm in which the variables part invited from not invited
            (no estimates exist), or a likelihood without a top.

    Source:
        Heckman and Siegelman (1993), in Fix and Struyk, Clear and Convincing Evidence;
        Neumark (2012), Journal of Human Resources 47, 1128-1157;
        errors by the delta method.
    """
    y, arm, q, extra, at = _checked(invited, test, quality, controls, cluster)
    z = _design(arm, q, extra)
    made, plain = fit_probit(y, z, arm), fit_probit(y, z)
    covariance = (
        made.inverse if at is None else made.inverse @ clustered(made.scores, at) @ made.inverse
    )
    theta = np.append(made.coefficients, made.mu)
    values, slopes = _parts(theta, z, q, extra)
    spread = slopes @ covariance @ slopes.T
    rise = 2 * (made.likelihood - plain.likelihood)
    chosen = np.arange(1, 1 + q.shape[1])
    effect = theta[chosen]
    wald = effect @ np.linalg.solve(covariance[np.ix_(chosen, chosen)], effect)
    return Unobserved(
        total=estimated(float(values[0]), float(spread[0, 0]), level),
        level=estimated(float(values[1]), float(spread[1, 1]), level),
        spread=estimated(float(values[2]), float(spread[2, 2]), level),
        mu=estimated(made.mu, float(covariance[-1, -1]), level),
        ratio=float(np.exp(made.mu)),
        mu_likelihood_p=float(chdtrc(1, max(rise, 0.0))) if at is None else np.nan,
        overidentified_p=_overidentified(y, arm, q, extra, at),
        quality_p=float(chdtrc(len(chosen), wald)),
        probit=float(_parts(np.append(plain.coefficients, 0.0), z, q, extra)[0][0]),
        clusters=len(y) if at is None else int(at.max()) + 1,
        enquiries=len(y),
    )


def _design(arm: Numbers, q: Numbers, extra: Numbers) -> Numbers:
    ones = np.ones((len(q), 1))
    return np.column_stack([ones, q, extra, arm, arm[:, None] * extra])


def _parts(theta: Numbers, z: Numbers, q: Numbers, extra: Numbers) -> tuple[Numbers, Numbers]:
    """Total, level and spread part, control minus test, and their slopes in theta."""
    n, (beta, mu) = len(z), (theta[:-1], theta[-1])
    zeros, ones = np.zeros(n), np.ones(n)
    control, test = _design(zeros, q, extra), _design(ones, q, extra)
    first, second, third = control @ beta, test @ beta, test @ beta * np.exp(-mu)
    one = np.append(_density(first) @ control, 0.0) / n
    two = np.append(_density(second) @ test, 0.0) / n
    dense = _density(third)
    three = np.append(dense @ test * np.exp(-mu), -dense @ third) / n
    p, equal, unequal = ndtr(first).mean(), ndtr(second).mean(), ndtr(third).mean()
    return (
        np.array([p - unequal, p - equal, equal - unequal]),
        np.array([one - three, one - two, two - three]),
    )


def _density(x: Numbers) -> Numbers:
    found: Numbers = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return found


def _overidentified(
    y: Numbers, arm: Numbers, q: Numbers, extra: Numbers, at: Places | None
) -> float | None:
    """Least distance between effects of the arms that one ratio leaves, chi-square."""
    k = q.shape[1]
    if k < 2:
        return None
    z = np.column_stack([np.ones(len(y)), q, extra])
    pulls, effects = np.zeros((len(y), 2 * k)), []
    for i, chosen in enumerate((arm == 0, arm == 1)):
        made = fit_probit(y[chosen], z[chosen])
        effects.append(made.coefficients[1 : 1 + k])
        pulls[chosen, i * k : (i + 1) * k] = (made.scores @ made.inverse)[:, 1 : 1 + k]
    covariance = pulls.T @ pulls if at is None else clustered(pulls, at)
    least, middle, width = np.inf, 0.0, REACH
    for _ in range(4):
        logs = middle + np.linspace(-width, width, GRID)
        far = [_distance(np.exp(-mu), effects[0], effects[1], covariance) for mu in logs]
        middle, least, width = logs[int(np.argmin(far))], min(far), width / 50
    return float(chdtrc(k - 1, least))


def _distance(ratio: float, control: Numbers, test: Numbers, covariance: Numbers) -> float:
    k = len(control)
    turned = np.hstack([-ratio * np.eye(k), np.eye(k)])
    left = test - ratio * control
    return float(left @ np.linalg.solve(turned @ covariance @ turned.T, left))


def _checked(
    invited: ArrayLike,
    test: ArrayLike,
    quality: ArrayLike | None,
    controls: ArrayLike | None,
    cluster: ArrayLike | None,
) -> tuple[Numbers, Numbers, Numbers, Numbers, Places | None]:
    y, arm = (np.asarray(x, dtype=np.float64) for x in (invited, test))
    n = len(y)
    q, extra = _columns("quality", quality, n), _columns("controls", controls, n)
    if not q.shape[1]:
        raise ValueError(
            "without a quality variable (income, job, references) the spread of what is not seen"
            " can't be told from discrimination: this design does not allow the correction"
        )
    if y.shape != arm.shape or y.ndim != 1 or not _binary(y) or not _binary(arm):
        raise ValueError("invited and test must be 0 or 1, one value an enquiry")
    z = np.column_stack([np.ones(n), q, extra])
    for name, value in (("control", 0), ("test", 1)):
        _estimable(name, y[arm == value], z[arm == value])
    if cluster is None:
        return y, arm, q, extra, None
    names, at = np.unique(np.asarray(cluster), return_inverse=True)
    if at.shape != y.shape or len(names) < 2:
        raise ValueError("cluster needs one label an enquiry, and at least two of them")
    return y, arm, q, extra, at.astype(np.int64)


def _columns(name: str, given: ArrayLike | None, n: int) -> Numbers:
    if given is None:
        return np.zeros((n, 0))
    found = np.asarray(given, dtype=np.float64)
    found = found[:, None] if found.ndim == 1 else found
    if found.ndim != 2 or len(found) != n or not np.isfinite(found).all():
        raise ValueError(f"{name} needs finite numbers, one row an enquiry")
    return found


def _binary(x: Numbers) -> bool:
    return bool(np.all((x == 0) | (x == 1)))


def _estimable(name: str, y: Numbers, z: Numbers) -> None:
    if len(y) <= z.shape[1] or np.linalg.matrix_rank(z) < z.shape[1]:
        raise ValueError(
            f"in the {name} arm quality and controls must vary, and not follow from one another"
        )
    try:
        fit_probit(y, z)
    except ValueError as problem:
        raise ValueError(f"in the {name} arm {problem}") from None
