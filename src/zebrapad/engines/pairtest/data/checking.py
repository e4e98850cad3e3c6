"""Rows that are possible each, and impossible together."""

import numpy as np
from numpy.typing import NDArray

from zebrapad.engines.pairtest.data.columns import Written
from zebrapad.engines.pairtest.data.enquiries import Codes, Enquiries
from zebrapad.engines.pairtest.data.problems import Problems

ALIKE = ("agent", "stratum")  # what all enquiries of a pair have in common


def check(
    rows: Enquiries, lines: Codes, written: Written, problems: Problems, *, announced: bool
) -> None:
    """Note every row that can't be beside the others, and refuse the table if there are any.

    Args:
        rows: The enquiries as they were read.
        lines: Line of the file of each, shape (enquiries,).
        written: Whose names for the columns to say.
        problems: Where what is wrong is noted.
        announced: Whether all arms were named beforehand; else a lone one is a doubt.

    Raises:
        ImpossibleTable: Names every impossible place, up to 100.
    """
    _arms_twice(rows, lines, written, problems)
    if not announced:
        _arms_once(rows, lines, written, problems)
    for name in ALIKE:
        _unlike(name, rows, lines, written, problems)
    _order_twice(rows, lines, written, problems)
    problems.refuse()


def _repeated(*columns: NDArray[np.generic]) -> tuple[Codes, Codes]:
    """Rows that have what an earlier one has in all columns, each with that earlier row."""
    sorting = np.lexsort((np.arange(len(columns[0])), *columns))
    same = np.ones(len(sorting), dtype=bool)
    same[:1] = False
    for column in columns:
        same[1:] &= column[sorting][1:] == column[sorting][:-1]
    again = np.flatnonzero(same)
    return sorting[again], sorting[again - 1]


def _arms_twice(rows: Enquiries, lines: Codes, written: Written, problems: Problems) -> None:
    for row, before in zip(*_repeated(rows.arm, rows.pair), strict=True):
        problems.note(
            "arm_twice",
            int(lines[row]),
            written.named("arm"),
            pair=rows.names["pair"][rows.pair[row]],
            arm=rows.names["arm"][rows.arm[row]],
            before=int(lines[before]),
        )


def _arms_once(rows: Enquiries, lines: Codes, written: Written, problems: Problems) -> None:
    """One enquiry of an arm among many of the others is a slip of the pen."""
    counts = np.bincount(rows.arm, minlength=len(rows.names["arm"]))
    if counts.max() <= 1:
        return
    for arm in np.flatnonzero(counts == 1):
        line = int(lines[np.flatnonzero(rows.arm == arm)[0]])
        problems.note("arm_once", line, written.named("arm"), found=rows.names["arm"][arm])


def _unlike(name: str, rows: Enquiries, lines: Codes, written: Written, problems: Problems) -> None:
    """Enquiries of one pair that differ in what they should have in common."""
    codes: Codes = getattr(rows, name)
    _pairs, first, of = np.unique(rows.pair, return_index=True, return_inverse=True)
    known = rows.names[name]
    for row in np.flatnonzero(codes != codes[first[of]]):
        begin = int(first[of[row]])
        problems.note(
            "other_in_pair",
            int(lines[row]),
            written.named(name),
            pair=rows.names["pair"][rows.pair[row]],
            found=known[codes[row]],
            before=known[codes[begin]],
            line_before=int(lines[begin]),
        )


def _order_twice(rows: Enquiries, lines: Codes, written: Written, problems: Problems) -> None:
    for row, before in zip(*_repeated(rows.order, rows.pair), strict=True):
        problems.note(
            "order_twice",
            int(lines[row]),
            written.named("order"),
            pair=rows.names["pair"][rows.pair[row]],
            found=int(rows.order[row]),
            before=int(lines[before]),
        )
