"""What the plan's templates may ask of its content."""

from collections.abc import Iterable

from django import template

from zebrapad.core.cities.content import EvidenceContent
from zebrapad.features.plan.content import PlanContent

register = template.Library()


@register.filter
def cited(plan: PlanContent | None, keys: Iterable[str]) -> tuple[EvidenceContent, ...]:
    """The evidence with these keys that may be shown."""
    return plan.cited(keys) if plan else ()
