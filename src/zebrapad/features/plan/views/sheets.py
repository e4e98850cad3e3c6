"""The measurements as a sheet: fetched, checked without writing, and brought in."""

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zebrapad.core.people.actors import Actor, Request
from zebrapad.features.plan import actions, queries, sheet
from zebrapad.features.plan.forms.incoming import Proposal, SheetForm, fingerprint, proposed

SPELLINGS = {"": sheet.PLAIN, "excel": sheet.EXCEL}
AN_HOUR = 3600
SALT = "zebrapad.sheet"


@require_safe
def measurements(request: Request) -> HttpResponse:
    """Every value of the plan of today, in the shape in which values are brought in."""
    written = queries.draft(request.actor)
    spelling = SPELLINGS.get(request.GET.get("for", ""))
    if spelling is None:
        raise BadRequest(_("Write for=excel, or leave it out."))
    indicators = written.indicators if written else ()
    values = ((each.key, value) for each in indicators for value in each.measurements)
    name = f"measurements-{request.actor.city.slug}.csv"
    return HttpResponse(
        sheet.write(values, spelling),
        content_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
def bring_in(request: Request) -> HttpResponse:
    """First what the sheet would do, line by line; only when that is confirmed, doing it."""
    request.actor.require("measurements.write")
    if "checked" in request.POST:
        return _confirm(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["file"]
            return _shown(request, text, proposed(request.actor, text))
        except ValidationError as error:
            form.add_error("file", error)
    return render(request, "plan/desk/import.html", {"form": form, "columns": sheet.COLUMNS})


def _confirm(request: Request) -> HttpResponse:
    try:
        text, shown = signing.loads(
            request.POST["checked"], salt=_salt(request.actor), max_age=AN_HOUR
        )
    except signing.BadSignature:
        messages.error(request, _("The check is no longer valid. Choose the file again."))
        return redirect("plan:import", request.actor.city.slug)
    proposal = proposed(request.actor, text)
    if proposal.faults or fingerprint(proposal) != shown:
        return _shown(request, text, proposal, again=True)
    entries = [*proposal.added, *proposal.changed]
    actions.bring_in(request.actor, [(e.indicator, e.row, e.values) for e in entries])
    done = {"added": len(proposal.added), "changed": len(proposal.changed)}
    messages.success(request, _("Added: %(added)s. Changed: %(changed)s.") % done)
    return redirect("plan:rows", request.actor.city.slug, "measurements")


def _shown(request: Request, text: str, proposal: Proposal, *, again: bool = False) -> HttpResponse:
    checked = [text, fingerprint(proposal)]
    context = {
        "proposal": proposal,
        "again": again,
        "checked": signing.dumps(checked, salt=_salt(request.actor), compress=True),
        "total": len(proposal.added) + len(proposal.changed),
    }
    status = 422 if proposal.faults else 409 if again else 200
    return render(request, "plan/desk/import_checked.html", context, status=status)


def _salt(actor: Actor) -> str:
    """What one person checked in one city can be confirmed by them, there."""
    return f"{SALT}.{actor.city.pk}.{actor.person.pk if actor.person else 0}"
