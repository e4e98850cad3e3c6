"""What differs between two plans, part by part and word by word."""

from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from itertools import chain
from typing import Any

from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text
from zebrapad.features.plan.content import PlanContent

# A plan's parts and, below some, theirs. What happened since (statuses, values) is no
# promise, and what is only named (evidence, organisations) is no part of the plan.
PARTS = {"goals": (), "actions": ("milestones",), "indicators": ("targets",), "remarks": ()}
STATE = frozenset(
    {"statuses", "measurements", "done", "documents", "certainty", "sources", "next_due"}
)
NAMED = frozenset({"dimensions", "evidence", "organisations"})

LABELS = {
    "title": _("title"),
    "working_title": _("working title"),
    "summary": _("summary"),
    "text": _("description"),
    "note": _("note"),
    "starts": _("starts"),
    "ends": _("ends"),
    "goal": _("goal"),
    "leads": _("led by"),
    "partners": _("partners"),
    "contact": _("contact (a function, not a person)"),
    "planning_code": _("code in the municipal plan (BBC)"),
    "continuous": _("goes on, without an end"),
    "blocked_by": _("blocked by"),
    "unblocked_when": _("goes on when"),
    "due": _("due"),
    "definition": _("definition"),
    "unit": _("unit"),
    "polarity": _("direction"),
    "tolerance": _("may differ by"),
    "baseline": _("period of the baseline"),
    "value": _("value"),
    "year": _("year"),
    "decision": _("adopting decision"),
    "decided": _("decided on"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    before: Any
    after: Any
    language: str = ""

    @property
    def label(self) -> str:
        return str(LABELS.get(self.name, self.name.replace("_", " ")))

    @property
    def words(self) -> list[Words]:
        return differing(_spoken(self.before), _spoken(self.after))


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that was added, removed or changed."""

    kind: str  # added, removed, changed
    part: str  # plan, goals, actions, milestones, indicators, targets, remarks
    title: Any
    changes: tuple[FieldChange, ...] = ()


def compare(before: PlanContent, after: PlanContent) -> list[PartChange]:
    """Every difference between the promises of two plans, in the order of the plan.

    >>> from zebrapad.core.cities.texts import Text
    >>> one = PlanContent(key="p", title=Text({"en": "Plan of 2021"}))
    >>> two = PlanContent(key="p", title=Text({"en": "Plan of 2026"}))
    >>> [change.changes[0].name for change in compare(one, two)]
    ['title']
    """
    own = _fields(before, after, skip=frozenset(PARTS) | NAMED)
    whole = [PartChange("changed", "plan", after.title, own)] if own else []
    return whole + _parts(before, after, PARTS)


def _parts(before: Any, after: Any, parts: Any) -> list[PartChange]:
    found: list[PartChange] = []
    for name in parts:
        inner = parts[name] if isinstance(parts, dict) else ()
        found += _listed(name, getattr(before, name), getattr(after, name), inner)
    return found


def _listed(part: str, before: Any, after: Any, inner: tuple[str, ...]) -> list[PartChange]:
    was = {_key(each): each for each in before}
    now = {_key(each): each for each in after}
    found: list[PartChange] = []
    for key in chain(now, (key for key in was if key not in now)):
        if key not in was:
            found.append(PartChange("added", part, _title(now[key])))
        elif key not in now:
            found.append(PartChange("removed", part, _title(was[key])))
        else:
            changes = _fields(was[key], now[key], skip=frozenset(inner))
            if changes:
                found.append(PartChange("changed", part, _title(now[key]), changes))
            found += _parts(was[key], now[key], inner)
    return found


def _key(part: Any) -> Any:
    return getattr(part, "key", None) or part.year


def _title(part: Any) -> Any:
    return getattr(part, "title", None) or getattr(part, "topic", None) or part.year or part.value


def _fields(before: Any, after: Any, *, skip: frozenset[str]) -> tuple[FieldChange, ...]:
    found: list[FieldChange] = []
    for name in (f.name for f in fields(after)):
        one, other = getattr(before, name), getattr(after, name)
        if name in skip | STATE or one == other:
            continue
        if isinstance(other, Text):
            languages = dict.fromkeys([*one.wordings, *other.wordings])
            found += [
                FieldChange(name, one.wordings.get(x, ""), other.wordings.get(x, ""), x)
                for x in languages
                if one.wordings.get(x) != other.wordings.get(x)
            ]
        else:
            found.append(FieldChange(name, one, other))
    return tuple(found)


def _spoken(value: Any) -> str:
    if value is None or value is False:
        return "–"
    if value is True:
        return "✓"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return str(value) if isinstance(value, Period) or value != "" else "–"


def differing(before: str, after: str) -> list[Words]:
    """The words of two texts: those that stayed, went and came, in reading order.

    >>> [(w.kind, w.text) for w in differing("in 2021 done", "in 2026 done")]
    [('same', 'in'), ('gone', '2021'), ('new', '2026'), ('same', 'done')]
    """
    one, other = before.split(), after.split()
    found: list[Words] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Words("same", " ".join(one[a:b])))
            continue
        if b > a:
            found.append(Words("gone", " ".join(one[a:b])))
        if d > c:
            found.append(Words("new", " ".join(other[c:d])))
    return found
