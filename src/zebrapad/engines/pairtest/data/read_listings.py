"""Reading the listings for which is drawn: one row a listing, in order of arrival."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zebrapad.engines.pairtest.data.columns import Written
from zebrapad.engines.pairtest.data.problems import Problems
from zebrapad.engines.pairtest.data.table import table

AS_IS = Written()


@dataclass(frozen=True, slots=True)
class Listings:
    """Listings in order of arrival; one value a listing.

    Attributes:
        pair: What each is called.
        stratum: What is balanced on; empty where the file has no such column.
        agent: Who is asked; empty likewise.
        day: Day of arrival, counted from 1 January of the year 1; 0 where not given.
    """

    pair: tuple[str, ...]
    stratum: tuple[str, ...]
    agent: tuple[str, ...]
    day: tuple[int, ...]


def read_listings(lines: Iterable[str], written: Written = AS_IS) -> Listings:
    """Listings from the lines of a CSV with `pair`, and `stratum`, `agent`, `seen` if there.

    Args:
        lines: Text line by line; the first names the columns.
        written: Separator, and the file's names for our columns.

    Raises:
        ImpossibleTable: Names every impossible place, up to 100.
    """
    problems = Problems()
    found = table(lines, ("pair",), written, problems)
    at = {name: found.place(written.named(name)) for name in ("pair", "stratum", "agent", "seen")}
    rows: list[tuple[str, str, str, int]] = []
    first: dict[str, int] = {}
    for line, row in found.rows:
        cell = {name: row[place].strip() if place >= 0 else "" for name, place in at.items()}
        pair = cell["pair"]
        if not pair:
            problems.note("empty_cell", line, written.named("pair"))
        elif pair in first:
            before = {"found": pair[:40], "before": first[pair]}
            problems.note("listing_twice", line, written.named("pair"), **before)
        first.setdefault(pair, line)
        day = _day(cell["seen"], line, written, problems)
        if rows and day < rows[-1][3]:
            problems.note("earlier", line, written.named("seen"), found=cell["seen"])
        rows.append((pair, cell["stratum"], cell["agent"], max(day, rows[-1][3] if rows else 0)))
    if not rows:
        problems.note("no_rows")
    problems.refuse()
    return Listings(*zip(*rows, strict=True))


def _day(cell: str, line: int, written: Written, problems: Problems) -> int:
    if not cell:
        return 0
    try:
        return date.fromisoformat(cell).toordinal()
    except ValueError:
        problems.note("not_moment", line, written.named("seen"), found=cell[:40])
        return 0
