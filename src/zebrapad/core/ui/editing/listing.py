"""A list of rows: searched, filtered, sorted, paged, and as a sheet.

The rows of one city are few, so all of them are read and the rest happens here: only so
can a list be sorted and searched by the words it shows, in the language it shows them.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import models
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.editing.parts import Part
from zebrapad.core.ui.editing.wording import in_short, label_of
from zebrapad.core.ui.reading import safe_cell

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    label: str
    sorted: str  # "", "ascending" or "descending"
    next: str  # what `sort` becomes when its heading is pressed


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: its field, its label, what can be chosen and what is."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True, slots=True)
class Row:
    row: Any
    cells: Sequence[tuple[str, str]]  # the label of its column, and what it holds
    locked: str


@dataclass(frozen=True, slots=True)
class Listing:
    columns: Sequence[Column]
    choices: Sequence[Choice]
    page: Page[Row]
    found: int
    total: int
    words: str


def listing(actor: Actor, part: Part, asked: QueryDict) -> Listing:
    rows = list(_read(actor, part))
    found = _found(part, rows, asked)
    page = Paginator([_shown(part, row) for row in found], A_PAGE).get_page(asked.get("page"))
    columns = list(_columns(part, asked.get("sort", "")))
    choices = [_choice(part, name, rows, asked) for name in part.filters]
    return Listing(columns, choices, page, len(found), len(rows), asked.get("q", ""))


def _read(actor: Actor, part: Part) -> models.QuerySet[Any]:
    links = [c.name for c in part.model._meta.concrete_fields if c.is_relation and c.name != "city"]
    return part.rows(actor).select_related(*links)


def _found(part: Part, rows: list[Any], asked: QueryDict) -> list[Any]:
    for name in part.filters:
        if wanted := asked.get(name):
            rows = [row for row in rows if _value(row, name) == wanted]
    words = asked.get("q", "").casefold().split()
    if words:
        rows = [row for row in rows if all(word in _searched(row) for word in words)]
    sort = str(asked.get("sort", ""))
    order = sort.removeprefix("-")
    if order not in part.columns:
        return rows
    ranked = [(_rank(row, order), row) for row in rows]
    filled = [(rank, row) for rank, row in ranked if rank not in (None, "")]
    filled.sort(key=lambda pair: pair[0], reverse=sort.startswith("-"))
    # What is empty comes last, whichever way the rest goes.
    return [row for _rank, row in filled] + [row for rank, row in ranked if rank in (None, "")]


def _value(row: Any, name: str) -> str:
    value = getattr(row, row._meta.get_field(name).attname)
    return "" if value is None else str(value)


def _searched(row: Any) -> str:
    """Every text of a row, in all its languages, and the names of what it belongs to."""
    said = [str(row)]
    for column in row._meta.concrete_fields:
        if column.name == "city":
            continue
        value = getattr(row, column.name)
        said += value.wordings.values() if isinstance(value, Text) else [str(value or "")]
    return " ".join(said).casefold()


def _rank(row: Any, name: str) -> Any:
    """Texts sort by the words that are shown, everything else by itself."""
    value = getattr(row, name)
    is_choice = bool(row._meta.get_field(name).choices)
    if is_choice or isinstance(value, Text | models.Model | list | dict):
        return in_short(row, name).casefold()
    return value.casefold() if isinstance(value, str) else value


def _columns(part: Part, order: str) -> Iterator[Column]:
    for name in part.columns:
        label = label_of(part.model._meta.get_field(name))
        way = {name: "ascending", f"-{name}": "descending"}.get(order, "")
        yield Column(name, label, way, f"-{name}" if way == "ascending" else name)


def _choice(part: Part, name: str, rows: list[Any], asked: QueryDict) -> Choice:
    column = part.model._meta.get_field(name)
    there = {_value(row, name): in_short(row, name) or _("None") for row in rows}
    options = sorted(there.items(), key=lambda pair: pair[1].casefold())
    return Choice(name, label_of(column), options, asked.get(name, ""))


def _shown(part: Part, row: Any) -> Row:
    meta = part.model._meta
    cells = [(label_of(meta.get_field(name)), in_short(row, name)) for name in part.columns]
    return Row(row, cells, str(part.locked(row)))


def as_sheet(actor: Actor, part: Part, asked: QueryDict) -> HttpResponse:
    """What the list shows, all pages of it."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"{part.name}-{actor.city.slug}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    sheet = csv.writer(response)
    sheet.writerow(column.label for column in _columns(part, ""))
    for row in _found(part, list(_read(actor, part)), asked):
        sheet.writerow(safe_cell(in_short(row, name)) for name in part.columns)
    return response
