"""Rows that name others by key: what leads nowhere, and what may not go because it is named."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from zebrapad.core.cities.keys import KeyField, KeysField, named_by
from zebrapad.core.cities.models import City, CityModel
from zebrapad.core.people.actors import Actor, Refused, rows

SHOWN = 3


def astray(actor: Actor) -> Iterator[tuple[str, str]]:
    """Every key that leads nowhere, after the place that names it."""
    known: dict[str, set[str]] = {}
    for row, name, to, keys in _naming(actor):
        if to not in known:
            known[to] = set(rows(actor, _model(to)).values_list("key", flat=True))
        for key in keys:
            if key not in known[to]:
                which = getattr(row, "key", "") or getattr(row, "slug", "") or row.pk
                yield f"{row._meta.model_name} {which}: {name}", key


def refuse_if_named(actor: Actor, row: CityModel) -> None:
    """Raise `Refused`, naming some of those that name the row, if there are any."""
    label = row._meta.label
    found = (other for other, _n, _to, keys in _naming(actor, label) if row.key in keys)  # type: ignore[attr-defined]
    if names := [str(other) for other in islice(found, SHOWN)]:
        listed = ", ".join(f"“{name}”" for name in names)
        raise Refused(_("This is still named by %(names)s. Change that first.") % {"names": listed})


def _naming(actor: Actor, only: str = "") -> Iterator[tuple[Model, str, str, list[str]]]:
    """Row, column, model and keys of every column that names others; those that name one model."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if not isinstance(column, KeysField | KeyField) or only not in ("", column.to):
                continue
            for row in _of_city(actor, model):
                if keys := named_by(getattr(row, column.name)):
                    yield row, column.name, column.to, keys


def _of_city(actor: Actor, model: Any) -> Any:
    if issubclass(model, CityModel):
        return rows(actor, model).iterator(chunk_size=500)
    return [actor.city] if model is City else []


def _model(label: str) -> Any:
    return apps.get_model(label)
