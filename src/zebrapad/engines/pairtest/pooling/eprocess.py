"""Looking after every pair, and still being right: evidence that may be stopped at any time."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaln, xlog1py, xlogy

Numbers = NDArray[np.float64]
SIDES = ("two", "control", "test")
HALVINGS = 60


@dataclass(frozen=True, slots=True)
class EProcess:
    """Evidence against equal treatment after each discordant pair.

    Attributes:
        favours: 1 where only the control person was invited, 0 where only the test person,
            in order of time, shape (m,).
        log_e: Natural logarithm of the e-value after each, shape (m,).
        p: p-value that holds at any time: 1 over the largest e so far, at most 1, shape (m,).
        low: Lower end of the confidence sequence of the share of discordant pairs that
            favour control; holds for all times at once, shape (m,).
        high: Upper end, shape (m,).
        crossed: Discordant pairs after which e first reached 1 / alpha; 0 for never.
        alpha: The chance ever to reach 1 / alpha under equal treatment is at most this.
        side: `two`, `control` or `test`.
    """

    favours: NDArray[np.int64]
    log_e: Numbers
    p: Numbers
    low: Numbers
    high: Numbers
    crossed: int
    alpha: float
    side: str


def e_process(
    favours: ArrayLike, *, alpha: float = 0.05, side: str = "two", prior: float = 0.5
) -> EProcess:
    """The beta-binomial e-process over discordant pairs.

    Under equal treatment each discordant pair falls either way as likely, whatever was
    seen before; the ratio of a mixture of all other shares to that is a test martingale.
    It holds for any rule of stopping, also none. Pairs of one agent must not decide
    together: several discordant pairs of few agents make it too sure.

    Args:
        favours: 1 for only control, 0 for only test, in order of time, shape (m,).
        alpha: Where to stop: e of 1 / alpha.
        side: `two`; or only evidence that `control` or `test` is favoured.
        prior: Both parameters of the beta mixture; 1/2 is Jeffreys'.

    Raises:
        ValueError: Values other than 0 and 1, alpha not between 0 and 1, an unknown side,
            or a prior that is not above 0.

    Source:
        Ville (1939); Robbins (1970), Annals of Mathematical Statistics 41, 1397-1409;
        Ramdas, Grünwald, Vovk and Shafer (2023), Statistical Science 38, 576-601.
    """
    seen = np.asarray(favours)
    if seen.ndim != 1 or not np.all((seen == 0) | (seen == 1)):
        raise ValueError("favours must be 1 (only control) or 0 (only test), one a discordant pair")
    if not 0 < alpha < 1 or prior <= 0 or side not in SIDES:
        raise ValueError(
            f"alpha must be between 0 and 1, prior above 0, side one of {', '.join(SIDES)}"
        )
    won = np.cumsum(seen).astype(np.float64)
    lost = np.arange(1, len(seen) + 1) - won
    mixed = betaln(prior + won, prior + lost) - betaln(prior, prior)
    log_e = mixed + (won + lost) * np.log(2.0) + _half(won, lost, prior, side)
    best = np.maximum.accumulate(np.maximum(log_e, 0.0))
    low, high = _sequence(won, lost, mixed, np.log(1 / alpha))
    crossed = np.flatnonzero(log_e >= np.log(1 / alpha))
    return EProcess(
        favours=seen.astype(np.int64),
        log_e=log_e,
        p=np.exp(-best),
        low=np.maximum.accumulate(low),
        high=np.minimum.accumulate(high),
        crossed=int(crossed[0]) + 1 if len(crossed) else 0,
        alpha=alpha,
        side=side,
    )


def _half(won: Numbers, lost: Numbers, prior: float, side: str) -> Numbers:
    """What is added to the logarithm when the mixture is cut to shares on one side of 1/2."""
    if side == "two":
        return np.zeros_like(won)
    # The part of a beta law above 1/2 is the part below it of the law with its ends exchanged.
    above, below = (lost, won) if side == "control" else (won, lost)
    kept = betainc(prior + above, prior + below, 0.5)
    found: Numbers = np.log(2 * np.maximum(kept, 1e-300))
    return found


def _sequence(won: Numbers, lost: Numbers, mixed: Numbers, limit: float) -> tuple[Numbers, Numbers]:
    """All shares against which the mixture has not reached the limit, by halving."""
    middle = np.divide(won, won + lost)

    def out(share: Numbers) -> NDArray[np.bool_]:
        refused: NDArray[np.bool_] = mixed - xlogy(won, share) - xlog1py(lost, -share) >= limit
        return refused

    ends = []
    for edge in (0.0, 1.0):
        inside, outside = middle.copy(), np.full_like(middle, edge)
        for _ in range(HALVINGS):
            at = (inside + outside) / 2
            beyond = out(at)
            inside, outside = np.where(beyond, inside, at), np.where(beyond, at, outside)
        ends.append(outside)
    return ends[0], ends[1]
