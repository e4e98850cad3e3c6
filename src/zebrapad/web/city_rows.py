"""Writing the city's own facts: itself, its districts, organisations and groups."""

from collections.abc import Mapping
from typing import Any

from zebrapad.core.audit import editing
from zebrapad.core.cities.models import City, District, Edited
from zebrapad.core.people.actors import Actor
from zebrapad.web import figures

GRANT = "city.write"


def add(actor: Actor, row: Edited) -> None:
    actor.require(GRANT)
    editing.add(actor, row, act=f"{row._meta.model_name}.added")
    _follow(actor, row)


def change(actor: Actor, row: Edited | City, values: Mapping[str, Any], *, edition: int) -> None:
    actor.require(GRANT)
    editing.change(actor, row, values, edition=edition, act=f"{row._meta.model_name}.changed")


def remove(actor: Actor, row: Edited) -> None:
    actor.require(GRANT)
    editing.remove(actor, row, act=f"{row._meta.model_name}.removed")
    _follow(actor, row)


def _follow(actor: Actor, row: Edited) -> None:
    if isinstance(row, District):
        figures.publish(actor, figures.DISTRICTS)
