"""Is there a difference at all: tests of b against c."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaincinv, gammaln, ndtr, xlog1py, xlogy

from zebrapad.engines.pairtest.cells import Cells

Numbers = NDArray[np.float64]
GRID = 1000
BERGER_BOOS = 1e-4


@dataclass(frozen=True, slots=True)
class PValues:
    """Two-sided p-values of the shape of the cells; 1 where no pair is discordant.

    Attributes:
        exact: Conditional on the discordant pairs; never too small, often too large.
        midp: Exact less half of what was seen: close to its level. The default.
        asymptotic: Standard normal; for many discordant pairs.
        continuity: The same with Edwards' correction; too large, for comparison only.
    """

    exact: Numbers
    midp: Numbers
    asymptotic: Numbers
    continuity: Numbers


def mcnemar(cells: Cells) -> PValues:
    """McNemar's test in its four usual forms.

    The exact one is also the sign-flip test of the pairs: under no difference each
    discordant pair falls either way as likely, so its law is binomial and needs no draws.

    Source:
        McNemar (1947), Psychometrika 12, 153-157; Edwards (1948), Psychometrika 13,
        185-187; mid-p after Fagerland, Lydersen and Laake (2013), BMC Medical
        Research Methodology 13:91, equation 5.
    """
    b, c = cells.only_control, cells.only_test
    total, least = cells.discordant, np.minimum(b, c)
    tail = bdtr(least.astype(np.float64), total, 0.5)
    exact = np.minimum(1.0, 2 * tail)
    seen = np.exp(_log_choose(total, least) - total * np.log(2.0))
    midp = np.where(b == c, 1 - seen / 2, 2 * tail - seen)
    return PValues(
        exact=exact,
        midp=np.where(total == 0, 1.0, midp),
        asymptotic=_normal(np.abs(b - c), total),
        continuity=_normal(np.maximum(np.abs(b - c) - 1, 0), total),
    )


def _normal(away: NDArray[Any], total: NDArray[Any]) -> Numbers:
    z = away / np.sqrt(np.maximum(total, 1))
    p: Numbers = 2 * ndtr(-z)
    return p


def _log_choose(n: NDArray[Any], k: NDArray[Any]) -> Numbers:
    found: Numbers = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return found


def sign_flip(differences: NDArray[Any]) -> float:
    """Two-sided p of the sum of differences of -1, 0 and 1 over all flips of their signs.

    The exact law of what a permutation test draws from: 2 Bin(D, 1/2) - D.

    Args:
        differences: Control minus test of each pair, shape (pairs,).

    Raises:
        ValueError: A difference is none of -1, 0 and 1.
    """
    given = np.asarray(differences)
    if given.ndim != 1 or not np.all((given == 0) | (np.abs(given) == 1)):
        raise ValueError("differences must be -1, 0 or 1, one a pair")
    total = int(np.count_nonzero(given))
    least = (total - abs(int(given.sum()))) / 2
    return float(min(1.0, 2 * bdtr(least, total, 0.5)))


def unconditional(cells: Cells, *, gamma: float = BERGER_BOOS) -> float:
    """Two-sided p without supposing the number of discordant pairs: the worst share of them.

    For one study of any size; a sum over the number of discordant pairs, so linear in n.

    Args:
        cells: One study.
        gamma: The share of discordant pairs is searched in its 1 - gamma interval and
            gamma is added (Berger and Boos); 0 searches all of 0 to 1.

    Raises:
        ValueError: Several studies at once, or gamma is not from 0 to below 0.05.

    Source:
        Suissa and Shuster (1991), Biometrics 47, 361-372; Berger and Boos (1994),
        Journal of the American Statistical Association 89, 1012-1016.
    """
    if cells.n.ndim:
        raise ValueError("one study at a time: the cells must be single numbers")
    if not 0 <= gamma < 0.05:
        raise ValueError("gamma must be from 0 to below 0.05")
    n, total = int(cells.n), int(cells.discordant)
    if total == 0 or cells.only_control == cells.only_test:
        return 1.0
    z = abs(int(cells.only_control) - int(cells.only_test)) / np.sqrt(total)
    k = np.arange(n + 1)
    reach = np.floor((k - z * np.sqrt(k)) / 2 + 1e-9)
    refused = np.where(reach >= 0, 2 * bdtr(np.maximum(reach, 0), k, 0.5), 0.0)
    refused[0] = 0.0
    return min(1.0, _worst(n, np.minimum(refused, 1), *_searched(n, total, gamma)) + gamma)


def _searched(n: int, total: int, gamma: float) -> tuple[float, float]:
    """Clopper and Pearson's interval of the share of discordant pairs."""
    if not gamma:
        return 0.0, 1.0
    low = float(betaincinv(total, n - total + 1, gamma / 2)) if total else 0.0
    high = float(betaincinv(total + 1, n - total, 1 - gamma / 2)) if total < n else 1.0
    return low, high


def _worst(n: int, refused: Numbers, low: float, high: float) -> float:
    """The largest chance to refuse over all shares, on a grid that is narrowed three times."""
    k = np.arange(n + 1)
    ways = _log_choose(np.full(n + 1, n), k)
    best = 0.0
    for _ in range(4):
        shares = np.linspace(low, high, GRID // max(1, n // 1000) + 25)
        logs = ways + xlogy(k, shares[:, None]) + xlog1py(n - k, -shares[:, None])
        chances = np.exp(logs) @ refused
        at = int(np.argmax(chances))
        best = max(best, float(chances[at]))
        low, high = shares[max(at - 1, 0)], shares[min(at + 1, len(shares) - 1)]
    return best
