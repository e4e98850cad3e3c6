"""When only the margins were published: what the four cells could have been."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from zebrapad.engines.pairtest.cells import Cells, cells
from zebrapad.engines.pairtest.paired.describe import Description, describe

Numbers = NDArray[np.float64]


class Net(StrEnum):
    """By which convention a rate was published.

    Attributes:
        ALL: Over all pairs.
        INVITED: Over pairs with at least one invitation.
        DROP: Relative to the control person's invitations.
    """

    ALL = "all"
    INVITED = "invited"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Every table that fits, and the range of what they say.

    Attributes:
        tables: The possible cells, shape (tables,), by rising `both`.
        ranges: For each statistic the least and the largest value over the tables.
    """

    tables: Cells
    ranges: dict[str, tuple[float, float]]


def bounds(
    n: int,
    control: int,
    test: int,
    *,
    published: float | None = None,
    half_width: float = 0.005,
    convention: Net = Net.INVITED,
    level: float = 0.95,
) -> Bounds:
    """What the four cells could have been, given how many were invited in each arm.

    Args:
        n: Pairs.
        control: Pairs in which the control person was invited.
        test: Pairs in which the test person was invited.
        published: A published net rate, as a fraction of 1, if there is one.
        half_width: Half of what it was rounded to: 0.005 for whole percents.
        convention: What the rate is a rate of.
        level: Confidence level of the intervals whose ends are bounded.

    Raises:
        ValueError: The margins don't fit n, or no table fits the rate.

    Source:
        Fréchet's bounds of a two by two table.
    """
    if not 0 <= control <= n or not 0 <= test <= n or n < 1:
        raise ValueError(f"invited pairs must be from 0 to the {n} pairs there are")
    both = np.arange(max(0, control + test - n), min(control, test) + 1)
    tables = cells(both, control - both, test - both, n - control - test + both)
    if published is not None:
        fits = np.abs(_rate(tables, convention) - published) <= half_width + 1e-12
        if not fits.any():
            raise ValueError(f"no table with these margins gives a rate of {published:.3g}")
        tables = Cells(*(getattr(tables, name)[fits] for name in Cells.__slots__))
    return Bounds(tables, _ranges(describe(tables, level)))


def _rate(tables: Cells, convention: Net) -> Numbers:
    """The published rate of each table; out of reach where its denominator is 0."""
    under = {
        Net.ALL: tables.n,
        Net.INVITED: tables.invited,
        Net.DROP: tables.both + tables.only_control,
    }[convention]
    top = tables.only_control - tables.only_test
    return np.where(under > 0, top / np.maximum(under, 1), np.inf)


def _ranges(found: Description) -> dict[str, tuple[float, float]]:
    values = {
        name: getattr(found.indices, name).value
        for name in ("difference", "difference_invited", "gross_control", "gross_test")
    }
    values |= {f"p_{name}": getattr(found.p, name) for name in ("exact", "midp", "asymptotic")}
    for name, interval in found.intervals.items():
        values |= {f"{name}_low": interval.low, f"{name}_high": interval.high}
    return {name: (float(np.nanmin(v)), float(np.nanmax(v))) for name, v in values.items()}
