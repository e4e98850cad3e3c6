"""The trail of a city: who changed what, when, from what to what."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import trail
from zebrapad.core.people.actors import Actor, Request
from zebrapad.core.people.models import Person
from zebrapad.web.people.wording import act_in_words, lines

A_PAGE = 50
COLUMNS = ("number", "at", "person", "act", "about", "label", "changes", "before", "digest")


@require_safe
def page(request: Request) -> HttpResponse:
    entries = _found(request)
    shown = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "lines": lines(shown.object_list),
        "acts": _acts(request.actor),
        "people": _people(request.actor),
        "chosen": {name: request.GET.get(name, "") for name in ("act", "person", "about")},
    }
    return render(request, "people/trail.html", context)


@require_safe
def as_csv(request: Request) -> StreamingHttpResponse:
    """As it is kept: numbers and digests, so that someone outside can check the chain."""
    entries = _found(request)
    name = f"trail-{request.actor.city.slug}.csv"
    return StreamingHttpResponse(
        _written(entries),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _found(request: Request) -> QuerySet[Entry]:
    asked = {name: request.GET.get(name, "") for name in ("act", "about")}
    # PostgreSQL takes no NUL, and no line holds one.
    wanted: dict[str, Any] = {n: value.replace("\x00", "") for n, value in asked.items() if value}
    person = request.GET.get("person", "")
    if person.isascii() and person.isdigit() and len(person) < 19:
        wanted["person"] = int(person)
    return trail(request.actor).filter(**wanted)


def _acts(actor: Actor) -> list[tuple[str, str]]:
    acts = trail(actor).order_by("act").values_list("act", flat=True).distinct()
    return sorted(((act, act_in_words(act)) for act in acts), key=lambda pair: pair[1])


def _people(actor: Actor) -> list[Person]:
    numbers = trail(actor).order_by().values("person").distinct()
    return sorted(Person.objects.filter(pk__in=numbers), key=str)


class _Line:
    """What a CSV writer writes to, handing on each line."""

    def write(self, text: str) -> str:
        return text


def _written(entries: QuerySet[Entry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(COLUMNS)
    for entry in entries.iterator():
        changes = json.dumps(entry.changes, ensure_ascii=False, sort_keys=True)
        values = (
            entry.number,
            entry.at.isoformat(),
            entry.person_id or "",
            entry.act,
            entry.about,
            _harmless(entry.label),
            changes,
            entry.before,
            entry.digest,
        )
        yield writer.writerow(values)


def _harmless(text: str) -> str:
    """A name that begins like a formula is text to a spreadsheet, too."""
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
