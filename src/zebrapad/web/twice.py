"""What stands twice in a city's file: the second would silently take the place of the first."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from zebrapad.core.cities.periods import period

# The list, and the fields by which one of its entries is known from another.
PARTS = {
    "milestones": ("key",),
    "categories": ("key",),
    "statuses": ("period",),
    "targets": ("year",),
    "measurements": ("period", "slice", "series"),
}


def findings(data: Mapping[str, Any]) -> list[str]:
    """A sentence for each entry that stands twice in its list, with its place."""
    plan = data.get("plan", {})
    return [*_in_lists(data, ""), *_in_lists(plan, "plan.")]


def _in_lists(group: Mapping[str, Any], place: str) -> Iterator[str]:
    for name, entries in group.items():
        if isinstance(entries, list) and name != "versions":
            yield from _in_list(entries, f"{place}{name}", PARTS.get(name, ("key",)))


def _in_list(entries: list[Any], place: str, by: tuple[str, ...]) -> Iterator[str]:
    seen = set()
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, Mapping):
            continue
        known = tuple(_known(entry, field) for field in by)
        if known in seen:
            words = " ".join(filter(None, known)) or _("no year")
            yield _("%(at)s: “%(key)s” stands twice in this list.") % {
                "at": f"{place}[{number}]",
                "key": words,
            }
        seen.add(known)
        yield from _in_lists(entry, f"{place}[{number}].")


def _known(entry: Mapping[str, Any], field: str) -> str:
    value = entry.get(field, "")
    return str(period(value)) if field == "period" else str(value)
