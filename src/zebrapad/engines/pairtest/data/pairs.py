"""From enquiries to what the methods take: pairs, blocks of several arms, single enquiries."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.cells import Cells, cells, from_outcomes
from zebrapad.engines.pairtest.data.coding import YES_NO
from zebrapad.engines.pairtest.data.enquiries import Codes, Enquiries, Numbers


@dataclass(frozen=True, slots=True)
class Pairs:
    """Whole pairs: both arms arrived and have a known outcome. Arrays have shape (pairs,).

    Attributes:
        control: Outcome of the control person, 0 or 1, or a place on the scale.
        test: Outcome of the test person, likewise.
        agent: Who was asked, as a place in the enquiries' names.
        stratum: What the draw was balanced on, likewise.
        template_control: Which message the control person sent, likewise.
        template_test: Which message the test person sent, likewise.
        first: 1 where the control person wrote first, -1 where the test person did, 0 unknown.
        time_control: Hours until the answer to the control person; NaN without answer.
        time_test: Hours until the answer to the test person; NaN without answer.
        pair: Which pair, likewise.
        one_arm: Pairs left out because one arm is not there at all.
        undelivered: Pairs left out because an enquiry did not arrive.
        unknown: Pairs left out because an outcome is not known.
    """

    control: Numbers
    test: Numbers
    agent: Codes
    stratum: Codes
    template_control: Codes
    template_test: Codes
    first: Codes
    time_control: Numbers
    time_test: Numbers
    pair: Codes
    one_arm: int
    undelivered: int
    unknown: int

    def __len__(self) -> int:
        return len(self.pair)

    @property
    def difference(self) -> Numbers:
        """Control minus test of each pair."""
        return self.control - self.test

    @property
    def cells(self) -> Cells:
        """The four cells.

        Raises:
            ValueError: The outcomes are places on a scale, not 0 and 1.
        """
        return from_outcomes(self.control, self.test)


def pairs(
    rows: Enquiries, control: str, test: str, *, outcome: NDArray[np.float64] | None = None
) -> Pairs:
    """Whole pairs of two arms; the others are counted by why they are left out.

    Args:
        rows: Enquiries; further arms are left aside.
        control: Name of the control arm.
        test: Name of the test arm.
        outcome: One number an enquiry, NaN where not known; invited or not if not given.

    Raises:
        ValueError: There is no such arm, both are the same, or no pair is whole.
    """
    arms = rows.arm_named(control), rows.arm_named(test)
    if arms[0] == arms[1]:
        raise ValueError("control and test must be two different arms")
    values = rows.invited if outcome is None else np.asarray(outcome, dtype=np.float64)
    if values.shape != rows.pair.shape:
        raise ValueError(f"outcome needs one number an enquiry: shape {rows.pair.shape}")
    first, second = (_row_of_pair(rows, arm) for arm in arms)
    there = (first >= 0) & (second >= 0)
    either = (first >= 0) | (second >= 0)
    both = np.flatnonzero(there)
    c, t = first[both], second[both]
    arrived = rows.delivered[c] & rows.delivered[t]
    known = ~np.isnan(values[c]) & ~np.isnan(values[t])
    whole = arrived & known
    if not whole.any():
        raise ValueError(f"no pair has both {control} and {test} delivered with a known outcome")
    c, t = c[whole], t[whole]
    return Pairs(
        control=values[c],
        test=values[t],
        agent=rows.agent[c],
        stratum=rows.stratum[c],
        template_control=rows.template[c],
        template_test=rows.template[t],
        first=_first(rows.order[c], rows.order[t]),
        time_control=rows.time[c],
        time_test=rows.time[t],
        pair=rows.pair[c],
        one_arm=int(np.count_nonzero(either & ~there)),
        undelivered=int(np.count_nonzero(~arrived)),
        unknown=int(np.count_nonzero(arrived & ~known)),
    )


def _row_of_pair(rows: Enquiries, arm: int) -> Codes:
    """For each pair the row in which it has this arm, or -1."""
    found = np.full(len(rows.names["pair"]), -1, dtype=np.int64)
    of_arm = np.flatnonzero(rows.arm == arm)
    found[rows.pair[of_arm]] = of_arm
    return found


def _first(control: Numbers, test: Numbers) -> Codes:
    known = ~(np.isnan(control) | np.isnan(test))
    return np.where(known, np.where(control < test, 1, -1), 0)


def blocks(rows: Enquiries, *, outcome: NDArray[np.float64] | None = None) -> Numbers:
    """Listings by arms: the outcomes, NaN where an arm is missing or not known.

    Args:
        rows: Enquiries with any number of arms.
        outcome: One number an enquiry; invited or not if not given.

    Returns:
        Shape (listings, arms), in the order of `rows.names`.
    """
    values = rows.invited if outcome is None else np.asarray(outcome, dtype=np.float64)
    made = np.full((len(rows.names["pair"]), len(rows.names["arm"])), np.nan)
    made[rows.pair, rows.arm] = np.where(rows.delivered, values, np.nan)
    return made


def by_stratum(found: Pairs) -> Cells:
    """Four cells of each stratum, shape (strata,), strata without a pair left out."""
    code = (2 * found.control + found.test).astype(np.int64)
    _strata, of = np.unique(found.stratum, return_inverse=True)
    counts = np.bincount(4 * of + code, minlength=4 * (of.max() + 1)).reshape(-1, 4)
    return cells(counts[:, 3], counts[:, 2], counts[:, 1], counts[:, 0])


def enquiries_of(
    counted: Cells, *, control: str = "control", test: str = "test", agent: ArrayLike | None = None
) -> Enquiries:
    """The tidy form of four cells: two rows a pair.

    Args:
        counted: One study.
        control: Name of the control arm.
        test: Name of the test arm.
        agent: One whole number a pair, in the order both, only control, only test, neither.

    Raises:
        ValueError: Several studies at once, or agents that don't fit the pairs.
    """
    if counted.n.ndim:
        raise ValueError("one study at a time: the cells must be single numbers")
    numbers = [counted.both, counted.only_control, counted.only_test, counted.neither]
    n = int(counted.n)
    outcome = np.repeat([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]], numbers, axis=0)
    answered = np.zeros(n, dtype=np.int64) if agent is None else np.asarray(agent, dtype=np.int64)
    if answered.shape != (n,):
        raise ValueError(f"agent needs one whole number a pair: shape ({n},)")
    known, places = np.unique(answered, return_inverse=True)
    nothing, unknown = np.zeros(2 * n, dtype=np.int64), np.full(2 * n, np.nan)
    return Enquiries(
        pair=np.repeat(np.arange(n), 2),
        arm=np.tile(np.arange(2), n),
        agent=np.repeat(places, 2),
        stratum=nothing,
        template=nothing,
        outcome=outcome.ravel(),
        order=unknown,
        time=unknown,
        delivered=np.ones(2 * n, dtype=bool),
        coding=YES_NO,
        names={
            "pair": tuple(str(i + 1) for i in range(n)),
            "arm": (control, test),
            "agent": ("",) if agent is None else tuple(map(str, known)),
            "stratum": ("",),
            "template": ("",),
        },
    )
