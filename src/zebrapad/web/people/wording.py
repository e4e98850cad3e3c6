"""The trail in words: what was done, to what, from what to what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zebrapad.core.audit.models import Entry
from zebrapad.core.people.models import Person
from zebrapad.core.ui.editing.wording import Difference, differences

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
class Line:
    number: int
    at: datetime
    who: str
    act: str
    about: str
    label: str
    changes: list[Difference]


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
            _changes(entry, named),
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


def _changes(entry: Entry, named: Mapping[int, str]) -> list[Difference]:
    """Field by field; a person by name, where the trail keeps the number."""
    changes = entry.changes
    if "person" in changes:
        changes = changes | {"person": [named.get(n, n) for n in changes["person"]]}
    return list(differences(_model(entry.about), changes))


def _model(about: str) -> type[models.Model] | None:
    try:
        return apps.get_model(about.partition(":")[0])
    except (LookupError, ValueError):
        return None
