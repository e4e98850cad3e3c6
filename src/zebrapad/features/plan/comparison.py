"""What differs between the promises of two plans, part by part and word by word."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import chain
from typing import Any

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.content import Cited
from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text
from zebrapad.core.ui.wording import amount, dated, in_words
from zebrapad.features.plan import words
from zebrapad.features.plan.content import PlanContent

# A plan's parts and, below some, theirs. What happened since (statuses, values) is no
# promise, and what is only named (evidence, organisations) is no part of the plan.
PARTS = {"goals": (), "actions": ("milestones",), "indicators": ("targets",), "remarks": ()}
STATE = frozenset(
    {"statuses", "measurements", "done", "documents", "certainty", "sources", "next_due"}
)
NAMED = frozenset({"dimensions", "evidence", "organisations"})

LABELS = {
    "key": _("name in the address"),
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
    "action": _("action"),
    "indicator": _("indicator"),
    "definition": _("definition"),
    "unit": _("unit"),
    "kind": _("kind"),
    "level": _("what it shows"),
    "polarity": _("direction"),
    "tolerance": _("may differ by"),
    "baseline": _("period of the first value"),
    "figure": _("fed by the figure"),
    "every_months": _("a new value every so many months"),
    "value": _("value"),
    "year": _("year"),
    "decision": _("adopting decision"),
    "decided": _("decided on"),
    "decision_uri": _("address of the decision"),
    "supersedes": _("replaces the plan"),
    "topic": _("topic"),
    "other": _("what is stated elsewhere"),
    "advice": _("how it is shown here"),
}
KINDS = {
    "plan": _("Plan"),
    "goals": _("Goal"),
    "actions": _("Action"),
    "milestones": _("Step"),
    "indicators": _("Indicator"),
    "targets": _("Target"),
    "remarks": _("Remark"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words that stayed (`same`), went (`gone`) or came (`new`)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it reads before and after; `language` where it is a text in one."""

    name: str
    before: str
    after: str
    language: str = ""

    @property
    def label(self) -> str:
        return str(LABELS[self.name])

    @property
    def words(self) -> list[Words]:
        return differing(self.before, self.after)


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part that was added, removed or changed; `within` is the one that it belongs to."""

    kind: str  # added, removed, changed
    part: str  # plan, goals, actions, milestones, indicators, targets, remarks
    title: Any
    changes: tuple[FieldChange, ...] = ()
    within: Any = None

    @property
    def label(self) -> str:
        return str(KINDS[self.part])


def compare(before: PlanContent, after: PlanContent) -> list[PartChange]:
    """Every difference between the promises of two plans, in the order of the plan.

    >>> from zebrapad.core.cities.texts import Text
    >>> one = PlanContent(key="p", title=Text({"en": "Plan of 2021"}))
    >>> two = PlanContent(key="p", title=Text({"en": "Plan of 2026"}))
    >>> [change.changes[0].name for change in compare(one, two)]
    ['title']
    """
    comparing = _Comparing(before, after)
    own = comparing.fields(before, after, skip=frozenset(PARTS) | NAMED)
    whole = [PartChange("changed", "plan", after.title, own)] if own else []
    return whole + [
        change
        for part, inner in PARTS.items()
        for change in comparing.parts(part, getattr(before, part), getattr(after, part), inner)
    ]


@dataclass(frozen=True, slots=True)
class _Comparing:
    """Two plans, each the one in which its own keys have names."""

    before: PlanContent
    after: PlanContent

    def parts(
        self, part: str, before: Any, after: Any, inner: tuple[str, ...] = (), within: Any = None
    ) -> list[PartChange]:
        was = {_key(each): each for each in before}
        is_ = {_key(each): each for each in after}
        found: list[PartChange] = []
        for key in chain(is_, (key for key in was if key not in is_)):
            found += self._part(part, was.get(key), is_.get(key), inner, within)
        return found

    def _part(
        self, part: str, was: Cited | None, is_: Cited | None, inner: tuple[str, ...], within: Any
    ) -> list[PartChange]:
        title = _title(is_ or was)
        changes = self.fields(was, is_, skip=frozenset(inner))
        kind = "changed" if was and is_ else "added" if is_ else "removed"
        found = [PartChange(kind, part, title, changes, within)] if changes else []
        # What belongs to a part that went, went with it.
        for name in inner if is_ else ():
            found += self.parts(name, getattr(was, name, ()), getattr(is_, name), within=title)
        return found

    def fields(self, was: Any, is_: Any, *, skip: frozenset[str]) -> tuple[FieldChange, ...]:
        """What differs field by field; of a part that came or went, all that it says."""
        found: list[FieldChange] = []
        for field in fields(is_ or was):
            if field.name in skip | STATE or (field.name == "key" and not (was and is_)):
                continue
            one, other = (getattr(each, field.name, None) for each in (was, is_))
            if isinstance(one, Text) or isinstance(other, Text):
                found += _texts(field.name, one or Text(), other or Text())
            elif one != other:
                said = _said(self.before, field.name, one), _said(self.after, field.name, other)
                found += [FieldChange(field.name, *said)] if any(said) else []
        return tuple(found)


def _texts(name: str, one: Text, other: Text) -> list[FieldChange]:
    languages = dict.fromkeys([*one.wordings, *other.wordings])
    return [
        FieldChange(name, one.wordings.get(x, ""), other.wordings.get(x, ""), x)
        for x in languages
        if one.wordings.get(x) != other.wordings.get(x)
    ]


def _key(part: Any) -> Any:
    return getattr(part, "key", None) or part.year


def _title(part: Any) -> Any:
    title = getattr(part, "title", None) or getattr(part, "topic", None)
    return title or str(getattr(part, "year", None) or amount(part.value))


def _said(plan: PlanContent, name: str, value: Any) -> str:
    """A value as people read it; nothing where it says nothing."""
    if isinstance(value, str):
        return _meaning(plan, name, value)
    if isinstance(value, bool):
        return now("yes") if value else ""
    if isinstance(value, Period):
        return in_words(value)
    if isinstance(value, date):
        return dated(value)
    if isinstance(value, tuple):
        return ", ".join(each.name for each in plan.named(value))
    if name == "year":
        return str(value or "")
    silent = value is None or (name == "tolerance" and not value)
    return "" if silent else amount(Decimal(value))


def _meaning(plan: PlanContent, name: str, value: str) -> str:
    """What a key or a choice stands for."""
    if not value:
        return ""
    if name in ("goal", "action", "indicator"):
        parts = getattr(plan, f"{name}s")
        return next((str(each.title) for each in parts if each.key == value), value)
    known = {"polarity": words.direction, "level": words.level, "kind": words.kind}
    return known[name](value) if name in known else value


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
