"""The trail in words: what was done, to what, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zebrapad.core.audit.models import Entry
from zebrapad.core.people.models import Person

NOUNS = {
    "account": gettext_lazy("Yearly account"),
    "action": gettext_lazy("Action"),
    "administrator": gettext_lazy("Administrator"),
    "city": gettext_lazy("City"),
    "dimension": gettext_lazy("Breakdown"),
    "district": gettext_lazy("District"),
    "evidence": gettext_lazy("Source"),
    "factor": gettext_lazy("Second factor"),
    "figure": gettext_lazy("Figure"),
    "goal": gettext_lazy("Goal"),
    "group": gettext_lazy("Group"),
    "happening": gettext_lazy("Event"),
    "indicator": gettext_lazy("Indicator"),
    "invitation": gettext_lazy("Invitation"),
    "measurement": gettext_lazy("Measurement"),
    "milestone": gettext_lazy("Milestone"),
    "organisation": gettext_lazy("Organisation"),
    "plan": gettext_lazy("Plan"),
    "remark": gettext_lazy("Remark"),
    "seat": gettext_lazy("Role"),
    "service": gettext_lazy("Service"),
    "status": gettext_lazy("Status"),
    "target": gettext_lazy("Target"),
    "version": gettext_lazy("Version"),
}
VERBS = {
    "accepted": gettext_lazy("accepted"),
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "dropped": gettext_lazy("taken away"),
    "ended": gettext_lazy("ended"),
    "given": gettext_lazy("given"),
    "imported": gettext_lazy("imported"),
    "named": gettext_lazy("named"),
    "published": gettext_lazy("published"),
    "removed": gettext_lazy("removed"),
    "sent": gettext_lazy("sent"),
    "sent_again": gettext_lazy("sent again"),
    "version_restored": gettext_lazy("version restored"),
    "withdrawn": gettext_lazy("withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A wording, and its language where the value has several."""

    language: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    before: tuple[Said, ...]
    after: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    at: datetime
    who: str
    act: str
    about: str
    label: str
    changes: tuple[Change, ...]


def act_in_words(act: str) -> str:
    noun, _dot, verb = act.partition(".")
    return f"{NOUNS.get(noun, noun)}: {VERBS.get(verb, verb.replace('_', ' '))}"


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries with the names of those who are still there, a query for all of them."""
    listed = list(entries)
    named = _people(listed)
    return [
        Line(
            entry.number,
            entry.at,
            str(entry.person) if entry.person else _("The installation"),
            act_in_words(entry.act),
            entry.about,
            entry.label,
            tuple(_changes(entry, named)),
        )
        for entry in listed
    ]


def _people(entries: Iterable[Entry]) -> dict[int, str]:
    numbers = {
        number
        for entry in entries
        for number in entry.changes.get("person", ())
        if isinstance(number, int)
    }
    return {person.pk: str(person) for person in Person.objects.filter(pk__in=numbers)}


def _changes(entry: Entry, named: Mapping[int, str]) -> Iterable[Change]:
    fields = _fields(entry.about)
    for name, (before, after) in sorted(entry.changes.items()):
        if name == "person":
            before, after = (named.get(n, n) for n in (before, after))  # noqa: PLW2901
        field = fields.get(name)
        label = str(field.verbose_name) if field else name.replace("_", " ")
        was, now = _said(before, field), _said(after, field)
        yield Change(
            label[:1].upper() + label[1:],
            tuple(piece for piece in was if piece not in now or len(was) == 1),
            tuple(piece for piece in now if piece not in was or len(now) == 1),
        )


def _fields(about: str) -> dict[str, Any]:
    try:
        model = apps.get_model(about.partition(":")[0])
    except (LookupError, ValueError):
        return {}
    return {field.name: field for field in model._meta.concrete_fields}


def _said(value: Any, field: models.Field[Any, Any] | None) -> tuple[Said, ...]:
    if value in (None, "", [], {}):
        return (Said("", _("nothing")),)
    if isinstance(value, bool):
        return (Said("", _("yes") if value else _("no")),)
    if isinstance(value, dict):
        known = dict(settings.LANGUAGES)
        return tuple(Said(k if k in known else "", _plain(v)) for k, v in value.items())
    if isinstance(value, list):
        return (Said("", _plain(value)),)
    choices = dict(field.flatchoices) if field else {}
    return (Said("", str(choices.get(value, value))),)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
