"""Making a table's rows match a list of contents: what a file says, the rows become."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from django.db.models import Model

from zebrapad.core.audit import editing
from zebrapad.core.cities.models import Edited
from zebrapad.core.cities.plain import to_plain
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Actor, rows

Row = TypeVar("Row", bound=Edited)


def values_of(model: type[Model], content: Any, **given: Any) -> dict[str, Any]:
    """The fields a row has in common with a content; `given` are those read elsewhere."""
    columns = {f.name for f in model._meta.concrete_fields}
    named = {f.name: getattr(content, f.name) for f in fields(content) if f.name in columns}
    return {name: _stored(value) for name, value in named.items()} | given


def _stored(value: Any) -> Any:
    return value if isinstance(value, Text) or not isinstance(value, tuple) else to_plain(value)


def match(
    actor: Actor,
    model: type[Row],
    wanted: Mapping[Any, Mapping[str, Any]],
    *,
    by: tuple[str, ...] = ("key",),
    within: Mapping[str, Any] | None = None,
) -> dict[Any, Row]:
    """Add, change and keep rows so that they are as `wanted`; gives them by the same key.

    Rows that are no longer wanted are left to `prune`, which comes after everything
    that names them.
    """
    stand = {_key(row, by): row for row in rows(actor, model).filter(**(within or {}))}
    name = model._meta.model_name
    for key, values in wanted.items():
        row = stand.get(key)
        if row is None:
            stand[key] = row = model(**values, **(within or {}))
            editing.add(actor, row, act=f"{name}.added")
        else:
            editing.change(actor, row, values, edition=row.edition, act=f"{name}.changed")
    return stand


def prune(actor: Actor, stand: Mapping[Any, Row], wanted: Iterable[Any]) -> None:
    """Remove the rows whose key is no longer wanted."""
    keep = set(wanted)
    for key, row in stand.items():
        if key not in keep:
            editing.remove(actor, row, act=f"{row._meta.model_name}.removed")


def _key(row: Edited, by: tuple[str, ...]) -> Any:
    parts = tuple(getattr(row, name) for name in by)
    return parts[0] if len(parts) == 1 else parts
