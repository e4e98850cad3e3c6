"""Everything public that has words, each with the page, and the place on it, where it is read."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zebrapad.core.cities.content import GroupContent, OrganisationContent
from zebrapad.core.cities.models import District
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.ui.wording import language
from zebrapad.features.plan import queries as plan_queries
from zebrapad.features.plan.content import ActionContent, PlanContent, RemarkContent
from zebrapad.features.reports import queries as report_queries
from zebrapad.web.search import Findable, worded


def findable(actor: Actor) -> Iterator[Findable]:
    shelf = _Shelf(actor)
    plan = plan_queries.published(actor)
    if plan:
        yield from shelf.plan(plan)
    for happening in plan_queries.happenings(actor):
        at = shelf.at("plan:timeline", f"happening-{happening.key}")
        around = (happening.place, happening.recurrence)
        yield _thing(_("What happened"), at, happening.title, happening.text, *around)
    for each in plan_queries.around(actor):
        at = shelf.at("city:take-part", f"who-{each.key}")
        yield _thing(_("Takes part"), at, each.name, *_of(each))
    for service in report_queries.services(actor):
        at = shelf.at("reports:talk", f"help-{service.key}")
        yield _thing(_("Help"), at, service.name, service.about, service.note, service.phone)
    for district in rows(actor, District):
        at = shelf.at("city:figures", "districts")
        yield _thing(_("District"), at, district.name, district.postcode)


def _thing(kind: str, address: str, title: Text | str, *texts: Text | str) -> Findable:
    return Findable(kind=kind, address=address, wordings=worded(language(), title, *texts))


def _of(each: OrganisationContent | GroupContent) -> tuple[Text, ...]:
    return (each.role, each.note) if isinstance(each, OrganisationContent) else (each.about,)


class _Shelf:
    """Where the pages of one city stand."""

    def __init__(self, actor: Actor) -> None:
        self.slug = actor.city.slug

    def at(self, name: str, place: str = "", *keys: str) -> str:
        address = reverse(name, args=[self.slug, *keys])
        return f"{address}#{place}" if place else address

    def plan(self, plan: PlanContent) -> Iterator[Findable]:
        yield _thing(_("Plan"), self.at("plan:plan"), plan.title, plan.summary, plan.note)
        for goal in plan.goals:
            yield _thing(_("Goal"), self.at("plan:plan", "goals"), goal.title, goal.text)
        for action in plan.actions:
            yield from self._action(action)
        for indicator in plan.indicators:
            at = self.at("plan:indicator", "", indicator.key)
            yield _thing(_("Indicator"), at, indicator.title, indicator.definition, indicator.note)
        for remark in plan.remarks:
            at, texts = self._remark(plan, remark), (remark.text, remark.other, remark.advice)
            yield _thing(_("Remark"), at, remark.topic, *texts)

    def _action(self, action: ActionContent) -> Iterator[Findable]:
        at = self.at("plan:action", "", action.key)
        yield _thing(_("Action"), at, action.name, action.title, action.text, action.note)
        for step in action.milestones:
            at = self.at("plan:action", f"step-{step.key}", action.key)
            yield _thing(_("Step"), at, step.title, step.text, action.name)

    def _remark(self, plan: PlanContent, remark: RemarkContent) -> str:
        place = f"remark-{remark.key}"
        if plan.action(remark.action):
            return self.at("plan:action", place, remark.action)
        if plan.indicator(remark.indicator):
            return self.at("plan:indicator", place, remark.indicator)
        return self.at("plan:plan", place)
