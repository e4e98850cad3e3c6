"""On which codes do two coders agree?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betaincinv

from zebrapad.engines.pairtest.agreement.kappa import checked, kappa

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Categories:
    """Agreement code by code; each array has shape (codes,).

    Attributes:
        both: Units given this code by both.
        either: Units given it by at least one.
        specific: Of a unit that one coder gave this code, the chance that the other did, the
            coders taken in turn: 2 both / (both + either); NaN for a code that nobody gave.
        low: Lower end of its interval; 0 for a code that nobody gave.
        high: Upper end; 1 likewise.
        kappa: Cohen's kappa of this code against all others; NaN where both coders gave it
            always or never.
    """

    both: Numbers
    either: Numbers
    specific: Numbers
    low: Numbers
    high: Numbers
    kappa: Numbers


def categories(table: ArrayLike, level: float = 0.95) -> Categories:
    """Agreement of two coders on each code.

    The interval is the exact one of both / either, given how many units had the code from
    either, which a rising function takes to the specific agreement.

    Args:
        table: Counts by code of the one and of the other, shape (codes, codes).
        level: Confidence level.

    Raises:
        ValueError: The table is not square, has fewer than two codes, or no counts.

    Source:
        Spitzer and Fleiss (1974), British Journal of Psychiatry 125, 341-347; Cicchetti and
        Feinstein (1990), Journal of Clinical Epidemiology 43, 551-558; the interval of
        both / either: Clopper and Pearson (1934), Biometrika 26, 404-413.
    """
    counts = checked(table)
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    both, n = np.diag(counts).copy(), counts.sum()
    one, other = counts.sum(axis=1), counts.sum(axis=0)
    either = one + other - both
    once, tail = either - both, (1 - level) / 2
    low = np.where(both > 0, betaincinv(np.maximum(both, 0.5), once + 1, tail), 0.0)
    high = np.where(once > 0, betaincinv(both + 1, np.maximum(once, 0.5), 1 - tail), 1.0)
    folded = zip(both, one - both, other - both, n - either, strict=True)
    return Categories(
        both=both,
        either=either,
        specific=np.divide(
            2 * both, both + either, out=np.full(len(both), np.nan), where=either > 0
        ),
        low=2 * low / (1 + low),
        high=2 * high / (1 + high),
        kappa=np.array([kappa([[a, b], [c, d]]).kappa for a, b, c, d in folded]),
    )
