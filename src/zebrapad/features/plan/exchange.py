"""The plan's part of the load format: rows from a file, and a file from rows."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from zebrapad.core.audit.matching import match, prune, values_of
from zebrapad.core.cities.models import Edited
from zebrapad.core.cities.plain import from_plain, to_plain
from zebrapad.core.cities.texts import text
from zebrapad.core.people.actors import Actor, rows
from zebrapad.features.plan import actions, queries
from zebrapad.features.plan import content as c
from zebrapad.features.plan import models as m

OUTSIDE = ("dimensions", "evidence", "organisations")  # named beside the plan in a file


def export(actor: Actor) -> dict[str, Any]:
    plan = queries.draft(actor)
    plain = to_plain(plan) if plan else {}
    return {
        "dimensions": plain.get("dimensions", []),
        "plan": {name: value for name, value in plain.items() if name not in OUTSIDE},
        "happenings": [to_plain(h) for h in queries.happenings(actor)],
        "versions": [_version(v) for v in queries.whole_versions(actor).reverse()],
    }


def _version(version: m.Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "published": version.published.isoformat(),
        "reason": version.reason.plain(),
        "digest": version.digest,
        "content": version.content,
    }


@transaction.atomic
def load(actor: Actor, data: Mapping[str, Any]) -> None:
    """Make the city's plan as the file says; raises `ValidationError` naming the place."""
    actor.require("plan.write")
    dimensions = _list(c.DimensionContent, data, "dimensions")
    happenings = _list(c.HappeningContent, data, "happenings")
    _keyed(actor, m.Dimension, dimensions)
    _keyed(actor, m.Happening, happenings)
    if data.get("plan"):
        _plan(actor, from_plain(c.PlanContent, data["plan"], at="plan"))
    for version in data.get("versions", []):
        _keep_version(actor, version)


def _list(cls: type[Any], data: Mapping[str, Any], name: str) -> list[Any]:
    return [
        from_plain(cls, each, at=f"{name}[{i}]") for i, each in enumerate(data.get(name, []), 1)
    ]


def _ordered(model: type[Edited], contents: Iterable[Any]) -> dict[str, dict[str, Any]]:
    has_order = any(f.name == "order" for f in model._meta.concrete_fields)
    return {
        each.key: values_of(model, each) | ({"order": i} if has_order else {})
        for i, each in enumerate(contents)
    }


def _keyed(
    actor: Actor, model: type[Any], contents: Iterable[Any], **within: Any
) -> dict[str, Any]:
    wanted = _ordered(model, contents)
    stand = match(actor, model, wanted, within=within)
    prune(actor, stand, wanted)
    return {key: stand[key] for key in wanted}


def _plan(actor: Actor, content: c.PlanContent) -> None:
    older = rows(actor, m.Plan).filter(key=content.supersedes).first()
    values = values_of(m.Plan, content, supersedes=older)
    plan = match(actor, m.Plan, {content.key: values})[content.key]
    aims = _ordered(m.Goal, content.goals)
    goals = match(actor, m.Goal, aims, within={"plan": plan})
    named = {key: goals[key] for key in aims}
    wanted = _ordered(m.Action, content.actions)
    for action in content.actions:
        wanted[action.key]["goal"] = _named(named, action.goal, f"plan.actions.{action.key}.goal")
    acts = match(actor, m.Action, wanted, within={"plan": plan})
    for action in content.actions:
        _parts_of_action(actor, acts[action.key], action)
    _keyed(actor, m.Remark, content.remarks, plan=plan)
    _indicators(actor, plan, content, acts)
    _empty(actor, [row for key, row in acts.items() if key not in wanted])
    prune(actor, acts, wanted)
    prune(actor, goals, aims)  # only now does no action serve them any more


def _named(known: Mapping[str, Any], key: str, at: str) -> Any:
    if not key:
        return None
    if key not in known:
        raise ValidationError(_("%(at)s: there is no “%(key)s”."), params={"at": at, "key": key})
    return known[key]


def _parts_of_action(actor: Actor, row: m.Action, action: c.ActionContent) -> None:
    statuses = {s.period: values_of(m.Status, s) for s in action.statuses}
    stand = match(actor, m.Status, statuses, by=("period",), within={"action": row})
    prune(actor, stand, statuses)
    _keyed(actor, m.Milestone, action.milestones, action=row)


def _empty(actor: Actor, acts: Iterable[m.Action]) -> None:
    """Take the parts out of actions that are about to go."""
    for row in acts:
        prune(actor, match(actor, m.Status, {}, by=("period",), within={"action": row}), ())
        _keyed(actor, m.Milestone, (), action=row)


def _indicators(
    actor: Actor, plan: m.Plan, content: c.PlanContent, acts: Mapping[str, m.Action]
) -> None:
    wanted = _ordered(m.Indicator, content.indicators)
    for each in content.indicators:
        place = f"plan.indicators.{each.key}.action"
        wanted[each.key]["action"] = _named(acts, each.action, place)
    stand = match(actor, m.Indicator, wanted, within={"plan": plan})
    for each in content.indicators:
        _values_of_indicator(actor, stand[each.key], each.targets, each.measurements)
    for key, row in stand.items():
        if key not in wanted:
            _values_of_indicator(actor, row, (), ())
    prune(actor, stand, wanted)


def _values_of_indicator(
    actor: Actor,
    row: m.Indicator,
    targets: Iterable[c.TargetContent],
    measurements: Iterable[c.MeasurementContent],
) -> None:
    within = {"indicator": row}
    wanted = {t.year: values_of(m.Target, t) for t in targets}
    prune(actor, match(actor, m.Target, wanted, by=("year",), within=within), wanted)
    by = ("period", "slice", "series")
    values = {(v.period, v.slice, v.series): values_of(m.Measurement, v) for v in measurements}
    prune(actor, match(actor, m.Measurement, values, by=by, within=within), values)


def _keep_version(actor: Actor, data: Mapping[str, Any]) -> None:
    """Take a version over as it was; one that is here already must be the same."""
    if actions.digest(data["content"]) != data["digest"]:
        raise ValidationError(
            _("versions: version %(number)s was changed: its digest does not fit."),
            params={"number": data["number"]},
        )
    published = parse_datetime(data["published"])
    if published is None:
        raise ValidationError(_("versions: “published” is a date with a time."))
    here = rows(actor, m.Version).filter(number=data["number"]).first()
    if here is None:
        actions.restore(actor, data, published=published, reason=text(data.get("reason")))
    elif here.digest != data["digest"]:
        raise ValidationError(
            _("versions: version %(number)s is here already, with another content."),
            params={"number": data["number"]},
        )
