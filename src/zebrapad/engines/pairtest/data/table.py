"""Lines of text as rows of named cells; every line that can't be one is named."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zebrapad.engines.pairtest.data.columns import Written, other_separator
from zebrapad.engines.pairtest.data.problems import Problems


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header read.

    Attributes:
        titles: Names of the columns as the file has them, in order.
        rows: Line number and cells of each row; read once, from top to bottom.
    """

    titles: tuple[str, ...]
    rows: Iterator[tuple[int, Sequence[str]]]

    def place(self, title: str) -> int:
        """The column's place, or -1 where the table has none."""
        return self.titles.index(title) if title in self.titles else -1


def table(
    lines: Iterable[str], wanted: Sequence[str], written: Written, problems: Problems
) -> Table:
    """The header checked, and the rows to come.

    Args:
        lines: The text, line by line.
        wanted: Columns that must be there, by our names.
        written: How the text is written.
        problems: Where what is wrong is noted.

    Raises:
        ImpossibleTable: The header is not one.
    """
    numbered = _Numbered(lines)
    reader = csv.reader(numbered, delimiter=written.separator, strict=True)
    rows = _rows(reader, numbered, problems)
    _line, first = next(rows, (0, []))
    titles = tuple(title.strip() for title in first)
    if titles:
        titles = (titles[0].removeprefix("\ufeff"), *titles[1:])
    _check_header(titles, wanted, written, problems)
    return Table(titles, _of_length(rows, len(titles), problems))


class _Numbered:
    """Lines, counting; an unreadable one ends them and is named."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = iter(lines)
        self.number = 0

    def __iter__(self) -> "_Numbered":
        return self

    def __next__(self) -> str:
        self.number += 1
        return next(self.lines)


def _rows(
    reader: Iterable[list[str]], numbered: _Numbered, problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    begins = 1
    try:
        for row in reader:
            if row:
                yield begins, row
            begins = numbered.number + 1
    except UnicodeDecodeError:
        problems.note("not_text", numbered.number)
        problems.refuse()
    except csv.Error:
        problems.note("broken_quote", begins)
        problems.refuse()


def _of_length(
    rows: Iterator[tuple[int, list[str]]], length: int, problems: Problems
) -> Iterator[tuple[int, Sequence[str]]]:
    for line, row in rows:
        if len(row) == length:
            yield line, row
        else:
            key = "too_short" if len(row) < length else "too_long"
            problems.note(key, line, found=len(row), wanted=length)


def _check_header(
    titles: Sequence[str], wanted: Sequence[str], written: Written, problems: Problems
) -> None:
    if not any(titles):
        problems.note("empty")
        problems.refuse()
    missing = [name for name in map(written.named, wanted) if name not in titles]
    found = other_separator(written.separator.join(titles), wanted, written) if missing else ""
    if found:
        shown = {"found": _shown(found), "wanted": _shown(written.separator)}
        problems.note("other_separator", 1, **shown)
        problems.refuse()
    for name in missing:
        problems.note("missing_column", 1, name=name, there=", ".join(titles))
    for name in sorted({title for title in titles if titles.count(title) > 1}):
        problems.note("doubled_column", 1, name=name)
    problems.refuse()


def _shown(separator: str) -> str:
    return "Tab" if separator == "\t" else f"“{separator}”"
