"""Four cells: how often both were invited, only one, or neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]
LARGEST = 2**31


@dataclass(frozen=True, slots=True)
class Cells:
    """The four cells of a paired test, of one study or of many at once.

    Attributes:
        both: Pairs in which both were invited; integers of any shape, all four alike.
        only_control: Pairs in which only the control person was invited.
        only_test: Pairs in which only the test person was invited.
        neither: Pairs in which nobody was invited.
    """

    both: Counts
    only_control: Counts
    only_test: Counts
    neither: Counts

    @property
    def n(self) -> Counts:
        """Pairs."""
        return self.both + self.discordant + self.neither

    @property
    def discordant(self) -> Counts:
        """Pairs in which one was invited and the other not."""
        return self.only_control + self.only_test

    @property
    def invited(self) -> Counts:
        """Pairs in which at least one was invited: the Belgian reports' denominator."""
        return self.both + self.discordant

    def each(self) -> Iterator["Cells"]:
        """The studies one by one."""
        parts = (self.both, self.only_control, self.only_test, self.neither)
        for four in zip(*map(np.ravel, parts), strict=True):
            yield Cells(*map(np.asarray, four))

    @property
    def swapped(self) -> "Cells":
        """The same study with the arms exchanged."""
        return Cells(self.both, self.only_test, self.only_control, self.neither)


def cells(
    both: ArrayLike, only_control: ArrayLike, only_test: ArrayLike, neither: ArrayLike
) -> Cells:
    """Four cells, checked and of one shape.

    Args:
        both: Whole numbers from 0; any shapes that broadcast with one another.
        only_control: The same.
        only_test: The same.
        neither: The same.

    Raises:
        ValueError: A count is not a whole number from 0 to 2^31, or there are no pairs.
    """
    given = {"both": both, "only_control": only_control, "only_test": only_test, "neither": neither}
    whole = np.broadcast_arrays(*(_whole(name, value) for name, value in given.items()))
    made = Cells(*(np.ascontiguousarray(part).reshape(part.shape) for part in whole))
    if np.any(made.n < 1):
        raise ValueError("there must be at least one pair; all four cells are 0")
    return made


def from_outcomes(control: ArrayLike, test: ArrayLike) -> Cells:
    """Four cells of one study from the outcomes of each pair.

    Args:
        control: For each pair whether the control person was invited: 0 or 1, shape (n,).
        test: The same for the test person.

    Raises:
        ValueError: The shapes differ, or an outcome is neither 0 nor 1.
    """
    y, x = _binary("control", control), _binary("test", test)
    if y.shape != x.shape or y.ndim != 1:
        raise ValueError(
            f"control and test need one outcome a pair; their shapes are {y.shape} and {x.shape}"
        )
    counts = np.bincount(2 * y + x, minlength=4)
    return cells(counts[3], counts[2], counts[1], counts[0])


def _whole(name: str, value: ArrayLike) -> Counts:
    given: NDArray[Any] = np.asarray(value)
    if given.dtype.kind not in "iuf" or not np.all(
        (given == np.floor(given)) & (given >= 0) & (given < LARGEST)
    ):
        raise ValueError(f"{name} must be whole numbers from 0 (and below 2^31)")
    return given.astype(np.int64)


def _binary(name: str, value: ArrayLike) -> Counts:
    given: NDArray[Any] = np.asarray(value)
    if given.dtype.kind not in "biuf" or not np.all((given == 0) | (given == 1)):
        raise ValueError(f"{name} must be 0 (not invited) or 1 (invited)")
    return given.astype(np.int64)
