"""Two people at one row: what it was, what the other made of it, what you wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zebrapad.core.audit.editing import Late
from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import history
from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.editing.wording import Difference, differences


@dataclass(frozen=True, slots=True)
class Clash:
    """Why the second of two was not saved, and who was first."""

    gone: bool
    who: str
    differences: Sequence[Difference] = ()


def clash(actor: Actor, late: Late, row: Any, mine: Mapping[str, Any], edition: int) -> Clash:
    """What the second of two must see to choose: field by field, all three."""
    lines = list(history(actor, row))
    who = next((str(line.person) for line in lines if line.person), "")
    if late.now is None:
        return Clash(gone=True, who=who)
    since = lines[: max(late.now.edition - edition, 0)]
    was = as_it_was(late.now, mine, since)
    fields = {
        name: (was[name], getattr(late.now, name))
        for name in mine
        if getattr(late.now, name) != mine[name] or name in _touched(since)
    }
    return Clash(gone=False, who=who, differences=list(differences(type(row), fields, mine)))


def as_it_was(now: Any, names: Iterable[str], since: Iterable[Entry]) -> dict[str, Any]:
    """The row before these lines of the trail, newest first, were written."""
    was = {name: getattr(now, name) for name in names}
    for line in since:
        was |= {name: before for name, (before, _after) in line.changes.items() if name in was}
    return was


def _touched(since: Iterable[Entry]) -> set[str]:
    return {name for line in since for name in line.changes}
