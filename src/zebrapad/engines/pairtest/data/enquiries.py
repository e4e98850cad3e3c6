"""The tidy form: one row an enquiry, as columns of numbers with the names they stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zebrapad.engines.pairtest.data.coding import Coding

Codes = NDArray[np.int64]
Numbers = NDArray[np.float64]
NAMED = ("pair", "arm", "agent", "stratum", "template")


@dataclass(frozen=True, slots=True)
class Enquiries:
    """Enquiries of one study; every array has shape (enquiries,).

    Attributes:
        pair: Which pair or listing, as a place in `names["pair"]`.
        arm: Which arm; likewise.
        agent: Who was asked; likewise. All 0 where the file has no such column.
        stratum: What the draw was balanced on; likewise.
        template: Which message; likewise.
        outcome: Place on the scale of `coding`, NaN where it is not known.
        order: When within its pair it was sent, from 1; NaN where not known.
        time: Hours until the answer; NaN where there was none or it is not known.
        delivered: Whether the enquiry arrived.
        coding: The scale of the outcome.
        names: For each of the five columns of places the names, in order of appearance.
    """

    pair: Codes
    arm: Codes
    agent: Codes
    stratum: Codes
    template: Codes
    outcome: Numbers
    order: Numbers
    time: Numbers
    delivered: NDArray[np.bool_]
    coding: Coding
    names: Mapping[str, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.pair)

    @property
    def invited(self) -> Numbers:
        """1 where the answer counts as invited, 0 where not, NaN where it is not known."""
        return self.above(self.coding.threshold)

    def above(self, threshold: int) -> Numbers:
        """1 where the answer is at this place of the scale or above, 0 where not, else NaN."""
        reached = (self.outcome >= threshold).astype(np.float64)
        return np.where(np.isnan(self.outcome) | ~self.delivered, np.nan, reached)

    def where(self, chosen: NDArray[np.bool_]) -> "Enquiries":
        """The enquiries for which `chosen` is true; the names stay."""
        columns = (*NAMED, "outcome", "order", "time", "delivered")
        return replace(self, **{name: getattr(self, name)[chosen] for name in columns})

    def arm_named(self, name: str) -> int:
        """The place of an arm.

        Raises:
            ValueError: There is no such arm.
        """
        if name not in self.names["arm"]:
            raise ValueError(f"there is no arm “{name}”; there are {', '.join(self.names['arm'])}")
        return self.names["arm"].index(name)
