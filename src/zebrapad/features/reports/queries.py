"""Reading who can help."""

from zebrapad.core.cities.plain import from_row
from zebrapad.core.people.actors import Actor, rows
from zebrapad.features.reports.content import ServiceContent
from zebrapad.features.reports.models import Service


def services(actor: Actor) -> tuple[ServiceContent, ...]:
    """The services of the city, those for an emergency first."""
    return tuple(from_row(ServiceContent, row) for row in rows(actor, Service))
