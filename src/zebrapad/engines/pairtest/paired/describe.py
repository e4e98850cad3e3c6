"""Everything on four cells in one call."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from zebrapad.engines.pairtest.cells import Cells
from zebrapad.engines.pairtest.paired.indices import Indices, indices
from zebrapad.engines.pairtest.paired.interval import (
    Interval,
    agresti_min,
    bonett_price,
    newcombe,
    tango,
    wald,
)
from zebrapad.engines.pairtest.paired.mcnemar import PValues, mcnemar

METHODS = (tango, newcombe, agresti_min, bonett_price, wald)


@dataclass(frozen=True, slots=True)
class Description:
    """What four cells say.

    Attributes:
        cells: The cells.
        indices: Every index with its interval.
        p: McNemar's p-values.
        intervals: Five intervals of the difference over all pairs, by name.
    """

    cells: Cells
    indices: Indices
    p: PValues
    intervals: dict[str, Interval]

    def as_json(self) -> list[dict[str, Any]]:
        """One object a study, in order; what can't be said is null."""
        flat = {
            "n": self.cells.n,
            "difference": self.indices.difference.value,
            "difference_invited": self.indices.difference_invited.value,
        }
        p = {name: getattr(self.p, name) for name in ("exact", "midp", "asymptotic", "continuity")}
        return [
            {name: _plain(value, i) for name, value in flat.items()}
            | {"p": {name: _plain(value, i) for name, value in p.items()}}
            | {
                "interval": {
                    name: [_plain(found.low, i), _plain(found.high, i)]
                    for name, found in self.intervals.items()
                }
            }
            for i in range(self.cells.n.size)
        ]


def describe(cells: Cells, level: float = 0.95) -> Description:
    """Indices, p-values and intervals of one study or many.

    Args:
        cells: Any shape.
        level: Confidence level of all intervals.

    Raises:
        ValueError: The level is not between 0 and 1.
    """
    found = {method.__name__: method(cells, level) for method in METHODS}
    return Description(cells, indices(cells, level), mcnemar(cells), found)


def _plain(value: Any, place: int) -> int | float | None:
    number = np.ravel(value)[place].item()
    if isinstance(number, int):
        return number
    return float(number) if isfinite(number) else None
