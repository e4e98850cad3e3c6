"""A city's pages that stand over several capabilities: each is an explicit list of what they give."""

from collections.abc import Iterator
from itertools import groupby

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.cities.content import GroupContent, OrganisationContent
from zebrapad.core.cities.models import Group, Organisation
from zebrapad.core.cities.plain import from_row
from zebrapad.core.figures import publish
from zebrapad.core.people.access import GRANTS, SENTENCES, Role
from zebrapad.core.people.actors import Request, rows
from zebrapad.core.ui.pages import public
from zebrapad.features.plan import queries as plan_queries
from zebrapad.features.plan import showing
from zebrapad.features.reports import queries as report_queries
from zebrapad.web import search as finding
from zebrapad.web.figures import FIGURES

NEW = 5


@public
def home(request: Request) -> HttpResponse:
    plan = plan_queries.published(request.actor)
    today = timezone.localdate()
    actions = showing.actions(plan, today) if plan else []
    steps = [step for shown in actions for step in shown.steps]
    context = {
        "plan": plan,
        "actions": actions,
        "steps": steps,
        "done": sum(steps),
        "new": plan_queries.happenings(request.actor)[:NEW],
        "urgent": [s for s in report_queries.services(request.actor) if s.urgent],
    }
    return render(request, "city/home.html", context)


@public
def figures(request: Request) -> HttpResponse:
    """Every published figure: those of the capabilities, and each indicator's newest value."""
    plan = plan_queries.published(request.actor)
    today = timezone.localdate()
    known = {figure.key: figure for figure in FIGURES}
    counted = [(known[row.key], row) for row in publish.figures(request.actor) if row.key in known]
    context = {
        "plan": plan,
        "counted": counted,
        "indicators": [showing.indicator(i, today) for i in plan.indicators] if plan else [],
    }
    return render(request, "city/figures.html", context)


@public
def take_part(request: Request) -> HttpResponse:
    kinds = dict(Organisation.Kind.choices)
    order = list(kinds)
    organisations = sorted(
        (from_row(OrganisationContent, row) for row in rows(request.actor, Organisation)),
        key=lambda each: order.index(each.kind),
    )
    by_kind = [(kinds[kind], list(each)) for kind, each in groupby(organisations, lambda o: o.kind)]
    names = {each.key: each for each in organisations}
    groups = [
        (
            group,
            [kinds[kind] for kind in group.kinds if kind in kinds],
            [names[key] for key in group.members if key in names],
        )
        for group in (from_row(GroupContent, row) for row in rows(request.actor, Group))
    ]
    context = {
        "by_kind": by_kind,
        "groups": groups,
        "plan": plan_queries.published(request.actor),
    }
    return render(request, "city/take_part.html", context)


@public(reads=("q",), keep=False)
def search(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    hits = finding.found(words, _findable(request)) if words else []
    return render(request, "city/search.html", {"words": words, "hits": hits})


def _findable(request: Request) -> Iterator[finding.Findable]:
    """Everything public that has words, each with its own page."""
    slug = request.actor.city.slug
    plan = plan_queries.published(request.actor)
    if plan:
        for action in plan.actions:
            address = reverse("plan:action", args=[slug, action.key])
            texts = (
                str(action.title),
                str(action.text),
                *(str(m.title) for m in action.milestones),
            )
            yield _thing(_("Action"), action.name, texts, address)
        for indicator in plan.indicators:
            address = reverse("plan:indicator", args=[slug, indicator.key])
            texts = (str(indicator.definition), str(indicator.note))
            yield _thing(_("Indicator"), indicator.title, texts, address)
        address = reverse("plan:plan", args=[slug])
        for goal in plan.goals:
            yield _thing(_("Goal"), goal.title, (str(goal.text),), address)
        for remark in plan.remarks:
            texts = (str(remark.text), str(remark.other))
            yield _thing(_("Remark"), remark.topic, texts, address)
    for happening in plan_queries.happenings(request.actor):
        texts = (str(happening.text), str(happening.place))
        yield _thing(
            _("What happened"), happening.title, texts, reverse("plan:timeline", args=[slug])
        )
    for row in rows(request.actor, Organisation):
        texts = (str(row.role), str(row.note))
        yield _thing(_("Takes part"), row.name, texts, reverse("city:take-part", args=[slug]))
    for service in report_queries.services(request.actor):
        texts = (str(service.about), service.phone)
        yield _thing(_("Help"), service.name, texts, reverse("reports:talk", args=[slug]))


def _thing(kind: str, title: object, texts: tuple[str, ...], address: str) -> finding.Findable:
    text = " ".join(filter(None, texts))
    return finding.Findable(kind=kind, title=str(title), text=text, address=address)


@public
def accessibility(request: Request) -> HttpResponse:
    return render(request, "city/accessibility.html")


@public
def privacy(request: Request) -> HttpResponse:
    return render(request, "city/privacy.html", {"session_hours": _session_hours()})


def _session_hours() -> int:
    return settings.SESSION_COOKIE_AGE // 3600


@public
def help_page(request: Request) -> HttpResponse:
    roles = [
        (role.label, [SENTENCES[grant] for grant in SENTENCES if grant in GRANTS[role]])
        for role in Role
    ]
    return render(request, "city/help.html", {"roles": roles})
