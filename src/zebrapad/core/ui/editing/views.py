"""The pages on which any part is listed, added, changed, removed and put back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zebrapad.core.audit.editing import Late
from zebrapad.core.audit.trail import history as lines_about
from zebrapad.core.audit.trail import removals
from zebrapad.core.people.actors import Actor, Refused, Request
from zebrapad.core.ui.editing.comparing import Clash, clash
from zebrapad.core.ui.editing.forms import RowForm
from zebrapad.core.ui.editing.listing import as_sheet, listing
from zebrapad.core.ui.editing.parts import Part, Room
from zebrapad.core.ui.editing.restoring import line_or_404, put_back
from zebrapad.core.ui.editing.wording import told

NAMES = ("parts", "rows", "sheet", "add", "edit", "remove", "history", "removed", "put-back")


def _page(request: Request, template: str, room: Room, kind: Part, **more: Any) -> HttpResponse:
    """A page with the names of its siblings' addresses, in whatever capability this is."""
    match = request.resolver_match
    space = match.namespace if match else ""
    context = {
        "room": room,
        "part": kind,
        "parts": room.open_to(request.actor),
        "at": {name.replace("-", "_"): f"{space}:{name}" for name in NAMES},
        "may_write": request.actor.may(kind.writes),
        **more,
    }
    return render(request, f"ui/editing/{template}.html", context, status=more.get("status", 200))


def _to(request: Request, name: str, *more: object) -> HttpResponse:
    match = request.resolver_match
    space = match.namespace if match else ""
    return redirect(f"{space}:{name}", request.actor.city.slug, *more)


@require_safe
def rows(request: Request, room: Room, part: str) -> HttpResponse:
    kind = room.part_or_404(part)
    request.actor.require(kind.reads)
    if kind.alone:
        return _to(request, "edit", part, request.actor.city.pk)
    found = listing(request.actor, kind, request.GET)
    return _page(request, "rows", room, kind, list=found, page=found.page)


@require_safe
def sheet(request: Request, room: Room, part: str) -> HttpResponse:
    return as_sheet(request.actor, room.part_or_404(part), request.GET)


@require_http_methods(["GET", "POST"])
def add(request: Request, room: Room, part: str) -> HttpResponse:
    kind = room.part_or_404(part)
    request.actor.require(kind.writes)
    if kind.alone:
        raise Http404(part)
    given = {name: value for name, value in request.GET.items() if name in kind.form.base_fields}
    form = kind.form(request.POST or None, actor=request.actor, initial=given)
    if form.is_valid() and _wrote(form, lambda: kind.writing.add(request.actor, form.row())):
        messages.success(request, _("Added: %(row)s") % {"row": form.instance})
        return _onward(request, kind)
    return _page(request, "form", room, kind, form=form)


def _onward(request: Request, kind: Part) -> HttpResponse:
    """Back to the list, or on to the next of the same kind."""
    if "another" not in request.POST:
        return _to(request, "rows", kind.name)
    return redirect(request.get_full_path())


def _wrote(form: RowForm, write: Callable[[], None]) -> bool:
    try:
        write()
    except IntegrityError:
        # Checked a moment ago, and in that moment someone else was first.
        form.add_error(None, _("Someone else just wrote the same. Look at theirs first."))
    return not form.errors


@require_http_methods(["GET", "POST"])
def edit(request: Request, room: Room, part: str, number: int) -> HttpResponse:
    kind = room.part_or_404(part)
    request.actor.require(kind.writes)
    row = kind.rows(request.actor).filter(pk=number).first()
    if row is None:
        return _gone(request, room, kind, number)
    if reason := kind.locked(row):
        return _page(request, "locked", room, kind, row=row, reason=reason)
    named = str(row)  # as it stands; checking a form writes into the row
    form = kind.form(request.POST or None, instance=row, actor=request.actor)
    late = _save(request.actor, kind, row, form) if form.is_valid() else None
    if request.method == "POST" and not form.errors and late is None:
        messages.success(request, _("Saved: %(row)s") % {"row": row})
        return _to(request, "edit", part, number) if kind.alone else _to(request, "rows", part)
    status = 409 if late else 200
    shown = {"form": form, "row": row, "named": named, "clash": late, "status": status}
    return _page(request, "form", room, kind, **shown)


def _save(actor: Actor, kind: Part, row: Any, form: RowForm) -> Clash | None:
    """Write what was filled in; or say who was first, and make the next try go over it."""
    edition, values = form.cleaned_data["edition"] or 0, form.values()
    try:
        _wrote(form, lambda: kind.writing.change(actor, row, values, edition=edition))
    except Late as late:
        data: Any = form.data.copy()  # type: ignore[attr-defined]
        data["edition"] = str(late.now.edition if late.now else 0)
        form.data = data
        return clash(actor, late, row, values, edition)
    return None


def _gone(request: Request, room: Room, kind: Part, number: int) -> HttpResponse:
    """Someone removed the row: what was typed stays, and can be added anew."""
    about = f"{kind.model._meta.label}:{number}"
    line = removals(request.actor, kind.model).filter(about=about).first()
    if line is None:
        raise Http404(number)
    if request.method != "POST":
        return _to(request, "removed", kind.name)
    form = kind.form(request.POST, actor=request.actor)
    late = Clash(gone=True, who=str(line.person or ""))
    return _page(request, "form", room, kind, form=form, clash=late, status=409)


@require_http_methods(["GET", "POST"])
def remove(request: Request, room: Room, part: str, number: int) -> HttpResponse:
    kind = room.part_or_404(part)
    request.actor.require(kind.writes)
    row = kind.row_or_404(request.actor, number)
    if kind.alone:
        raise Http404(part)
    reason = kind.locked(row)
    if request.method != "POST":
        return _page(request, "remove", room, kind, row=row, reason=reason)
    if request.POST.get("edition") != str(row.edition):
        late = str(Late(row))
        return _page(request, "remove", room, kind, row=row, reason=reason, late=late, status=409)
    named = str(row)
    try:
        kind.writing.remove(request.actor, row)
    except Refused as refused:
        messages.error(request, str(refused))
        return _to(request, "edit", part, number)
    messages.success(request, _("Removed: %(row)s") % {"row": named})
    return _to(request, "rows", part)


@require_safe
def history(request: Request, room: Room, part: str, number: int) -> HttpResponse:
    kind = room.part_or_404(part)
    row = kind.row_or_404(request.actor, number)
    lines = [(line, told(kind.model, line)) for line in lines_about(request.actor, row)]
    return _page(request, "history", room, kind, row=row, lines=lines)


@require_safe
def removed(request: Request, room: Room, part: str) -> HttpResponse:
    kind = room.part_or_404(part)
    request.actor.require(kind.reads)
    lines = [(line, told(kind.model, line)) for line in removals(request.actor, kind.model)]
    return _page(request, "removed", room, kind, lines=lines)


@require_POST
def restore(request: Request, room: Room, part: str, line: int) -> HttpResponse:
    kind = room.part_or_404(part)
    request.actor.require(kind.writes)
    written = line_or_404(request.actor, kind, line)
    try:
        row = put_back(request.actor, kind, written)
    except Refused as refused:
        messages.error(request, str(refused))
        return _to(request, "removed", part)
    messages.success(request, _("Put back: %(row)s") % {"row": row})
    if not kind.rows(request.actor).filter(pk=row.pk).exists():
        return _to(request, "removed", part)  # it belongs to another plan than that of today
    return _to(request, "history", part, row.pk)
