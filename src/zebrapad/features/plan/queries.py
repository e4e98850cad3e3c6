"""Reading the plan: the working copy for those who write it, what is published for all."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import changed
from zebrapad.core.cities.content import EvidenceContent, GroupContent, OrganisationContent
from zebrapad.core.cities.models import Evidence, Group, Organisation
from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.plain import from_plain, from_row
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.people.models import Person
from zebrapad.core.ui.pages import NotHere
from zebrapad.features.plan import content as c
from zebrapad.features.plan.models import (
    Action,
    Dimension,
    Goal,
    Happening,
    Indicator,
    Measurement,
    Milestone,
    Plan,
    Remark,
    Reminder,
    Status,
    Target,
    Version,
)


def current_plan(actor: Actor) -> Plan | None:
    return rows(actor, Plan).filter(current=True).first()


def published(actor: Actor) -> c.PlanContent | None:
    """The newest version, with its state as it is today; None before the first.

    A new plan that is being written beside it hides it from no one.
    """
    version = versions(actor).defer(None).first()
    if version is None:
        return None
    return c.with_state(content_of(version), _written(actor, version.plan))


def draft(actor: Actor, plan: Plan | None = None) -> c.PlanContent | None:
    """The plan as it is being written."""
    actor.require("plan.read_draft")
    plan = plan or current_plan(actor)
    return _written(actor, plan) if plan else None


def versions(actor: Actor) -> QuerySet[Version]:
    """Every version of every plan of the city, newest first, without the contents."""
    return rows(actor, Version).select_related("plan", "published_by").defer("content")


def whole_versions(actor: Actor) -> QuerySet[Version]:
    actor.require("plan.read_draft")
    return rows(actor, Version)


def version_or_404(actor: Actor, number: int) -> Version:
    version = rows(actor, Version).select_related("plan").filter(number=number).first()
    if version is None:
        raise NotHere(_("There is no version %(number)s.") % {"number": number})
    return version


def content_of(version: Version) -> c.PlanContent:
    return from_plain(c.PlanContent, version.content)


def happenings(actor: Actor) -> tuple[c.HappeningContent, ...]:
    """What happened around the plan, newest first; undated ones last."""
    return tuple(from_row(c.HappeningContent, row) for row in rows(actor, Happening))


def evidence(actor: Actor) -> tuple[EvidenceContent, ...]:
    return tuple(from_row(EvidenceContent, row) for row in rows(actor, Evidence))


def around(actor: Actor) -> tuple[OrganisationContent | GroupContent, ...]:
    """Who takes part: the organisations of the city, and the groups in which they work."""
    organisations = tuple(from_row(OrganisationContent, row) for row in rows(actor, Organisation))
    return organisations + tuple(from_row(GroupContent, row) for row in rows(actor, Group))


def measured_at(actor: Actor) -> dict[tuple[str, Period, str], datetime]:
    """When a value of the published plan was last recorded, by indicator, period and series."""
    moments = changed(actor, Measurement)
    newest_version = rows(actor, Version).values("plan")[:1]
    of_published = rows(actor, Measurement).filter(indicator__plan__in=newest_version)
    places = of_published.values_list("pk", "indicator__key", "period", "series")
    newest: dict[tuple[str, Period, str], datetime] = {}
    for pk, *place in places:
        if pk in moments:
            where = (place[0], place[1], place[2])
            newest[where] = max(moments[pk], newest.get(where, moments[pk]))
    return newest


def happened_at(actor: Actor) -> dict[str, datetime]:
    """When a happening was last recorded here, by its key."""
    moments = changed(actor, Happening)
    return {row.key: moments.get(row.pk, row.added) for row in rows(actor, Happening)}


def numbers(actor: Actor) -> dict[tuple[str, str], int]:
    """The rows of the plan of today by what they are and their key, for those who write them."""
    actor.require("plan.read_draft")
    of_plan: dict[str, Any] = {"plan__current": True}
    found = {("milestones", f"{a}/{k}"): n for n, a, k in _steps(actor)}
    keyed: dict[str, Any] = {"actions": Action, "indicators": Indicator}
    for part, model in keyed.items():
        listed = rows(actor, model).filter(**of_plan).values_list("pk", "key")
        found |= {(part, key): number for number, key in listed}
    return found


def _steps(actor: Actor) -> Iterable[tuple[int, str, str]]:
    found = rows(actor, Milestone).filter(action__plan__current=True)
    return found.values_list("pk", "action__key", "key")


PROMISES = (Plan, Goal, Action, Milestone, Indicator, Target, Remark)


def first_change(actor: Actor, version: Version) -> datetime | None:
    """When something that may be a promise was first written after a version."""
    verbs = ("added", "changed", "removed")
    acts = [f"{model._meta.model_name}.{verb}" for model in PROMISES for verb in verbs]
    since = rows(actor, Entry).filter(at__gt=version.published, act__in=acts)
    return since.order_by("number").values_list("at", flat=True).first()


def told(actor: Actor, person: Person) -> dict[str, tuple[datetime, int]]:
    """Of which duties a person was told last, when, and how many times."""
    listed = rows(actor, Reminder).filter(person=person)
    return {row.about: (row.told, row.times) for row in listed}


def next_number(actor: Actor) -> int:
    newest = rows(actor, Version).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _by(items: Iterable[Any], name: str) -> dict[int, list[Any]]:
    grouped = defaultdict(list)
    for item in items:
        grouped[getattr(item, name)].append(item)
    return grouped


def _written(actor: Actor, plan: Plan) -> c.PlanContent:
    """The rows of a plan as one value; a query a table, whatever the plan's size."""
    parts: dict[str, Any] = {
        "goals": tuple(from_row(c.GoalContent, g) for g in rows(actor, Goal).filter(plan=plan)),
        "actions": _actions(actor, plan),
        "indicators": _indicators(actor, plan),
        "remarks": tuple(
            from_row(c.RemarkContent, r) for r in rows(actor, Remark).filter(plan=plan)
        ),
        "dimensions": tuple(from_row(c.DimensionContent, d) for d in rows(actor, Dimension)),
        "evidence": evidence(actor),
        "organisations": tuple(from_row(OrganisationContent, o) for o in rows(actor, Organisation)),
    }
    supersedes = plan.supersedes.key if plan.supersedes else ""
    return from_row(c.PlanContent, plan, supersedes=supersedes, **parts)


