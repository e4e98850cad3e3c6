"""What rests on a piece of evidence: every statement that cites it, and where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zebrapad.core.cities.content import Cited, GroupContent, OrganisationContent
from zebrapad.core.cities.texts import Text
from zebrapad.features.plan import words
from zebrapad.features.plan.content import (
    ActionContent,
    HappeningContent,
    IndicatorContent,
    PlanContent,
    RemarkContent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A statement that cites: what it is, of what, and the page on which it is read."""

    what: str
    title: Text | str
    page: str
    key: str = ""
    anchor: str = ""


def resting_on(
    key: str,
    plan: PlanContent,
    happenings: Iterable[HappeningContent],
    named: Iterable[OrganisationContent | GroupContent],
) -> list[Use]:
    """Each statement that cites this evidence, in the order of the plan."""
    found = [*_of_plan(plan), *_around(happenings, named)]
    uses = [use for cited, use in found if key in cited.sources]
    return list(dict.fromkeys(uses))


def _of_plan(plan: PlanContent) -> Iterator[tuple[Cited, Use]]:
    yield plan, Use(what=_("the plan"), title=plan.title, page="plan")
    for goal in plan.goals:
        yield goal, Use(what=_("a goal"), title=goal.title, page="plan", anchor="goals")
    for action in plan.actions:
        yield from _of_action(action)
    for indicator in plan.indicators:
        yield from _of_indicator(indicator)
    for remark in plan.remarks:
        yield remark, _remark(plan, remark)


def _of_action(action: ActionContent) -> Iterator[tuple[Cited, Use]]:
    at = {"page": "action", "key": action.key}
    yield action, Use(what=_("an action"), title=action.name, **at)
    for milestone in action.milestones:
        anchor = f"step-{milestone.key}"
        yield milestone, Use(what=_("a step"), title=milestone.title, anchor=anchor, **at)
    for status in action.statuses:
        yield status, Use(what=_("how it stood"), title=action.name, anchor="status", **at)


def _of_indicator(indicator: IndicatorContent) -> Iterator[tuple[Cited, Use]]:
    at = {"page": "indicator", "key": indicator.key}
    yield indicator, Use(what=_("an indicator"), title=indicator.title, **at)
    for target in indicator.targets:
        yield target, Use(what=_("a target"), title=indicator.title, **at)
    for measured in indicator.measurements:
        what = _("a value: %(value)s") % {"value": words.value(indicator, measured)}
        yield measured, Use(what=what, title=indicator.title, anchor="values", **at)


def _remark(plan: PlanContent, remark: RemarkContent) -> Use:
    anchor, what = f"remark-{remark.key}", _("a remark")
    if plan.action(remark.action):
        at = {"page": "action", "key": remark.action}
    elif plan.indicator(remark.indicator):
        at = {"page": "indicator", "key": remark.indicator}
    else:
        at = {"page": "plan"}
    return Use(what=what, title=remark.topic or remark.text, anchor=anchor, **at)


def _around(
    happenings: Iterable[HappeningContent], named: Iterable[OrganisationContent | GroupContent]
) -> Iterator[tuple[Cited, Use]]:
    for each in happenings:
        anchor = f"happening-{each.key}"
        what = _("what happened")
        yield each, Use(what=what, title=each.title, page="timeline", anchor=anchor)
    for one in named:
        anchor = f"who-{one.key}"
        yield one, Use(what=_("who takes part"), title=one.name, page="take-part", anchor=anchor)
