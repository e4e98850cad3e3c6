"""What staff edit: each part says its form, its list, who may read and write it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import Http404
from django_stubs_ext import StrOrPromise

from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.ui.editing.forms import RowForm


class Writing(Protocol):
    """The verbs of the capability whose rows these are: grant, guard, trail."""

    def add(self, actor: Actor, row: Any) -> None: ...
    def change(
        self, actor: Actor, row: Any, values: Mapping[str, Any], *, edition: int
    ) -> None: ...
    def remove(self, actor: Actor, row: Any) -> None: ...


def _free(_row: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of row.

    `shown` tells whoever writes when readers see it; `locked` gives the reason why one
    row can't be written, or nothing; `address` is where readers see a row.
    """

    name: str
    one: StrOrPromise
    many: StrOrPromise
    new: StrOrPromise
    about: StrOrPromise
    form: type[RowForm]
    columns: Sequence[str]
    filters: Sequence[str] = ()
    reads: str
    writes: str
    writing: Writing
    shown: StrOrPromise
    chosen: Callable[[Actor], QuerySet[Any]] | None = None
    locked: Callable[[Any], StrOrPromise] = _free
    alone: bool = False

    @property
    def model(self) -> Any:
        return self.form._meta.model  # the row and its form are one

    def rows(self, actor: Actor) -> QuerySet[Any]:
        actor.require(self.reads)
        return self.chosen(actor) if self.chosen else rows(actor, self.model)

    def row_or_404(self, actor: Actor, number: int) -> Any:
        row = self.rows(actor).filter(pk=number).first()
        if row is None:
            raise Http404(self.name)
        return row


@dataclass(frozen=True, slots=True)
class Room:
    """Parts that are written in one place, such as all of the plan's."""

    title: StrOrPromise
    parts: Sequence[Part]

    def part_or_404(self, name: str) -> Part:
        part = next((part for part in self.parts if part.name == name), None)
        if part is None:
            raise Http404(name)
        return part

    def open_to(self, actor: Actor) -> list[Part]:
        return [part for part in self.parts if actor.may(part.reads)]

    def counted(self, actor: Actor) -> list[tuple[Part, int]]:
        return [(part, part.rows(actor).count()) for part in self.open_to(actor)]
