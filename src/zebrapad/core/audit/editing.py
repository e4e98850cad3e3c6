"""Changing a row that several people may have open: guarded, and on the trail."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from zebrapad.core.audit.references import refuse_if_named
from zebrapad.core.audit.trail import Changes, note, note_each
from zebrapad.core.cities.models import City, Edited
from zebrapad.core.people.actors import Actor, Refused, rows


class Late(Refused):
    """Someone else changed the row meanwhile; `now` is how it stands."""

    def __init__(self, now: Edited | City | None) -> None:
        super().__init__(
            _("Someone else changed this while you were writing.")
            if now
            else _("Someone else removed this while you were writing.")
        )
        self.now = now


def _standing(actor: Actor, row: Edited | City) -> QuerySet[Any]:
    """The row as it stands in the actor's city; the city itself is edited like its rows."""
    if isinstance(row, City):
        return City.objects.filter(pk=actor.city.pk)
    return rows(actor, type(row)).filter(pk=row.pk)


def _belonging(row: Edited | City, changes: Changes) -> dict[str, tuple[Any, Any]]:
    """The ids of what a row belongs to: another plan may hold something of the same key."""
    return {
        f.attname: (
            getattr(changes[f.name][0], "pk", None),
            getattr(changes[f.name][1], "pk", None),
        )
        for f in row._meta.concrete_fields
        if f.is_relation and f.name in changes
    }


@transaction.atomic
def add(actor: Actor, row: Edited, *, act: str) -> None:
    row.city = actor.city
    row.save(force_insert=True)
    note(actor, act, row, _filled(row))


@transaction.atomic
def add_each(actor: Actor, added: Sequence[Edited], *, act: str) -> None:
    """Add many rows of one kind at once, so that nobody else waits long for the city."""
    for row in added:
        row.city = actor.city
    if added:
        rows(actor, type(added[0])).bulk_create(added)
        note_each(actor, act, [(row, _filled(row)) for row in added])


def _filled(row: Edited) -> Changes:
    return {
        f.name: (None, getattr(row, f.name))
        for f in row._meta.concrete_fields
        if f.editable and f.name not in ("id", "city") and getattr(row, f.name) != f.get_default()
    }


@transaction.atomic
def change(
    actor: Actor, row: Edited | City, values: Mapping[str, Any], *, edition: int, act: str
) -> dict[str, tuple[Any, Any]]:
    """Set the values that differ, if the row is still the edition that was read."""
    now = _standing(actor, row).first()
    if now is None or now.edition != edition:
        raise Late(now)
    changes = _differing(now, values)
    if changes:
        _set(actor, row, changes, edition=edition)
        note(actor, act, row, changes | _belonging(row, changes))
    return changes


@transaction.atomic
def change_each(
    actor: Actor, changed: Iterable[tuple[Edited, Mapping[str, Any]]], *, act: str
) -> None:
    """Set what differs in many rows, each still the edition that was read."""
    told = []
    for row, values in changed:
        if changes := _differing(row, values):
            _set(actor, row, changes, edition=row.edition)
            told.append((row, changes | _belonging(row, changes)))
    if told:
        note_each(actor, act, told)


def _differing(row: Edited | City, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (getattr(row, name), value)
        for name, value in values.items()
        if getattr(row, name) != value
    }


def _set(actor: Actor, row: Edited | City, changes: Changes, *, edition: int) -> None:
    """The guarded update: a row that is no longer of this edition stays as it is."""
    to = {name: value for name, (_before, value) in changes.items()}
    if not _standing(actor, row).filter(edition=edition).update(**to, edition=edition + 1):
        raise Late(_standing(actor, row).first())
    for name, value in (to | {"edition": edition + 1}).items():
        setattr(row, name, value)


@transaction.atomic
def remove(actor: Actor, row: Edited, *, act: str) -> None:
    """Take a row away, if it is still the edition that was read.

    What it held stays on the trail, so that it can be put back. Raises `Late` when someone
    wrote in it meanwhile, and `Refused` where other rows name it or belong to it.
    """
    refuse_if_named(actor, row)
    same = rows(actor, type(row)).filter(pk=row.pk, edition=row.edition)
    if not same.exists():
        raise Late(rows(actor, type(row)).filter(pk=row.pk).first())
    held = {
        f.name: (getattr(row, f.name), None)
        for f in row._meta.concrete_fields
        if f.name not in ("id", "city", "edition")
    }
    try:
        note(actor, act, row, held | _belonging(row, held))
        if not same.delete()[0]:
            raise Late(rows(actor, type(row)).filter(pk=row.pk).first())
    except ProtectedError as error:
        raise Refused(_("Other parts still belong to this. Remove those first.")) from error
