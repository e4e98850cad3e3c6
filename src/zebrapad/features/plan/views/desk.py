"""The plan at the desk: its parts, its preview, and publishing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zebrapad.core.cities.plain import to_plain
from zebrapad.core.people.actors import Actor, Refused, Request
from zebrapad.features.plan import actions, queries
from zebrapad.features.plan.comparison import PartChange, compare
from zebrapad.features.plan.content import PlanContent
from zebrapad.features.plan.forms.parts import ROOM
from zebrapad.features.plan.forms.publishing import PublishForm
from zebrapad.features.plan.views import pages


@require_safe
def parts(request: Request) -> HttpResponse:
    """The plan's front page at the desk."""
    actor = request.actor
    actor.require("plan.read_draft")
    written = queries.draft(actor)
    context = {
        "plan": written,
        "version": queries.versions(actor).first(),
        "changes": len(_changes(actor, written)) if written else 0,
        "counted": ROOM.counted(actor),
        "at": {"rows": "plan:rows"},
        "may_publish": actor.may("plan.publish"),
        "may_measure": actor.may("measurements.write"),
        "may_write": actor.may("plan.write"),
    }
    return render(request, "plan/desk/parts.html", context)


def _draft(actor: Actor) -> PlanContent:
    written = queries.draft(actor)
    if written is None:
        raise Refused(_("There is no plan yet. Write the plan itself first."))
    return written


def _changes(actor: Actor, written: PlanContent) -> list[PartChange]:
    """What differs from the version that readers see; all of it where there is none."""
    newest = queries.versions(actor).filter(plan__current=True).first()
    if newest is None:
        return compare(PlanContent(key=written.key, title=written.title), written)
    kept = queries.version_or_404(actor, newest.number)
    return compare(queries.content_of(kept), written)


@require_safe
def changes(request: Request) -> HttpResponse:
    """What readers don't see yet."""
    written = _draft(request.actor)
    context = {
        "changes": _changes(request.actor, written),
        "version": queries.versions(request.actor).first(),
        "may_publish": request.actor.may("plan.publish"),
    }
    return render(request, "plan/desk/changes.html", context)


@require_safe
def preview(request: Request) -> HttpResponse:
    written = _draft(request.actor)
    return _previewed(request, "plan/plan.html", pages.plan(request.actor, written))


@require_safe
def preview_action(request: Request, key: str) -> HttpResponse:
    written = _draft(request.actor)
    return _previewed(request, "plan/action.html", pages.action(request.actor, written, key))


@require_safe
def preview_indicator(request: Request, key: str) -> HttpResponse:
    written = _draft(request.actor)
    return _previewed(request, "plan/indicator.html", pages.indicator(written, key))


def _previewed(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    """The page as readers will see it, marked; its ways lead to other pages of the preview."""
    back = reverse("plan:parts", args=[request.actor.city.slug])
    page: str = render_to_string(template, context | {"preview": back}, request)
    public = reverse("plan:plan", args=[request.actor.city.slug])
    here = reverse("plan:preview", args=[request.actor.city.slug])
    for below in ("actions/", "indicators/"):
        page = page.replace(f'href="{public}{below}', f'href="{here}{below}')
    response = HttpResponse(page.replace(f'href="{public}"', f'href="{here}"'))
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def publish(request: Request) -> HttpResponse:
    request.actor.require("plan.publish")
    written = _draft(request.actor)
    form = PublishForm(request.POST or None, actor=request.actor)
    plan, status = queries.current_plan(request.actor), 200
    if plan and form.is_valid():
        reason, seen = form.cleaned_data["reason"], request.POST.get("seen", "")
        try:
            version = actions.publish(request.actor, plan, reason=reason, seen=seen)
        except actions.Unseen as unseen:
            form.add_error(None, str(unseen))
            status = 409
        else:
            messages.success(request, _("Version %(n)s is published.") % {"n": version.number})
            return redirect("plan:versions", request.actor.city.slug)
    context = {
        "form": form,
        "changes": _changes(request.actor, written),
        "seen": actions.digest(to_plain(written)),
    }
    return render(request, "plan/desk/publish.html", context, status=status)
