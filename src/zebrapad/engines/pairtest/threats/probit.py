"""Probit with an error whose spread differs between the arms, by maximum likelihood."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

Numbers = NDArray[np.float64]
STEPS = 200
FARTHEST = 6.0
# Where the variables part the answers, some row is found as sure as this before it settles;
# where no row is, the top that was found shows that they do not.
CERTAIN = 4.0
HALF_LOG_TAU = 0.5 * np.log(2 * np.pi)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted probit.

    Attributes:
        coefficients: One a column of the design, shape (p,).
        mu: Logarithm of the spread in the test arm over that in the control arm; 0 in an
            ordinary probit.
        likelihood: Logarithm of the likelihood.
        scores: What each row adds to the gradient at the top, shape (n, p) or, with mu
            as the last column, (n, p + 1).
        inverse: Inverse of minus the second derivatives, square.
    """

    coefficients: Numbers
    mu: float
    likelihood: float
    scores: Numbers
    inverse: Numbers


def fit_probit(y: Numbers, z: Numbers, arm: Numbers | None = None) -> Fitted:
    """Newton's method with exact first and second derivatives.

    Args:
        y: 0 or 1, shape (n,).
        z: Design with its column of ones, shape (n, p).
        arm: 1 in the arm whose spread is free, else 0, shape (n,); None: one spread.

    Raises:
        ValueError: The variables part those invited from the others, or mu runs away: there
            is no top.

    Source:
        Harvey (1976), Econometrica 44, 461-465.
    """
    sign = 2 * y - 1
    theta = np.zeros(z.shape[1] + (arm is not None))
    if arm is not None:
        theta[:-1] = fit_probit(y, z).coefficients
    height = _height(theta, sign, z, arm)
    for _ in range(STEPS):
        scores, second, expected = _derivatives(theta, sign, z, arm)
        gradient = scores.sum(axis=0)
        step = _step(gradient, second, expected)
        if gradient @ step < 1e-18 * len(y):
            break
        theta, height = _climbed(theta, step, height, sign, z, arm)
        if arm is not None and abs(theta[-1]) > FARTHEST:
            raise ValueError(
                "the spread of the arms can't be compared: what makes an enquiry better helps in"
                " one arm and not, or the other way, in the other"
            )
    else:  # pragma: no cover - it settles long before
        raise ValueError("the likelihood has no top within reach; leave out weak variables")
    if arm is None and np.max(sign * (z @ theta)) > CERTAIN and separated(y, z):
        raise ValueError(
            "the variables part those invited from the others, so that no estimate exists: leave"
            " out or join variables"
        )
    return Fitted(
        coefficients=theta if arm is None else theta[:-1],
        mu=0.0 if arm is None else float(theta[-1]),
        likelihood=height,
        scores=scores,
        inverse=np.asarray(np.linalg.inv(-second), dtype=np.float64),
    )


def _index(theta: Numbers, z: Numbers, arm: Numbers | None) -> tuple[Numbers, Numbers]:
    if arm is None:
        return z @ theta, np.ones(len(z))
    scale: Numbers = np.exp(-theta[-1] * arm)
    return (z @ theta[:-1]) * scale, scale


def _height(theta: Numbers, sign: Numbers, z: Numbers, arm: Numbers | None) -> float:
    index, _ = _index(theta, z, arm)
    return float(log_ndtr(sign * index).sum())


def _derivatives(
    theta: Numbers, sign: Numbers, z: Numbers, arm: Numbers | None
) -> tuple[Numbers, Numbers, Numbers]:
    """Scores of the rows, second derivatives, and what is expected of those."""
    index, scale = _index(theta, z, arm)
    log_density = -(index**2) / 2 - HALF_LOG_TAU
    mills = sign * np.exp(log_density - log_ndtr(sign * index))
    inner = z * scale[:, None]
    if arm is not None:
        inner = np.column_stack([inner, -arm * index])
    second = -(inner.T * (mills * (mills + index))) @ inner
    if arm is not None:
        # The index bends in mu: its cross derivatives are -arm times those of its slopes.
        bent = -(mills * arm) @ inner
        second[-1, :] += bent
        second[:-1, -1] += bent[:-1]
    weight = np.exp(2 * log_density - log_ndtr(index) - log_ndtr(-index))
    return mills[:, None] * inner, second, (inner.T * weight) @ inner


def _step(gradient: Numbers, second: Numbers, expected: Numbers) -> Numbers:
    """Newton's step where the likelihood is hollow downwards, else Fisher's."""
    downwards = np.linalg.eigvalsh(second)[-1] < 0
    return np.asarray(np.linalg.solve(-second if downwards else expected, gradient))


def _climbed(
    theta: Numbers, step: Numbers, height: float, sign: Numbers, z: Numbers, arm: Numbers | None
) -> tuple[Numbers, float]:
    """As far along the step as the likelihood does not fall beyond rounding."""
    size = 1.0
    slack = 1e-12 * (1 + abs(height))
    while True:
        new = theta + size * step
        higher = _height(new, sign, z, arm)
        if higher >= height - slack or size < 1e-10:
            return new, higher
        size /= 2


def separated(y: Numbers, z: Numbers) -> bool:
    """Whether a sum of columns parts those invited from the others, so that no top exists.

    Args:
        y: 0 or 1, shape (n,).
        z: Design with its column of ones, shape (n, p).

    Source:
        Albert and Anderson (1984), Biometrika 71, 1-10, as a linear program: Konis (2007).
    """
    # It takes 0.8 s to load and is needed here only.
    from scipy.optimize import linprog  # noqa: PLC0415

    rows = np.unique((2 * y - 1)[:, None] * z, axis=0)
    scale = np.maximum(np.abs(rows).max(axis=0), 1e-300)
    rows = rows / scale
    found = linprog(-rows.sum(axis=0), A_ub=-rows, b_ub=np.zeros(len(rows)), bounds=(-1, 1))
    return bool(-found.fun > 1e-7)
