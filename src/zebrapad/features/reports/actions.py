"""Writing who can help."""

from collections.abc import Mapping
from typing import Any

from zebrapad.core.audit import editing
from zebrapad.core.people.actors import Actor
from zebrapad.features.reports.models import Service

GRANT = "city.write"


def add(actor: Actor, row: Service) -> None:
    actor.require(GRANT)
    editing.add(actor, row, act="service.added")


def change(actor: Actor, row: Service, values: Mapping[str, Any], *, edition: int) -> None:
    actor.require(GRANT)
    editing.change(actor, row, values, edition=edition, act="service.changed")


def remove(actor: Actor, row: Service) -> None:
    actor.require(GRANT)
    editing.remove(actor, row, act="service.removed")
