"""Frozen dataclasses as open data, and the JSON Schema of what comes out.

Other than in a load file (`plain`), every field is there, empty or not, so that who
reads it need not know our defaults; and numbers are numbers.
"""

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils import timezone

from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text

Schema = dict[str, Any]


def as_data(value: Any, language: str | None = None) -> Any:
    """What JSON holds of a dataclass, a tuple or a single value; texts in one language, or in all.

    A text that was not written in the language asked for is null: another language
    in its place would be taken for a translation.
    """
    if isinstance(value, Text):
        return value.plain() if language is None else value.wordings.get(language)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, Period | date):
        return str(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return [as_data(item, language) for item in value]
    if is_dataclass(value):
        return {f.name: as_data(getattr(value, f.name), language) for f in fields(value)}
    return value


_SINGLE: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Text: {"$ref": "#/components/schemas/Text"},
    Period: {"$ref": "#/components/schemas/Period"},
    type(None): {"type": "null"},
    Any: {},
}
SHARED: dict[str, Schema] = {
    "Text": {
        "description": (
            "A text in the languages it was written in, by language. With `lang` it is the "
            "text in that language alone, or null where there is none."
        ),
        "oneOf": [
            {
                "type": "object",
                "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z]+)?$"},
                "additionalProperties": {"type": "string"},
            },
            {"type": ["string", "null"]},
        ],
    },
    "Period": {
        "description": (
            "A day, a month or a year as far as it is known, or two of these with a slash "
            "between: the first and the last, both included (ISO 8601)."
        ),
        "type": "string",
        "pattern": r"^\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?$",
    },
}


def schema_name(cls: type[Any]) -> str:
    """The name of a dataclass in the schema: `Action` for `ActionContent`."""
    return cls.__name__.removesuffix("Content").removesuffix("Answer")


def reference(cls: type[Any]) -> Schema:
    return {"$ref": f"#/components/schemas/{schema_name(cls)}"}


def schemas(*classes: type[Any]) -> dict[str, Schema]:
    """The schemas of dataclasses and of all that they hold, by name."""
    named: dict[str, type[Any]] = {}
    waiting = list(classes)
    while waiting:
        cls = waiting.pop()
        if named.setdefault(schema_name(cls), cls) is not cls:
            raise ValueError(f"two shapes are called {schema_name(cls)}")
        hints = get_type_hints(cls).values()
        held = {inner for hint in hints for inner in _held(hint)}
        waiting += held.difference(named.values())
    described = {name: _schema(cls, get_type_hints(cls)) for name, cls in named.items()}
    return dict(sorted((SHARED | described).items()))


def _schema(cls: type[Any], hints: dict[str, Any]) -> Schema:
    names = [f.name for f in fields(cls)]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": names,
        "properties": {name: _of(hints[name]) for name in names},
    }


def _of(hint: Any) -> Schema:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": _of(inner[0])}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_of(each) for each in inner]}
    return dict(_SINGLE[hint]) if hint in _SINGLE else reference(hint)


def _held(hint: Any) -> list[type[Any]]:
    """The dataclasses that a hint names, however deep."""
    if hint not in _SINGLE and is_dataclass(hint):
        return [hint]  # type: ignore[list-item]
    return [held for inner in get_args(hint) for held in _held(inner)]
