"""Three arms and more at the same listings."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from zebrapad.engines.pairtest.cells import Cells, from_outcomes
from zebrapad.engines.pairtest.paired import Interval, mcnemar, tango
from zebrapad.engines.pairtest.pooling import holm

Numbers = NDArray[np.float64]
LARGEST = 12


@dataclass(frozen=True, slots=True)
class Cochran:
    """Cochran's test that all arms are invited as often.

    Attributes:
        q: The statistic.
        df: Arms less one.
        p: By the chi-square law; 1 where no listing tells anything.
        rates: Share invited of each arm, over the listings that counted, shape (arms,).
        listings: Listings with every arm, which are all that counted.
        left_out: Listings without one of the arms.
    """

    q: float
    df: int
    p: float
    rates: Numbers
    listings: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two of the arms, over the listings that have both.

    Attributes:
        first: Place of the one arm.
        second: Place of the other.
        cells: Both, only the first, only the second, neither.
        difference: First minus second, a fraction of 1.
        interval: Tango's, of this difference alone.
        p: McNemar's mid-p.
        adjusted: After Holm, over all comparisons.
    """

    first: int
    second: int
    cells: Cells
    difference: float
    interval: Interval
    p: float
    adjusted: float


def _checked(outcomes: ArrayLike) -> Numbers:
    table = np.asarray(outcomes, dtype=np.float64)
    if table.ndim != 2 or table.shape[1] < 2:
        raise ValueError("outcomes must be a table of listings by at least two arms")
    if not np.all(np.isnan(table) | (table == 0) | (table == 1)):
        raise ValueError("outcomes must be 0, 1, or NaN where an arm is missing")
    return table


def cochran(outcomes: ArrayLike) -> Cochran:
    """Cochran's Q over the listings that have every arm.

    Args:
        outcomes: 0, 1, or NaN where an arm is missing, shape (listings, arms); as
            `data.blocks` gives.

    Raises:
        ValueError: Other values, fewer than two arms, or no listing with every arm.

    Source:
        Cochran (1950), Biometrika 37, 256-266.
    """
    table = _checked(outcomes)
    whole = table[~np.isnan(table).any(axis=1)]
    if not whole.size:
        raise ValueError("no listing has every arm; compare arms two by two")
    k = whole.shape[1]
    arm, listing = whole.sum(axis=0), whole.sum(axis=1)
    under = float((listing * (k - listing)).sum())
    q = (k - 1) * (k * float((arm**2).sum()) - float(arm.sum()) ** 2) / under if under else 0.0
    return Cochran(
        q=q,
        df=k - 1,
        p=float(chdtrc(k - 1, q)) if under else 1.0,
        rates=arm / len(whole),
        listings=len(whole),
        left_out=len(table) - len(whole),
    )


def permuted(outcomes: ArrayLike, rng: np.random.Generator, *, draws: int = 9_999) -> float:
    """p of Cochran's Q when the arms of each listing are shuffled; for few listings.

    Listings with as many invitations are shuffled together: how many get each choice of arms is
    a multinomial draw, so that the work does not grow with the listings.

    Args:
        outcomes: As in `cochran`, of at most 12 arms.
        rng: Where the shuffles come from.
        draws: How many, from 1.

    Raises:
        ValueError: As in `cochran`, more than 12 arms, or draws below 1.
    """
    if draws < 1:
        raise ValueError("draws must be from 1")
    seen = cochran(outcomes)
    if seen.df >= LARGEST:
        raise ValueError(f"at most {LARGEST} arms can be shuffled; use the p of cochran")
    table = _checked(outcomes)
    listing = table[~np.isnan(table).any(axis=1)].sum(axis=1).astype(np.int64)
    k = table.shape[1]
    arm = np.zeros((draws, k))
    for invited in range(1, k):
        chosen = np.array(list(combinations(range(k), invited)))
        given = np.zeros((len(chosen), k))
        given[np.arange(len(chosen))[:, None], chosen] = 1
        times = int(np.count_nonzero(listing == invited))
        arm += rng.multinomial(times, np.full(len(chosen), 1 / len(chosen)), size=draws) @ given
    under = float((listing * (k - listing)).sum())
    if not under:
        return 1.0
    apart = (k * np.square(arm).sum(axis=1) - np.square(arm.sum(axis=1))) * (k - 1) / under
    far = int(np.count_nonzero(apart >= seen.q * (1 - 1e-9)))
    return (far + 1) / (draws + 1)


def pairwise(outcomes: ArrayLike, level: float = 0.95) -> list[Comparison]:
    """Every two arms, each over the listings that have both, with Holm's correction.

    A listing without a third arm counts here, and not in `cochran`.

    Args:
        outcomes: As in `cochran`.
        level: Confidence level of each interval.

    Raises:
        ValueError: As in `cochran`, or two arms that no listing has both of.
    """
    table = _checked(outcomes)
    found = []
    for first, second in combinations(range(table.shape[1]), 2):
        both = table[:, [first, second]]
        both = both[~np.isnan(both).any(axis=1)]
        if not both.size:
            raise ValueError(f"no listing has both arm {first} and arm {second}")
        found.append((first, second, from_outcomes(both[:, 0], both[:, 1])))
    p = [float(mcnemar(counted).midp) for _first, _second, counted in found]
    adjusted = holm(p)
    return [
        Comparison(
            first=first,
            second=second,
            cells=counted,
            difference=float((counted.only_control - counted.only_test) / counted.n),
            interval=tango(counted, level),
            p=one,
            adjusted=float(held),
        )
        for (first, second, counted), one, held in zip(found, p, adjusted, strict=True)
    ]
