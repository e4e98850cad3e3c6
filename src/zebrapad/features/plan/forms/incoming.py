"""A sheet of measurements, checked line by line before anything is written."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zebrapad.core.cities.models import Certainty, Evidence
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.ui.editing.wording import Difference, differences
from zebrapad.core.ui.reading import begun, number, spoken_period
from zebrapad.features.plan import sheet
from zebrapad.features.plan.forms.measured import impossible
from zebrapad.features.plan.models import Dimension, Indicator, Measurement

MOST_BYTES = 1_000_000
MOST_LINES = 5_000
LANGUAGE = re.compile(r"[a-z]{2,3}")
FITS = DecimalValidator(18, 6)


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The sheet"),
        help_text=gettext_lazy("A CSV file, as it is fetched here or saved by a spreadsheet."),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Choose another."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> str:
        """The text of the file, in either of the encodings that spreadsheets write."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise ValidationError(
                _("This file is larger than 1 MB. Split it, and bring the parts in one by one.")
            )
        raw: bytes = given.read()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
        if "\0" in text or raw.startswith((b"PK", b"\xff\xfe", b"\xfe\xff")):
            raise ValidationError(
                _("This is not a CSV file. In your spreadsheet, choose “Save as” and then CSV.")
            )
        return text


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line, in which column, and how to mend it."""

    line: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that can be written: a new value, or how one that is there changes."""

    line: int
    indicator: Indicator
    row: Measurement | None
    values: Mapping[str, Any]

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """The columns that would change, from and to."""
        return {
            name: (getattr(self.row, name), value)
            for name, value in self.values.items()
            if self.row is not None and getattr(self.row, name) != value
        }

    @property
    def differences(self) -> list[Difference]:
        return list(differences(Measurement, self.changes))


@dataclass(slots=True)
class Proposal:
    """What a sheet would do: nothing is written while there is a fault."""

    faults: list[Fault] = field(default_factory=list)
    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    unchanged: int = 0


NAMES = {"slice": "part", "low": "from", "high": "to"}


def sheet_name(name: str) -> str:
    return NAMES.get(name, name)


@dataclass(slots=True)
class Known:
    """What the lines of a sheet may name; read once for all of them."""

    indicators: Mapping[str, Indicator]
    evidence: frozenset[str]
    parts: frozenset[str]
    values: Mapping[tuple[Any, ...], Measurement]


def known(actor: Actor) -> Known:
    of_plan = {"indicator__plan__current": True}
    measured = rows(actor, Measurement).filter(**of_plan).select_related("indicator")
    return Known(
        {i.key: i for i in rows(actor, Indicator).filter(plan__current=True)},
        frozenset(rows(actor, Evidence).values_list("key", flat=True)),
        frozenset(
            f"{dimension.key}={category['key']}"
            for dimension in rows(actor, Dimension)
            for category in dimension.categories
        ),
        {(m.indicator_id, m.period, m.slice, m.series): m for m in measured},
    )


def proposed(actor: Actor, text: str) -> Proposal:
    """Check every line; raises `ValidationError` only where the text is no sheet at all."""
    lines = sheet.read(text)
    if len(lines) > MOST_LINES:
        raise ValidationError(
            _("This sheet has %(n)s lines; at most %(most)s can be brought in at once. Split it."),
            params={"n": len(lines), "most": MOST_LINES},
        )
    there, proposal, seen = known(actor), Proposal(), dict[tuple[Any, ...], int]()
    for line in lines:
        faults, entry = _checked(line, there, seen)
        proposal.faults += faults
        if faults or entry is None:
            continue
        if entry.row is None:
            proposal.added.append(entry)
        elif entry.changes:
            proposal.changed.append(entry)
        else:
            proposal.unchanged += 1
    return proposal


def _checked(
    line: sheet.Line, there: Known, seen: dict[tuple[Any, ...], int]
) -> tuple[list[Fault], Entry | None]:
    read = _Reading(line, there)
    indicator, period = read.one("indicator", _indicator), read.one("period", _period)
    part, series = line.cells.get("part", ""), read.one("series", _series)
    if indicator is None or period is None or series is None:
        return read.faults, None
    place = (indicator.pk, period, part, series)
    row = there.values.get(place)
    if place in seen:
        read.wrong(
            "period", _("The same value stands in line %(n)s. Keep one.") % {"n": seen[place]}
        )
    seen.setdefault(place, line.number)
    if row is None:
        read.one("part", _part)
    values = read.values(row) | {"period": period, "slice": part, "series": series}
    if not read.faults:
        _together(read, values)
        if values["value"] is not None and (why := impossible(indicator.kind, values["value"])):
            read.wrong("value", why)
    entry = Entry(line.number, indicator, row, values)
    _by_hand(read, entry)
    return read.faults, entry


def _by_hand(read: "_Reading", entry: Entry) -> None:
    if entry.row is None and entry.indicator.figure:
        read.wrong(
            "indicator", _("This indicator is fed by a published figure. Leave this line out.")
        )
    if entry.row is not None and entry.row.from_figure and entry.changes:
        read.wrong("value", _("A published figure gave this value. Leave this line out."))


