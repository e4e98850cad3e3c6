"""Reading the four-cell form: one row a study, the cells in four columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from zebrapad.engines.pairtest.cells import LARGEST, Cells, cells
from zebrapad.engines.pairtest.data.columns import FOUR_CELLS, Written
from zebrapad.engines.pairtest.data.problems import Problems
from zebrapad.engines.pairtest.data.table import table

AS_IS = Written()


@dataclass(frozen=True, slots=True)
class Studies:
    """Four cells of several studies, with what else their rows hold.

    Attributes:
        cells: Shape (studies,).
        carried: The other columns by name, a text a study.
        lines: Line of the file of each study.
    """

    cells: Cells
    carried: Mapping[str, tuple[str, ...]]
    lines: tuple[int, ...]


def read_cells(lines: Iterable[str], written: Written = AS_IS) -> Studies:
    """Four cells from the lines of a CSV; other columns are carried along.

    Args:
        lines: Text line by line, such as an open file; the first names the columns.
        written: Separator, decimal sign, and the file's names for our columns.

    Raises:
        ImpossibleTable: Names every impossible place, up to 100.
    """
    problems = Problems()
    found = table(lines, FOUR_CELLS, written, problems)
    places = [found.place(written.named(name)) for name in FOUR_CELLS]
    titles = [found.titles[place] for place in places]
    rest = [i for i in range(len(found.titles)) if i not in places]
    counts: list[list[int]] = []
    kept: list[list[str]] = []
    numbers: list[int] = []
    for line, row in found.rows:
        whole = [
            _count(row[p].strip(), line, t, problems) for p, t in zip(places, titles, strict=True)
        ]
        if not any(whole):
            problems.note("no_pairs", line)
        counts.append([count or 0 for count in whole])
        kept.append([row[i] for i in rest])
        numbers.append(line)
    if not counts:
        problems.note("no_rows")
    problems.refuse()
    carried = {found.titles[i]: tuple(row[j] for row in kept) for j, i in enumerate(rest)}
    return Studies(cells(*zip(*counts, strict=True)), carried, tuple(numbers))


def _count(cell: str, line: int, title: str, problems: Problems) -> int | None:
    """A cell's count; None, noted, where it is none."""
    if not cell:
        problems.note("empty_cell", line, title)
        return None
    if cell.isascii() and cell.isdigit() and int(cell) < LARGEST:
        return int(cell)
    problems.note("not_whole", line, title, found=cell[:40])
    return None
