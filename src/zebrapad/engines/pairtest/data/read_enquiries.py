"""Reading the tidy form: one row an enquiry."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite, nan

import numpy as np

from zebrapad.engines.pairtest.data.checking import check
from zebrapad.engines.pairtest.data.coding import YES_NO, Coding
from zebrapad.engines.pairtest.data.columns import NEEDED, OPTIONAL, Written
from zebrapad.engines.pairtest.data.enquiries import NAMED, Enquiries
from zebrapad.engines.pairtest.data.problems import Problems
from zebrapad.engines.pairtest.data.table import Table, table

AS_IS = Written()
EVERY = 50_000  # rows between two reports of progress
HOUR = 3600.0
Progress = Callable[[int], None]


def read_enquiries(
    lines: Iterable[str],
    coding: Coding = YES_NO,
    *,
    arms: Sequence[str] = (),
    written: Written = AS_IS,
    progress: Progress | None = None,
) -> Enquiries:
    """Enquiries from the lines of a CSV, checked row by row and pair by pair.

    Needed are the columns `pair`, `arm` and `outcome`. `agent`, `stratum`, `order`
    (whole numbers from 1), `template`, `time` (hours until the answer), `sent` and
    `answered` (dates or moments, from which `time` follows) and `delivered` (0 or 1)
    are read where they are there; others are left aside.

    Args:
        lines: Text line by line, such as an open file; the first names the columns.
        coding: The scale of the answers.
        arms: All arms that there are; another one is then refused.
        written: Separator, decimal sign, and the file's names for our columns.
        progress: Is told every 50,000 rows how many were read.

    Raises:
        ImpossibleTable: Names every impossible place, up to 100.
    """
    problems = Problems()
    found = table(lines, NEEDED, written, problems)
    reading = _Reading(found, coding, tuple(arms), written, problems)
    for count, (line, row) in enumerate(found.rows, 1):
        reading.take(line, row)
        if progress and count % EVERY == 0:
            progress(count)
    if not reading.lines:
        problems.note("no_rows")
    problems.refuse()
    enquiries = reading.enquiries()
    check(enquiries, np.asarray(reading.lines), written, problems, announced=bool(arms))
    return enquiries


@dataclass(slots=True)
class _Names:
    """Names by the place in which they first appeared."""

    places: dict[str, int] = field(default_factory=dict)

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places))


class _Reading:
    """The columns as they grow; an enquiry costs some eighty bytes."""

    def __init__(
        self,
        found: Table,
        coding: Coding,
        arms: tuple[str, ...],
        written: Written,
        problems: Problems,
    ) -> None:
        self.coding, self.arms, self.written, self.problems = coding, arms, written, problems
        self.at = {
            name: place
            for name in (*NEEDED, *OPTIONAL)
            if (place := found.place(written.named(name))) >= 0
        }
        self.names: Mapping[str, _Names] = {name: _Names() for name in NAMED}
        for arm in arms:
            self.names["arm"].place(arm)
        self.named = {name: array("q") for name in NAMED}
        self.numbers = {name: array("d") for name in ("outcome", "order", "time", "delivered")}
        self.lines = array("q")
        self.levels = {level: float(place) for place, level in enumerate(coding.levels)}
        self.levels |= dict.fromkeys(coding.missing, nan)

    def take(self, line: int, row: Sequence[str]) -> None:
        cell = {name: row[place].strip() for name, place in self.at.items()}
        for name in NAMED:
            self.named[name].append(self._named(name, cell, line))
        self.numbers["outcome"].append(self._outcome(cell["outcome"], line))
        self.numbers["order"].append(self._whole(cell.get("order", ""), line))
        self.numbers["delivered"].append(self._yes_no(cell.get("delivered", ""), line))
        waited = self._waited(cell, line)
        self.numbers["time"].append(waited if "sent" in cell else self._hours(cell, line))
        self.lines.append(line)

    def enquiries(self) -> Enquiries:
        named = {name: np.frombuffer(held, dtype=np.int64) for name, held in self.named.items()}
        numbers = {n: np.frombuffer(held, dtype=np.float64) for n, held in self.numbers.items()}
        return Enquiries(
            **named,
            outcome=numbers["outcome"],
            order=numbers["order"],
            time=numbers["time"],
            delivered=numbers["delivered"] == 1,
            coding=self.coding,
            names={name: tuple(held.places) for name, held in self.names.items()},
        )

    def _note(self, key: str, line: int, name: str, **filled: object) -> None:
        self.problems.note(key, line, self.written.named(name), **filled)

    def _named(self, name: str, cell: Mapping[str, str], line: int) -> int:
        value = cell.get(name, "")
        if not value and name in ("pair", "arm"):
            self._note("empty_cell", line, name)
        if name == "arm" and value and self.arms and value not in self.arms:
            self._note("unknown_arm", line, name, found=value[:40], known=", ".join(self.arms))
        return self.names[name].place(value)

    def _outcome(self, value: str, line: int) -> float:
        if value not in self.levels:
            known = ", ".join(filter(None, self.levels))
            self._note("outside_coding", line, "outcome", found=value[:40], known=known)
        return self.levels.get(value, nan)

    def _whole(self, value: str, line: int) -> float:
        if not value:
            return nan
        if value.isascii() and value.isdigit() and 1 <= int(value) < 2**31:
            return float(value)
        self._note("not_place", line, "order", found=value[:40])
        return nan

    def _yes_no(self, value: str, line: int) -> float:
        if value not in ("", "0", "1"):
            self._note("not_yes_no", line, "delivered", found=value[:40])
        return 0.0 if value == "0" else 1.0

    def _hours(self, cell: Mapping[str, str], line: int) -> float:
        value = cell.get("time", "")
        if not value:
            return nan
        other = "," if self.written.decimal == "." else "."
        if other in value:
            self._note(
                "decimal_comma" if other == "," else "decimal_point", line, "time", found=value
            )
            return nan
        try:
            hours = float(value.replace(self.written.decimal, "."))
        except ValueError:
            hours = nan
        if not isfinite(hours):
            self._note("not_number", line, "time", found=value[:40], decimal=self.written.decimal)
        elif hours < 0:
            self._note("below_zero", line, "time", found=value[:40])
        return hours

    def _waited(self, cell: Mapping[str, str], line: int) -> float:
        sent, answered = (self._moment(cell, name, line) for name in ("sent", "answered"))
        if sent is None or answered is None:
            return nan
        if (sent.tzinfo is None) != (answered.tzinfo is None):
            self._note("zone_once", line, "answered")
            return nan
        if answered < sent:
            said = {"sent": cell["sent"], "answered": cell["answered"]}
            self._note("answered_before", line, "answered", **said)
        return (answered - sent).total_seconds() / HOUR

    def _moment(self, cell: Mapping[str, str], name: str, line: int) -> datetime | None:
        value = cell.get(name, "")
        if not value:
            return None
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self._note("not_moment", line, name, found=value[:40])
            return None
