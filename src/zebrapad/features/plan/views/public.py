"""The plan as anyone reads it."""

from itertools import zip_longest

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.people.actors import Request
from zebrapad.core.ui import linked
from zebrapad.core.ui.pages import NotHere, public
from zebrapad.features.plan import described, queries, showing, words
from zebrapad.features.plan.comparison import compare
from zebrapad.features.plan.content import PlanContent
from zebrapad.features.plan.resting import resting_on
from zebrapad.features.plan.timeline import Publication
from zebrapad.features.plan.timeline import timeline as told
from zebrapad.features.plan.views import pages


def _plan_or_404(request: Request) -> PlanContent:
    plan = queries.published(request.actor)
    if plan is None:
        raise NotHere(_("The city has not published its plan yet."))
    return plan


@public
def plan(request: Request) -> HttpResponse:
    found = queries.published(request.actor)
    if found is None:
        return render(request, "plan/not_yet.html")
    context = pages.plan(request.actor, found)
    context["linked"] = linked.script(described.plan(request, found, context["version"]))
    return render(request, "plan/plan.html", context)


@public
def action(request: Request, key: str) -> HttpResponse:
    context = pages.action(request.actor, _plan_or_404(request), key)
    context["linked"] = linked.script(described.action(request, context["plan"], context["action"]))
    return render(request, "plan/action.html", context)


@public
def indicator(request: Request, key: str) -> HttpResponse:
    context = pages.indicator(_plan_or_404(request), key)
    described_as = described.indicator(request, context["plan"], context["indicator"])
    return render(request, "plan/indicator.html", context | {"linked": linked.script(described_as)})


@public
def evidence(request: Request) -> HttpResponse:
    """Every source that may be shown, by kind; and how many may not."""
    known = queries.evidence(request.actor)
    cited = sorted((e for e in known if e.citable), key=lambda e: words.evidence_kind(e.kind))
    context = {
        "evidence": [(words.evidence_kind(each.kind), each) for each in cited],
        "held_back": len(known) - len(cited),
    }
    return render(request, "plan/evidence.html", context)


@public
def evidence_item(request: Request, key: str) -> HttpResponse:
    actor = request.actor
    item = next((e for e in queries.evidence(actor) if e.key == key and e.citable), None)
    if item is None:
        raise NotHere(_("There is no source “%(key)s”.") % {"key": key})
    found = queries.published(actor)
    uses = found and resting_on(key, found, queries.happenings(actor), queries.around(actor))
    context = {"item": item, "kind": words.evidence_kind(item.kind), "uses": uses or ()}
    return render(request, "plan/evidence_item.html", context)


@public
def timeline(request: Request) -> HttpResponse:
    published = [
        Publication(number=v.number, on=timezone.localtime(v.published).date(), reason=v.reason)
        for v in queries.versions(request.actor)
    ]
    plan, happenings = queries.published(request.actor), queries.happenings(request.actor)
    line = told(plan, happenings, published, timezone.localdate())
    return render(request, "plan/timeline.html", {"line": line})


@public
def versions(request: Request) -> HttpResponse:
    listed = list(queries.versions(request.actor))
    pairs = list(zip_longest(listed, listed[1:]))
    return render(request, "plan/versions.html", {"pairs": pairs})


@public
def version(request: Request, number: int) -> HttpResponse:
    kept = queries.version_or_404(request.actor, number)
    content = queries.content_of(kept)
    on = timezone.localtime(kept.published).date()
    newest = queries.versions(request.actor).first()
    actions = showing.actions(content, on)
    context = {
        "version": kept,
        "newest": newest if newest and newest.pk != kept.pk else None,
        "plan": content,
        "actions": [(each, showing.steps(content, each.content, on)) for each in actions],
        "groups": showing.groups(content, actions, on),
        **showing.remarks(content),
    }
    return render(request, "plan/version.html", context)


@public
def comparison(request: Request, older: int, newer: int) -> HttpResponse:
    one, other = (queries.version_or_404(request.actor, number) for number in (older, newer))
    changes = compare(queries.content_of(one), queries.content_of(other))
    context = {"older": one, "newer": other, "changes": changes}
    return render(request, "plan/comparison.html", context)
