"""An indicator's values as a sheet: one shape for what is fetched and what is brought in.

Two spellings of it. The plain one is what programs read: UTF-8, comma, decimal point
(RFC 4180). The one for Excel as it is set up in Flanders and France has a byte order
mark, semicolons and decimal commas; without these Excel shows one column and broken
letters. `read` takes either.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from zebrapad.core.ui.reading import safe_cell, typed_cell
from zebrapad.features.plan.content import MeasurementContent

NOTE = "note."
COLUMNS = (
    *("indicator", "period", "part", "series", "value", "n", "from", "to"),
    *("certainty", "sources"),
    *(f"{NOTE}{language}" for language, _name in settings.LANGUAGES),
)
NEEDED = ("indicator", "period", "value")


@dataclass(frozen=True, slots=True)
class Spelling:
    delimiter: str
    point: str
    mark: str


PLAIN = Spelling(",", ".", "")
EXCEL = Spelling(";", ",", "\N{BYTE ORDER MARK}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet as it was written; every cell is text, empty where it has none.

    `point` is what its numbers have before their decimals.
    """

    number: int
    cells: Mapping[str, str]
    point: str = PLAIN.point


def write(values: Iterable[tuple[str, MeasurementContent]], spelling: Spelling = PLAIN) -> str:
    """A sheet of values, each with the key of its indicator."""
    listed = [(key, value) for key, value in values]
    more = {f"{NOTE}{language}" for _key, value in listed for language in value.note.wordings}
    columns = (*COLUMNS, *sorted(more.difference(COLUMNS)))
    written = io.StringIO()
    sheet = csv.DictWriter(written, columns, delimiter=spelling.delimiter, restval="")
    sheet.writeheader()
    sheet.writerows(_cells(key, value, spelling) for key, value in listed)
    return spelling.mark + written.getvalue()


def _cells(key: str, value: MeasurementContent, spelling: Spelling) -> dict[str, str]:
    notes = {f"{NOTE}{language}": safe_cell(said) for language, said in value.note.wordings.items()}
    return {
        "indicator": key,
        "period": str(value.period),
        "part": value.slice,
        "series": safe_cell(value.series),
        "value": _number(value.value, spelling),
        "n": "" if value.n is None else str(value.n),
        "from": _number(value.low, spelling),
        "to": _number(value.high, spelling),
        "certainty": value.certainty,
        "sources": " ".join(value.sources),
        **notes,
    }


def _number(value: Decimal | None, spelling: Spelling) -> str:
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    written = str(int(value)) if whole else f"{value.normalize():f}"
    return written.replace(".", spelling.point)


def read(text: str) -> list[Line]:
    """The lines of a sheet, in either spelling; raises `ValidationError` where it is none."""
    text = text.removeprefix(EXCEL.mark)
    head = text.partition("\n")[0]
    spelling = EXCEL if head.count(EXCEL.delimiter) > head.count(PLAIN.delimiter) else PLAIN
    sheet = csv.DictReader(io.StringIO(text, newline=""), delimiter=spelling.delimiter, strict=True)
    try:
        sheet.fieldnames = [(name or "").strip() for name in sheet.fieldnames or ()]
        _check(sheet.fieldnames)
        return [
            Line(sheet.line_num, cells, spelling.point)
            for row in sheet
            if any((cells := _read_cells(row, sheet.line_num)).values())
        ]
    except csv.Error as error:
        raise ValidationError(
            _("Line %(line)s can't be read: %(error)s"),
            params={"line": sheet.reader.line_num, "error": error},
        ) from error


def _check(columns: Iterable[str]) -> None:
    columns = list(columns)
    missing = [name for name in NEEDED if name not in columns]
    unknown = [name for name in columns if name not in COLUMNS and not name.startswith(NOTE)]
    twice = [name for name in columns if columns.count(name) > 1]
    for names, message in (
        (missing, _("The first line lacks the column “%(name)s”.")),
        (unknown, _("The column “%(name)s” is not known. Known are: %(known)s.")),
        (twice, _("The column “%(name)s” is there twice.")),
    ):
        if names:
            raise ValidationError(message, params={"name": names[0], "known": ", ".join(COLUMNS)})


def _read_cells(row: Mapping[str | None, str | list[str] | None], line: int) -> dict[str, str]:
    if None in row:
        raise ValidationError(
            _("Line %(line)s has more cells than the first line."), params={"line": line}
        )
    cells = {name: str(cell or "").strip() for name, cell in row.items() if name is not None}
    for name, cell in cells.items():
        if name == "series" or name.startswith(NOTE):
            cells[name] = typed_cell(cell)
    return cells
