"""What counts as invited: from the answers as they were coded to numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Coding:
    """An ordered scale of answers, and from where on one counts as invited.

    Attributes:
        levels: Codes from the least to the most favourable answer.
        invited: The code from which on an answer counts as invited.
        missing: Codes that say nothing about the answer, such as a bounced message.
    """

    levels: tuple[str, ...]
    invited: str
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(set(self.levels)) != len(self.levels) or len(self.levels) < 2:
            raise ValueError("levels must be at least two codes, each once, least favourable first")
        if self.invited not in self.levels[1:]:
            allowed = ", ".join(self.levels[1:])
            raise ValueError(f"invited must be one of the levels above the lowest: {allowed}")
        if both := set(self.levels) & set(self.missing):
            raise ValueError(f"{', '.join(sorted(both))} can't be both a level and missing")

    @property
    def threshold(self) -> int:
        """Place of `invited` on the scale, the lowest level is 0."""
        return self.levels.index(self.invited)


YES_NO = Coding(("0", "1"), "1", missing=("",))
# From the categories that correspondence tests of the rental market keep; see docs/methods/data.md.
RENTAL = Coding(
    (
        *("refused", "none", "rented", "waiting_list", "conditional"),
        *("question", "available", "call", "visit"),
    ),
    "call",
    missing=("bounced", "automatic", ""),
)


def coded(codes: Sequence[str], coding: Coding) -> NDArray[np.float64]:
    """Places on the scale, from 0; NaN for a missing code.

    Args:
        codes: One code an enquiry.
        coding: The scale.

    Raises:
        ValueError: A code that the coding does not have.
    """
    places = {code: float(place) for place, code in enumerate(coding.levels)}
    places |= dict.fromkeys(coding.missing, np.nan)
    if unknown := sorted(set(codes) - set(places)):
        known = ", ".join([*coding.levels, *filter(None, coding.missing)])
        raise ValueError(f"the coding has no {', '.join(unknown[:5])}; it has {known}")
    return np.array([places[code] for code in codes], dtype=np.float64)


def at_least(places: ArrayLike, threshold: float) -> NDArray[np.float64]:
    """Whether each answer is at a place of the scale or above: 0, 1, or NaN where missing.

    Args:
        places: Places on the scale, any shape, NaN where missing.
        threshold: From which place on it counts.
    """
    given = np.asarray(places, dtype=np.float64)
    return np.where(np.isnan(given), np.nan, (given >= threshold).astype(np.float64))