def _together(read: "_Reading", values: Mapping[str, Any]) -> None:
    """The rules that join several cells; the table holds the same."""
    value, low, high = (values.get(name) for name in ("value", "low", "high"))
    if (low is None) != (high is None) or (low is not None and low > high):
        read.wrong("from", _("Fill in both ends of the interval, the lower one first."))
    elif low is not None and (value is None or not low <= value <= high):
        read.wrong("value", _("The value lies outside its interval. Check all three."))
    if value is None and values.get("certainty") != Certainty.UNKNOWN:
        read.wrong("value", _("Fill in a value, or write “unknown” under certainty."))


class _Reading:
    """The cells of one line, read one by one; what can't be read is remembered."""

    def __init__(self, line: sheet.Line, there: Known) -> None:
        self.line, self.there = line, there
        self.faults: list[Fault] = []

    def wrong(self, column: str, words: str) -> None:
        self.faults.append(Fault(self.line.number, column, words))

    def one(self, column: str, reader: Callable[[str, "_Reading"], Any]) -> Any:
        try:
            return reader(self.line.cells.get(column, ""), self)
        except ValidationError as error:
            self.wrong(column, " ".join(error.messages))
            return None

    def values(self, row: Measurement | None) -> dict[str, Any]:
        """What the line says, over what stands; a column that is not there changes nothing."""
        stands = {name: getattr(row, name) for name in READERS} if row else dict(NEW)
        for name, reader in READERS.items():
            if sheet_name(name) in self.line.cells:
                stands[name] = self.one(sheet_name(name), reader)
        held = set(row.sources) if row else set()
        self._no_evidence(set(stands["sources"] or ()) - held - self.there.evidence)
        stands["note"] = self._note(row)
        return stands

    def _no_evidence(self, unknown: Iterable[str]) -> None:
        for key in sorted(unknown):
            message = _("There is no source “%(key)s”. Add it under Evidence, or mend the key.")
            self.wrong("sources", message % {"key": key})

    def _note(self, row: Measurement | None) -> Text:
        wordings = dict(row.note.wordings) if row else {}
        for column, words in self.line.cells.items():
            language = column.removeprefix(sheet.NOTE)
            if language == column:
                continue
            if not LANGUAGE.fullmatch(language):
                self.wrong(column, _("Write the language as a code, such as note.nl."))
            elif words != wordings.get(language, "").replace("\r\n", "\n").strip():
                wordings[language] = words
        return Text({language: words for language, words in wordings.items() if words})


def _indicator(cell: str, read: _Reading) -> Indicator:
    indicator = read.there.indicators.get(cell)
    if indicator is None:
        raise ValidationError(
            _("There is no indicator “%(key)s”. Use a key as it is in the fetched sheet."),
            params={"key": cell},
        )
    return indicator


LONGEST_PART = 120  # of the column


def _period(cell: str, _read: _Reading) -> Any:
    if not cell:
        raise ValidationError(_("Fill in a date or period, such as 2022 or 2022-05."))
    return begun(spoken_period(cell))


def _series(cell: str, _read: _Reading) -> str:
    if len(cell) > 40:
        raise ValidationError(_("A series has at most 40 signs. Make it shorter."))
    return cell


def _part(cell: str, read: _Reading) -> str:
    parts = cell.split(";") if cell else []
    unknown = [one for one in parts if one not in read.there.parts]
    if len(set(parts)) != len(parts) or len(cell) > LONGEST_PART:
        raise ValidationError(
            _("A part is named once, and all of them in %(most)s signs."),
            params={"most": LONGEST_PART},
        )
    if unknown:
        raise ValidationError(
            _("There is no part “%(part)s”. Write it like district=heule, or leave it open."),
            params={"part": unknown[0]},
        )
    return cell


def _decimal(cell: str, read: _Reading) -> Decimal | None:
    if not cell:
        return None
    value = number(cell, read.line.point)
    FITS(value)
    return value


def _whole(cell: str, read: _Reading) -> int | None:
    value = _decimal(cell, read)
    if value is None:
        return None
    if value < 0 or value != value.to_integral_value() or value > 2147483647:
        raise ValidationError(_("Write a whole number of zero or more, such as 12."))
    return int(value)


def _certainty(cell: str, _read: _Reading) -> str:
    if cell and cell not in Certainty.values:
        raise ValidationError(
            _("“%(value)s” is not known. Write one of: %(known)s."),
            params={"value": cell, "known": ", ".join(Certainty.values)},
        )
    return cell or Certainty.SEEN


def _sources(cell: str, _read: _Reading) -> list[str]:
    return [key for key in re.split(r"[\s,;]+", cell) if key]


READERS: dict[str, Callable[[str, _Reading], Any]] = {
    "value": _decimal,
    "n": _whole,
    "low": _decimal,
    "high": _decimal,
    "certainty": _certainty,
    "sources": _sources,
}
NEW: dict[str, Any] = {
    "value": None,
    "n": None,
    "low": None,
    "high": None,
    "certainty": Certainty.SEEN,
    "sources": [],
}


def fingerprint(proposal: Proposal) -> list[Any]:
    """What was shown before it was confirmed; if it differs now, it is shown again."""
    changed = [[e.line, e.row.edition if e.row else 0] for e in proposal.changed]
    return [[e.line for e in proposal.added], changed]
