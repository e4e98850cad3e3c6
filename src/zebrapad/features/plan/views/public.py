"""The plan as anyone reads it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from zebrapad.core.people.actors import Request
from zebrapad.core.ui.pages import public
from zebrapad.features.plan import queries, showing, words
from zebrapad.features.plan.comparison import compare
from zebrapad.features.plan.content import PlanContent


def _plan_or_404(request: Request) -> PlanContent:
    plan = queries.published(request.actor)
    if plan is None:
        raise Http404("no plan is published")
    return plan


@public
def plan(request: Request) -> HttpResponse:
    found = queries.published(request.actor)
    if found is None:
        return render(request, "plan/not_yet.html")
    today = timezone.localdate()
    context = {
        "plan": found,
        "version": queries.versions(request.actor).first(),
        "actions": showing.actions(found, today),
        "others": [showing.indicator(i, today) for i in found.indicators_of("")],
        "disagreements": showing.remarks(found, kind="contradiction"),
        "unknowns": showing.remarks(found, kind="unknown"),
        "contexts": showing.remarks(found, kind="context"),
        "sources": found.cited(found.sources),
    }
    return render(request, "plan/plan.html", context)


@public
def action(request: Request, key: str) -> HttpResponse:
    found = _plan_or_404(request)
    content = found.action(key)
    if content is None:
        raise Http404(key)
    today = timezone.localdate()
    context = {
        "plan": found,
        "shown": showing.action(found, content, today),
        "action": content,
        "goal": next((g for g in found.goals if g.key == content.goal), None),
        "steps": showing.steps(found, content, today),
        "statuses": [(s, found.cited(s.sources)) for s in reversed(content.statuses)],
        "leads": found.named(content.leads),
        "partners": found.named(content.partners),
        "disagreements": showing.remarks(found, kind="contradiction", action=key),
        "unknowns": showing.remarks(found, kind="unknown", action=key),
        "contexts": showing.remarks(found, kind="context", action=key),
        "happenings": showing.of_action(queries.happenings(request.actor), key),
        "sources": found.cited(content.sources),
    }
    return render(request, "plan/action.html", context)


@public
def indicator(request: Request, key: str) -> HttpResponse:
    found = _plan_or_404(request)
    content = found.indicator(key)
    if content is None:
        raise Http404(key)
    today = timezone.localdate()
    context = {
        "plan": found,
        "shown": showing.indicator(content, today),
        "indicator": content,
        "action": found.action(content.action),
        "chart": showing.chart(content, today),
        "rows": showing.rows(found, content),
        "targets": showing.targets(content),
        "level": words.level(content.level),
        "direction": words.direction(content.polarity),
        "disagreements": showing.remarks(found, kind="contradiction", indicator=key),
        "unknowns": showing.remarks(found, kind="unknown", indicator=key),
        "contexts": showing.remarks(found, kind="context", indicator=key),
        "sources": found.cited(content.sources),
    }
    return render(request, "plan/indicator.html", context)


@public
def evidence(request: Request) -> HttpResponse:
    found = _plan_or_404(request)
    cited = [each for each in found.evidence if each.citable]
    return render(request, "plan/evidence.html", {"plan": found, "evidence": cited})


@public
def evidence_item(request: Request, key: str) -> HttpResponse:
    found = _plan_or_404(request)
    item = next((each for each in found.evidence if each.key == key and each.citable), None)
    if item is None:
        raise Http404(key)
    context = {"plan": found, "item": item, "rests": showing.resting_on(found, key)}
    return render(request, "plan/evidence_item.html", context)


@public
def timeline(request: Request) -> HttpResponse:
    plan = queries.published(request.actor)
    shown = [
        (each, plan.cited(each.sources) if plan else (), plan and plan.action(each.action))
        for each in queries.happenings(request.actor)
    ]
    return render(request, "plan/timeline.html", {"plan": plan, "happenings": shown})


@public
def versions(request: Request) -> HttpResponse:
    listed = list(queries.versions(request.actor))
    pairs = list(zip(listed, [*listed[1:], None], strict=True))
    return render(request, "plan/versions.html", {"pairs": pairs})


@public
def version(request: Request, number: int) -> HttpResponse:
    kept = queries.version_or_404(request.actor, number)
    content = queries.content_of(kept)
    on = timezone.localtime(kept.published).date()
    newest = queries.versions(request.actor).first()
    context = {
        "version": kept,
        "newest": newest if newest and newest.pk != kept.pk else None,
        "plan": content,
        "actions": showing.actions(content, on),
        "others": [showing.indicator(i, on) for i in content.indicators_of("")],
    }
    return render(request, "plan/version.html", context)


@public
def comparison(request: Request, older: int, newer: int) -> HttpResponse:
    one, other = (queries.version_or_404(request.actor, number) for number in (older, newer))
    changes = compare(queries.content_of(one), queries.content_of(other))
    context = {"older": one, "newer": other, "changes": changes}
    return render(request, "plan/comparison.html", context)
