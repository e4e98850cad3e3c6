"""Putting back what a line of the trail says was there before."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import history
from zebrapad.core.people.actors import Actor, Refused, rows
from zebrapad.core.ui.editing.parts import Part


def line_or_404(actor: Actor, part: Part, number: int) -> Entry:
    table = f"{part.model._meta.label}:"
    line = rows(actor, Entry).filter(number=number, about__startswith=table).first()
    if line is None:
        raise Http404(number)
    return line


def put_back(actor: Actor, part: Part, line: Entry) -> Any:
    """Make the row as it was before this line: change it back, or add it again."""
    actor.require(part.writes)
    held = {name: before for name, (before, _after) in line.changes.items()}
    values = {
        column.name: _value(actor, column, held)
        for column in part.model._meta.concrete_fields
        if column.name in held and column.editable
    }
    if line.act.endswith(".removed"):
        # The same row again, so that what belonged to it is put back into it too.
        number = int(line.about.rpartition(":")[2])
        row = part.model(pk=number, city=actor.city, **values)
        # Past every edition that someone may still have open.
        row.edition = history(actor, row).count() + 1
        _check(row)
        part.writing.add(actor, row)
        return row
    row = part.row_or_404(actor, int(line.about.rpartition(":")[2]))
    edition = row.edition
    for name, value in values.items():
        setattr(row, name, value)
    _check(row)
    part.writing.change(actor, row, values, edition=edition)
    return row


def _value(actor: Actor, column: models.Field[Any, Any], held: Mapping[str, Any]) -> Any:
    plain = held[column.name]
    if plain is None:
        return None if column.null else column.get_default()
    if not column.is_relation:
        return column.to_python(plain)
    model: Any = column.related_model
    found = rows(actor, model).filter(pk=held.get(column.attname)).first()
    if found is None:
        raise Refused(
            _("What this belonged to is gone: “%(key)s”. Put that back first.") % {"key": plain}
        )
    return found


def _check(row: Any) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        why = " ".join(error.messages)
        raise Refused(_("This can't be put back now: %(why)s") % {"why": why}) from error
