"""What became of the answers on which two coders differed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtr

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Adjudication:
    """How two codes and a final one lie beside one another.

    Attributes:
        units: Units that both coders coded.
        agreed: Units on which both agreed.
        disputed: Units on which they did not.
        to_first: Disputed units that got the first coder's code.
        to_second: Disputed units that got the second coder's code.
        to_other: Disputed units that got neither's.
        open: Disputed units without a final code.
        overruled: Agreed units that got another code in the end.
        p: Exact two-sided sign test of `to_first` against `to_second`: does the final code side
            with one of the coders? 1 where it sides with neither.
        disputes: Disputed units by code of the first and of the second, shape (codes, codes).
    """

    units: int
    agreed: int
    disputed: int
    to_first: int
    to_second: int
    to_other: int
    open: int
    overruled: int
    p: float
    disputes: Counts


def adjudication(first: ArrayLike, second: ArrayLike, final: ArrayLike, codes: int) -> Adjudication:
    """What became of the units on which two coders differed.

    Args:
        first: Codes of the one coder from 0, NaN for none, shape (units,).
        second: The same of the other coder.
        final: The code that holds in the end, NaN for none yet.
        codes: How many codes there are.

    Raises:
        ValueError: The shapes differ, a code is outside, or no unit was coded by both.

    Source:
        Counts; the sign test: Dixon and Mood (1946), Journal of the American Statistical
        Association 41, 557-566.
    """
    one, other, end = (np.asarray(given, dtype=np.float64) for given in (first, second, final))
    if one.ndim != 1 or not one.shape == other.shape == end.shape:
        raise ValueError("first, second and final need one code a unit, NaN for none")
    every = np.concatenate([one, other, end])
    every = every[~np.isnan(every)]
    if not np.all((every == np.floor(every)) & (every >= 0) & (every < codes)):
        raise ValueError(f"codes must be whole numbers from 0 to {codes - 1}")
    both = ~(np.isnan(one) | np.isnan(other))
    if not both.any():
        raise ValueError("no unit was coded by both coders")
    one, other, end = one[both], other[both], end[both]
    apart, known = one != other, ~np.isnan(end)
    to_first = int(np.count_nonzero(apart & (end == one)))
    to_second = int(np.count_nonzero(apart & (end == other)))
    disputed = int(np.count_nonzero(apart))
    still_open = int(np.count_nonzero(apart & ~known))
    place = (codes * one[apart] + other[apart]).astype(np.int64)
    sided = to_first + to_second
    return Adjudication(
        units=len(one),
        agreed=len(one) - disputed,
        disputed=disputed,
        to_first=to_first,
        to_second=to_second,
        to_other=disputed - sided - still_open,
        open=still_open,
        overruled=int(np.count_nonzero(~apart & known & (end != one))),
        p=min(1.0, 2 * float(bdtr(float(min(to_first, to_second)), sided, 0.5))),
        disputes=np.bincount(place, minlength=codes**2).reshape(codes, codes),
    )
