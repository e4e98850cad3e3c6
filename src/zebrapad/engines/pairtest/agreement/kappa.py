"""Two coders: do they agree more than chance would make them?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]


class Weights(StrEnum):
    """How far apart two codes count as half right.

    Attributes:
        NONE: Not at all.
        LINEAR: By places on the scale.
        QUADRATIC: By their square.
    """

    NONE = "none"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa.

    Attributes:
        kappa: 1 for full agreement, 0 for what chance gives; NaN where both used one code only.
        error: Standard error of it; NaN likewise.
        interval: By the normal law, not above 1.
        agreed: Share on which both agree (weighted).
        chance: Share that chance would give.
        by_code: For each code the share of those given it by either that both gave it,
            shape (codes,); NaN for a code that nobody gave. See also `categories`.
    """

    kappa: float
    error: float
    interval: tuple[float, float]
    agreed: float
    chance: float
    by_code: Numbers


def kappa(table: ArrayLike, *, weights: Weights = Weights.NONE, level: float = 0.95) -> Kappa:
    """Cohen's kappa of a table of two coders.

    Args:
        table: Counts by code of the one and of the other, shape (codes, codes).
        weights: How far apart two codes count as half right.
        level: Confidence level.

    Raises:
        ValueError: The table is not square, has fewer than two codes, or no counts.

    Source:
        Cohen (1968), Psychological Bulletin 70, 213-220; error: Fleiss, Cohen and
        Everitt (1969), Psychological Bulletin 72, 323-327.
    """
    counts = checked(table)
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    n = counts.sum()
    share = counts / n
    w = _weights(len(counts), weights)
    one, other = share.sum(axis=1), share.sum(axis=0)
    agreed, chance = float((w * share).sum()), float(one @ w @ other)
    either = counts.sum(axis=0) + counts.sum(axis=1) - np.diag(counts)
    by_code = np.divide(np.diag(counts), either, out=np.full(len(counts), np.nan), where=either > 0)
    if chance > 1 - 1e-12:
        nan = float("nan")
        return Kappa(nan, nan, (nan, nan), agreed, chance, by_code)
    value = (agreed - chance) / (1 - chance)
    mean = (w @ other)[:, None] + (w.T @ one)[None, :]
    spread = (share * (w - mean * (1 - value)) ** 2).sum() - (value - chance * (1 - value)) ** 2
    error = float(np.sqrt(max(spread, 0.0) / n) / (1 - chance))
    half = float(ndtri((1 + level) / 2)) * error
    return Kappa(value, error, (value - half, min(1.0, value + half)), agreed, chance, by_code)


def checked(table: ArrayLike) -> Numbers:
    """The table of two coders, checked.

    Args:
        table: Counts by code of the one and of the other, shape (codes, codes).

    Raises:
        ValueError: The table is not square, has fewer than two codes, or no counts.
    """
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or len(counts) < 2:
        raise ValueError("table must be square, with at least two codes")
    if not np.all((counts >= 0) & np.isfinite(counts)) or counts.sum() <= 0:
        raise ValueError("table must hold counts from 0, and at least one")
    return counts


def tabled(one: ArrayLike, other: ArrayLike, codes: int) -> NDArray[np.int64]:
    """The table of two coders from their codes, left out where either gave none.

    Args:
        one: Codes from 0, NaN for none, shape (units,).
        other: The same of the other coder.
        codes: How many codes there are.

    Raises:
        ValueError: The shapes differ, or a code is outside.
    """
    a, b = np.asarray(one, dtype=np.float64), np.asarray(other, dtype=np.float64)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError("both coders need one code a unit, NaN for none")
    both = ~(np.isnan(a) | np.isnan(b))
    given = np.concatenate([a[both], b[both]])
    if not np.all((given == np.floor(given)) & (given >= 0) & (given < codes)):
        raise ValueError(f"codes must be whole numbers from 0 to {codes - 1}")
    place = (codes * a[both] + b[both]).astype(np.int64)
    return np.bincount(place, minlength=codes**2).reshape(codes, codes)


def _weights(codes: int, weights: Weights) -> Numbers:
    apart = np.abs(np.subtract.outer(np.arange(codes), np.arange(codes))) / (codes - 1)
    if weights is Weights.NONE:
        return np.eye(codes)
    return 1 - (apart if weights is Weights.LINEAR else apart**2)
