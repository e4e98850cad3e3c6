"""What the pages of a plan show; the same for readers and for the preview at the desk."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.pages import NotHere
from zebrapad.features.plan import queries, showing, words
from zebrapad.features.plan.content import PlanContent


def plan(actor: Actor, found: PlanContent) -> dict[str, Any]:
    today = timezone.localdate()
    actions = showing.actions(found, today)
    return {
        "plan": found,
        "version": queries.versions(actor).first(),
        "actions": actions,
        "groups": showing.groups(found, actions, today),
        "sources": found.cited(found.sources),
        **showing.remarks(found, action="", indicator=""),
        **showing.pointers(found),
    }


def action(actor: Actor, found: PlanContent, key: str) -> dict[str, Any]:
    content = found.action(key)
    if content is None:
        raise NotHere(_("The plan has no action “%(key)s”.") % {"key": key})
    today = timezone.localdate()
    shown = showing.action(found, content, today)
    return {
        "plan": found,
        "shown": shown,
        "action": content,
        "goal": next((g for g in found.goals if g.key == content.goal), None),
        "steps": showing.steps(found, content, today),
        "groups": [showing.GroupShown(action=None, indicators=shown.indicators)],
        "leads": found.named(content.leads),
        "partners": found.named(content.partners),
        "happenings": showing.of_action(queries.happenings(actor), key),
        "sources": found.cited(content.sources),
        **showing.remarks(found, action=key),
    }


def indicator(found: PlanContent, key: str) -> dict[str, Any]:
    content = found.indicator(key)
    if content is None:
        raise NotHere(_("The plan has no indicator “%(key)s”.") % {"key": key})
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
        "sources": found.cited(content.sources),
        **showing.remarks(found, indicator=key),
    }
