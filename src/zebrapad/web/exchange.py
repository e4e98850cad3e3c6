"""A city as one file: `load` makes the rows as the file says, `export` writes the file."""

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from zebrapad.core.audit.matching import match, prune, values_of
from zebrapad.core.audit.references import astray
from zebrapad.core.audit.trail import note
from zebrapad.core.cities.content import (
    CityContent,
    DistrictContent,
    EvidenceContent,
    GroupContent,
    OrganisationContent,
)
from zebrapad.core.cities.models import City, District, Evidence, Group, Organisation
from zebrapad.core.cities.plain import from_plain, from_row, to_plain
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor, rows
from zebrapad.features.plan import exchange as plan
from zebrapad.features.reports import exchange as reports
from zebrapad.web import twice

FORMAT = "zebrapad-city/1"
SCHEMA = Path(__file__).with_name("load.schema.json")
PARTS = (plan, reports)
TABLES: dict[str, tuple[type[Any], type[Any]]] = {
    "evidence": (Evidence, EvidenceContent),
    "districts": (District, DistrictContent),
    "organisations": (Organisation, OrganisationContent),
    "groups": (Group, GroupContent),
}


def keeper(city: City) -> Actor:
    """The command line acts for the installation, with a coordinator's grants."""
    return Actor(city, None, frozenset({Role.COORDINATOR}))


def export(city: City) -> dict[str, Any]:
    actor = keeper(city)
    data: dict[str, Any] = {"format": FORMAT, "city": _city(city)}
    for name, (model, cls) in TABLES.items():
        data[name] = [to_plain(from_row(cls, row)) for row in rows(actor, model)]
    for part in PARTS:
        data |= part.export(actor)
    return {name: value for name, value in data.items() if value not in ([], {})}


def _city(city: City) -> Any:
    return to_plain(from_row(CityContent, city, identifiers=city.identifiers or None))


def written(data: Mapping[str, Any]) -> str:
    """The file's text: YAML in the order of the format, accents as they are."""
    return yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True, width=100)


def read(text: str) -> dict[str, Any]:
    """A file's content, checked; raises `ValidationError` that names every wrong place."""
    try:
        data = yaml.load(text, Loader=_Plain)  # noqa: S506 - a safe loader, without dates
    except yaml.YAMLError as error:
        raise ValidationError(
            _("The file can't be read as YAML: %(error)s"), params={"error": error}
        ) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ValidationError(
            _("This is not a city file: it should begin with “format: %(format)s”."),
            params={"format": FORMAT},
        )
    checker = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    wrong = sorted(checker.iter_errors(data), key=lambda e: list(map(str, e.absolute_path)))
    if wrong:
        raise ValidationError([f"{_place(e.absolute_path)}: {e.message}" for e in wrong[:50]])
    if doubled := twice.findings(data):
        raise ValidationError(doubled[:50])
    return data


def _place(path: Any) -> str:
    return "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in path).lstrip(".")


class _Plain(yaml.SafeLoader):
    """YAML as it was written: a date stays the text it is, for a period may be a month."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@transaction.atomic
def load(data: Mapping[str, Any]) -> City:
    """Make a city as the file says, or make the one that stands the same; all of it or nothing."""
    content = from_plain(CityContent, data["city"], at="city")
    values = values_of(City, content, identifiers=content.identifiers or {})
    city, made = City.objects.get_or_create(slug=content.slug, defaults=values)
    actor = keeper(city)
    if made:
        note(actor, "city.added", city)
    else:
        _change_city(actor, values)
    tables = {name: _table(actor, name, data) for name in TABLES}
    for part in PARTS:
        part.load(actor, data)
    for stand, wanted in reversed(tables.values()):  # what names others before what is named
        prune(actor, stand, wanted)
    _refuse_astray(actor)
    return city


def _refuse_astray(actor: Actor) -> None:
    said = _("%(at)s: there is no “%(key)s”.")
    if wrong := [said % {"at": at, "key": key} for at, key in islice(astray(actor), 50)]:
        raise ValidationError(wrong)


def _change_city(actor: Actor, values: Mapping[str, Any]) -> None:
    city = actor.city
    changes = {n: (getattr(city, n), v) for n, v in values.items() if getattr(city, n) != v}
    if changes:
        City.objects.filter(pk=city.pk).update(**{n: v for n, (_old, v) in changes.items()})
        city.refresh_from_db()
        note(actor, "city.changed", city, changes)


def _table(actor: Actor, name: str, data: Mapping[str, Any]) -> tuple[Any, Any]:
    model, cls = TABLES[name]
    contents = [from_plain(cls, e, at=f"{name}[{i}]") for i, e in enumerate(data.get(name, []), 1)]
    ordered = any(f.name == "order" for f in model._meta.concrete_fields)
    wanted = {
        c.key: values_of(model, c) | ({"order": i} if ordered else {})
        for i, c in enumerate(contents)
    }
    return match(actor, model, wanted), wanted
