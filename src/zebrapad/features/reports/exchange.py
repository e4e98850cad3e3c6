"""The support services' part of the load format."""

from collections.abc import Mapping
from typing import Any

from zebrapad.core.audit.matching import match, prune, values_of
from zebrapad.core.cities.plain import from_plain, to_plain
from zebrapad.core.people.actors import Actor
from zebrapad.features.reports import queries
from zebrapad.features.reports.content import ServiceContent
from zebrapad.features.reports.models import Service


def export(actor: Actor) -> dict[str, Any]:
    return {"services": [to_plain(service) for service in queries.services(actor)]}


def load(actor: Actor, data: Mapping[str, Any]) -> None:
    actor.require("city.write")
    contents = [
        from_plain(ServiceContent, each, at=f"services[{i}]")
        for i, each in enumerate(data.get("services", []), 1)
    ]
    wanted = {s.key: values_of(Service, s) | {"order": i} for i, s in enumerate(contents)}
    prune(actor, match(actor, Service, wanted), wanted)
