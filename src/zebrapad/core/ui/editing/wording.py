"""What a row holds, in words; from the row itself or from a line of the trail."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zebrapad.core.audit.models import Entry
from zebrapad.core.cities.periods import Period, PeriodField, period
from zebrapad.core.cities.texts import Text
from zebrapad.core.ui.wording import amount, dated, in_words

LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True, slots=True)
class Piece:
    """One value in words; where it is a text of several languages, of which."""

    name: str
    words: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field was and what it is, a line a language where it is a text."""

    label: str
    language: str
    before: str
    after: str
    mine: str = ""


def label_of(column: models.Field[Any, Any]) -> str:
    return str(capfirst(column.verbose_name))


def in_short(row: Any, name: str) -> str:
    """One cell of a list."""
    value = getattr(row, name)
    if isinstance(value, models.Model | Text):
        return str(value)
    return ", ".join(piece.words for piece in pieces(row._meta.get_field(name), value))


def pieces(column: models.Field[Any, Any] | None, value: Any) -> list[Piece]:
    """A value in words, as many as it has wordings; nothing where it is empty."""
    if value is None or value in ("", [], {}) or value == Text():
        return []
    if isinstance(value, Text):
        value = value.plain()
    if isinstance(value, dict):
        return [Piece(k, str(v), k if k in LANGUAGES else "") for k, v in value.items()]
    if isinstance(value, list):
        return [Piece("", ", ".join(_entry(each) for each in value))]
    return [Piece("", _single(column, value))]


def _entry(each: Any) -> str:
    if not isinstance(each, Mapping):
        return str(each)
    title = next(iter(each.get("title", {}).values()), "")
    return f"{title} ({', '.join(str(v) for k, v in each.items() if k != 'title')})"


def _single(column: models.Field[Any, Any] | None, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    choices = dict(column.flatchoices) if column else {}
    if value in choices:
        return str(choices[value])
    try:
        return _measured(column, value)
    except (ValidationError, InvalidOperation, ValueError):
        return str(value)  # from a line of the trail, written when the column was another


def _measured(column: models.Field[Any, Any] | None, value: Any) -> str:
    if isinstance(value, Period) or isinstance(column, PeriodField):
        return in_words(period(value))
    if isinstance(column, models.DateField):
        day = parse_date(str(value))
        return dated(day) if day else str(value)
    if isinstance(column, models.DecimalField):
        return amount(Decimal(str(value)))
    return str(value)


def differences(
    model: Any, changes: Mapping[str, Iterable[Any]], mine: Mapping[str, Any] | None = None
) -> Iterator[Difference]:
    """Each field that differs, from and to; beside it what a second person wrote.

    Without a model, where what was changed is no longer known here, each by its name.
    """
    columns = {column.name: column for column in model._meta.concrete_fields} if model else {}
    ids = {column.attname for column in columns.values()} - columns.keys()
    for name, (before, after) in ((n, changes[n]) for n in changes if n not in ids):
        column = columns.get(name)
        label = label_of(column) if column else str(capfirst(name.replace("_", " ")))
        was, now = _named(column, before), _named(column, after)
        own = _named(column, (mine or {}).get(name))
        for place in dict.fromkeys([*was, *now, *own]):
            shown = [_words(of, place) for of in (was, now, own)]
            if shown[0] != shown[1] or (mine is not None and shown[2] != shown[1]):
                language = place if place in LANGUAGES else ""
                told = f"{label} ({LANGUAGES.get(place, place)})" if place else label
                yield Difference(told, language, *shown)


def _named(column: models.Field[Any, Any] | None, value: Any) -> dict[str, str]:
    return {piece.name: piece.words for piece in pieces(column, value)}


def _words(named: Mapping[str, str], place: str) -> str:
    return named.get(place, "")


def told(model: Any, entry: Entry) -> list[Difference]:
    """One line of the trail, field by field."""
    columns = [column.name for column in model._meta.concrete_fields]
    known = sorted(entry.changes, key=lambda n: columns.index(n) if n in columns else len(columns))
    return list(differences(model, {name: entry.changes[name] for name in known}))
