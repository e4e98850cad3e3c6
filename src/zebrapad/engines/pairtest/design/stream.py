"""Chance that is the same on every machine and in every version.

NumPy promises that the raw bits of PCG64 and the mixing of its seed never change, but
not what its generators make of them. What is made of them here is written out.
"""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

WORD = 2**64
Item = TypeVar("Item")


class Stream:
    """A stream of chance of its own for every purpose of one seed.

    Source: O'Neill (2014), PCG; shuffling after Fisher and Yates, as in Knuth,
    The Art of Computer Programming 2, 3.4.2, algorithm P.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        """Begin the stream.

        Args:
            seed: The registered seed, a whole number from 0.
            purpose: What it is for; another purpose has nothing to do with this one.
        """
        digest = hashlib.sha256(purpose.encode()).digest()
        words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *words]))

    def below(self, limit: int) -> int:
        """A whole number from 0 to `limit` - 1, each as likely."""
        unbiased = WORD - WORD % limit
        while True:
            drawn = int(self._bits.random_raw())
            if drawn < unbiased:
                return drawn % limit

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in a random order, each order as likely."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed


class Blocks:
    """Permuted blocks: every level comes as often as its weight before any comes more often."""

    def __init__(self, stream: Stream, levels: Sequence[int]) -> None:
        self._stream = stream
        self._levels = levels
        self._left: list[int] = []

    def take(self) -> int:
        """The next level."""
        if not self._left:
            self._left = self._stream.shuffled(self._levels)
        return self._left.pop()
