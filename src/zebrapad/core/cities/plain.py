"""Frozen dataclasses to and from plain JSON values: the one shape of files and versions.

Empty values are left out, so that a file holds what someone wrote and nothing else.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.periods import Period, day, period
from zebrapad.core.cities.texts import Text, text

Content = TypeVar("Content")


def to_plain(value: Any) -> Any:
    """What JSON and YAML can hold of a dataclass, a tuple or a single value."""
    if is_dataclass(value) and not isinstance(value, Period | Text | type):
        named = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: to_plain(v) for f, v in named if not _is_default(f, v)}
    if isinstance(value, Text):
        return value.plain()
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, Period | date):
        return str(value)
    return value


def _is_default(field: Any, value: Any) -> bool:
    return (
        field.default is not MISSING
        and value == field.default
        and type(value) is type(field.default)
    )


def _number(value: Decimal) -> int | str:
    """A whole number as one, any other as text: a binary fraction would not come back the same."""
    return int(value) if value == value.to_integral_value() else f"{value.normalize():f}"


def from_plain(cls: type[Content], data: Any, *, at: str = "") -> Content:
    """A dataclass from plain values; a `ValidationError` names the place that is wrong."""
    if not isinstance(data, Mapping):
        raise ValidationError(_("%(at)s: a group of fields is expected here."), params={"at": at})
    readers = _readers(cls)  # type: ignore[arg-type]  # every class can be hashed
    unknown = sorted(set(data) - set(readers))
    if unknown:
        raise ValidationError(
            _("%(at)s: “%(name)s” is not known here. Known are: %(known)s."),
            params={"at": at, "name": unknown[0], "known": ", ".join(readers)},
        )
    made = {}
    for name, value in data.items():
        place = f"{at}.{name}" if at else name
        made[name] = _at(place, readers[name], value)
    missing = [f.name for f in fields(cls) if f.default is MISSING and f.name not in made]  # type: ignore[arg-type]
    if missing:
        raise ValidationError(
            _("%(at)s: “%(name)s” is missing."), params={"at": at, "name": missing[0]}
        )
    return cls(**made)


def _at(place: str, read: Callable[[Any, str], Any], value: Any) -> Any:
    try:
        return read(value, place)
    except ValidationError as error:
        message = " ".join(error.messages)
        if message.startswith(place):
            raise
        raise ValidationError(f"{place}: {message}") from error
    except (ValueError, TypeError, InvalidOperation) as error:
        raise ValidationError(
            _("%(at)s: “%(value)s” can't be read."), params={"at": place, "value": value}
        ) from error


@cache
def _readers(cls: type[Any]) -> dict[str, Callable[[Any, str], Any]]:
    hints = get_type_hints(cls)
    return {f.name: _reader(hints[f.name]) for f in fields(cls)}


def _decimal(value: Any) -> Decimal:
    number = Decimal(str(value))
    if isinstance(value, bool) or not number.is_finite():
        raise ValueError("not a number")
    return number


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("not a whole number")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


_SINGLE: dict[Any, Callable[[Any], Any]] = {
    str: _string,
    int: _whole,
    bool: _truth,
    Decimal: _decimal,
    Text: text,
    Period: period,
    date: lambda value: day(date.fromisoformat(str(value))),
}


def _reader(hint: Any) -> Callable[[Any, str], Any]:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        item = _reader(inner[0])
        return lambda value, at: tuple(
            item(each, f"{at}[{i}]") for i, each in enumerate(_listed(value), 1)
        )
    if origin in (Union, types.UnionType):
        some = _reader(next(t for t in inner if t is not type(None)))
        return lambda value, at: None if value is None else some(value, at)
    if isinstance(hint, type) and is_dataclass(hint) and hint not in _SINGLE:
        return lambda value, at: from_plain(hint, value, at=at)
    single = _SINGLE.get(hint)
    return (lambda value, _at: single(value)) if single else (lambda value, _at: value)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValidationError(_("a list is expected here."))
    return list(value)


def from_row(cls: type[Content], row: Any, **given: Any) -> Content:
    """A dataclass from a row with fields of the same names; `given` are those it lacks."""
    readers = _readers(cls)  # type: ignore[arg-type]  # every class can be hashed
    made = {}
    for name in (f.name for f in fields(cls)):  # type: ignore[arg-type]
        value = given[name] if name in given else getattr(row, name)
        made[name] = readers[name](value, name) if isinstance(value, list) else value
    return cls(**made)
