"""Writing the trail and checking that no one rewrote it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from zebrapad.core.audit.models import Entry
from zebrapad.core.cities.models import City
from zebrapad.core.people.actors import Actor

START = "0" * 64  # what the first entry names as the one before it

Changes = Mapping[str, tuple[Any, Any]]


def digest(entry: Entry) -> str:
    """SHA-256 over the entry's canonical JSON and the digest before it."""
    content = [
        entry.city_id,
        entry.number,
        entry.at.isoformat(),
        entry.person_id,
        entry.act,
        entry.about,
        entry.label,
        entry.changes,
        entry.before,
    ]
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> Any:
    """What JSON holds for a field's value, in the form it is read back."""
    plain = value.plain() if hasattr(value, "plain") else value
    if isinstance(plain, models.Model):
        plain = getattr(plain, "key", plain.pk)  # what people call it, and files too
    if plain is not None and not isinstance(plain, bool | int | str | list | dict):
        plain = str(plain)
    return json.loads(json.dumps(plain, cls=DjangoJSONEncoder))


def about(row: models.Model) -> str:
    return f"{row._meta.label}:{row.pk}"


def note(actor: Actor, act: str, row: models.Model, changes: Changes | None = None) -> Entry:
    """Add a line to the city's trail, and make the city's pages anew."""
    return note_each(actor, act, [(row, changes or {})])[0]


@transaction.atomic
def note_each(actor: Actor, act: str, told: Sequence[tuple[models.Model, Changes]]) -> list[Entry]:
    """Add a line for each of many rows, in as many queries as for one.

    Raising the revision comes first: it locks the city's row, so that two
    writers number their lines one after the other.
    """
    City.objects.filter(pk=actor.city.pk).update(revision=F("revision") + len(told))
    last = Entry.objects.filter(city=actor.city).first()
    number, before = (last.number, last.digest) if last else (0, START)
    entries = []
    for row, changes in told:
        entry = Entry(
            city=actor.city,
            number=(number := number + 1),
            at=timezone.now(),
            person=actor.person,
            act=act,
            about=about(row),
            label=str(row)[:200],
            changes={k: [_plain(a), _plain(b)] for k, (a, b) in changes.items()},
            before=before,
        )
        before = entry.digest = digest(entry)
        entries.append(entry)
    return Entry.objects.bulk_create(entries)


def stand_still(actor: Actor) -> None:
    """Let nobody else write in the city until the end of this act, by locking its row."""
    City.objects.filter(pk=actor.city.pk).update(revision=F("revision"))


def history(actor: Actor, row: models.Model) -> models.QuerySet[Entry]:
    """The lines about one row, newest first."""
    return (
        Entry.objects.filter(city=actor.city, about=about(row))
        .select_related("person")
        .order_by("-number")
    )


def changed(actor: Actor, model: type[models.Model]) -> dict[int, datetime]:
    """When each row of a table was last recorded, by its id; only the moment, for anyone."""
    table = f"{model._meta.label}:"
    lines = Entry.objects.filter(city=actor.city, about__startswith=table).order_by("number")
    moments = lines.values_list("about", "at")
    return {int(row.removeprefix(table)): at for row, at in moments}


def removals(actor: Actor, model: type[models.Model]) -> models.QuerySet[Entry]:
    """The lines that say what a removed row of this table held, newest first."""
    return Entry.objects.filter(
        city=actor.city, about__startswith=f"{model._meta.label}:", act__endswith=".removed"
    ).select_related("person")


def trail(actor: Actor) -> models.QuerySet[Entry]:
    actor.require("trail.read")
    return Entry.objects.filter(city=actor.city).select_related("person")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a city's trail no longer holds, and why."""

    city: str
    number: int
    reason: str


def breaks(city: City) -> Iterator[Break]:
    """Every line of the city's trail that was changed, taken out or put in unseen."""
    expected, before = 1, START
    for entry in Entry.objects.filter(city=city).order_by("number").iterator():
        if entry.number != expected:
            yield Break(city.slug, expected, "missing")
        elif entry.before != before:
            yield Break(city.slug, entry.number, "does not follow the line before")
        if entry.digest != digest(entry):
            yield Break(city.slug, entry.number, "was changed after it was written")
        expected, before = entry.number + 1, entry.digest
    # A chain alone doesn't show that its end is gone; each line has raised the revision by one.
    written = City.objects.values_list("revision", flat=True).get(pk=city.pk)
    if written >= expected:
        yield Break(city.slug, expected, "missing")
    elif written < expected - 1:
        yield Break(city.slug, expected - 1, "was put in unseen")