def _actions(actor: Actor, plan: Plan) -> tuple[c.ActionContent, ...]:
    of_plan = {"action__plan": plan}
    statuses = _by(rows(actor, Status).filter(**of_plan), "action_id")
    milestones = _by(rows(actor, Milestone).filter(**of_plan), "action_id")
    return tuple(
        from_row(
            c.ActionContent,
            action,
            goal=action.goal.key if action.goal else "",
            statuses=tuple(from_row(c.StatusContent, s) for s in statuses[action.pk]),
            milestones=tuple(from_row(c.MilestoneContent, m) for m in milestones[action.pk]),
        )
        for action in rows(actor, Action).filter(plan=plan).select_related("goal")
    )


def _indicators(actor: Actor, plan: Plan) -> tuple[c.IndicatorContent, ...]:
    of_plan = {"indicator__plan": plan}
    targets = _by(rows(actor, Target).filter(**of_plan), "indicator_id")
    measurements = _by(rows(actor, Measurement).filter(**of_plan), "indicator_id")
    return tuple(
        from_row(
            c.IndicatorContent,
            indicator,
            action=indicator.action.key if indicator.action else "",
            targets=tuple(from_row(c.TargetContent, t) for t in targets[indicator.pk]),
            measurements=tuple(
                from_row(c.MeasurementContent, m) for m in measurements[indicator.pk]
            ),
        )
        for indicator in rows(actor, Indicator).filter(plan=plan).select_related("action")
    )
