"""What the pages of a plan show; the same for readers and for the preview at the desk."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from zebrapad.core.people.actors import Actor
from zebrapad.features.plan import queries, showing, words
from zebrapad.features.plan.content import PlanContent


def plan(actor: Actor, found: PlanContent) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "plan": found,
        "version": queries.versions(actor).first(),
        "actions": showing.actions(found, today),
        "others": [showing.indicator(i, today) for i in found.indicators_of("")],
        "disagreements": showing.remarks(found, kind="contradiction"),
        "unknowns": showing.remarks(found, kind="unknown"),
        "contexts": showing.remarks(found, kind="context"),
        "sources": found.cited(found.sources),
    }


def action(actor: Actor, found: PlanContent, key: str) -> dict[str, Any]:
    content = found.action(key)
    if content is None:
        raise Http404(key)
    today = timezone.localdate()
    return {
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
        "happenings": showing.of_action(queries.happenings(actor), key),
        "sources": found.cited(content.sources),
    }


def indicator(found: PlanContent, key: str) -> dict[str, Any]:
    content = found.indicator(key)
    if content is None:
        raise Http404(key)
    today = timezone.localdate()
    return {
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
