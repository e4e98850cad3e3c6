"""A city's pages that stand over several capabilities: each an explicit list of what they give."""

from datetime import date
from itertools import groupby

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from zebrapad.core.cities.content import DistrictContent, GroupContent, OrganisationContent
from zebrapad.core.cities.models import District, Group, Organisation
from zebrapad.core.cities.plain import from_row
from zebrapad.core.figures import publish
from zebrapad.core.people.access import GRANTS, SECOND_FACTOR, SENTENCES, Role
from zebrapad.core.people.actors import Request, rows
from zebrapad.core.ui import linked
from zebrapad.core.ui.pages import public
from zebrapad.features.plan import described, showing
from zebrapad.features.plan import queries as plan_queries
from zebrapad.web import search as finding
from zebrapad.web.figures import FIGURES
from zebrapad.web.findable import findable

NEW = 5
FIGURES_BY_KEY = {figure.key: figure for figure in FIGURES}
# The day on which every kind of page was last gone through; see the statement itself for how.
ACCESSIBILITY_REVIEWED = date(2026, 11, 23)


@public
def home(request: Request) -> HttpResponse:
    plan = plan_queries.published(request.actor)
    actions = showing.actions(plan, timezone.localdate()) if plan else []
    steps = [step for shown in actions for step in shown.steps]
    context = {
        "plan": plan,
        "actions": actions,
        "steps": steps,
        "done": sum(steps),
        "newest": _newest(actions),
        "new": [h for h in plan_queries.happenings(request.actor) if h.period][:NEW],
        "linked": linked.script(_described(request)),
    }
    return render(request, "city/home.html", context)


def _newest(actions: list[showing.ActionShown]) -> list[showing.IndicatorShown]:
    """The values that say something of the latest days; what is not known is no news."""
    known = (i for shown in actions for i in shown.indicators)
    dated = ((i.newest.period.ends, i) for i in known if i.newest and i.newest.value is not None)
    return [i for _day, i in sorted(dated, key=lambda pair: pair[0], reverse=True)][:NEW]


def _described(request: Request) -> dict[str, object]:
    here = request.build_absolute_uri(request.path)
    search = request.build_absolute_uri(reverse("city:search", args=[request.actor.city.slug]))
    return {
        "@type": "WebSite",
        "name": str(request.actor.city),
        "url": here,
        "inLanguage": [code for code, _name in settings.LANGUAGES],
        "publisher": described.city(request.actor.city),
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{search}?q={{words}}",
            "query-input": "required name=words",
        },
    }


@public
def figures(request: Request) -> HttpResponse:
    """Every published figure: of the city, of the capabilities, and each indicator's newest."""
    plan = plan_queries.published(request.actor)
    today = timezone.localdate()
    groups = showing.groups(plan, showing.actions(plan, today), today) if plan else []
    context = {
        "plan": plan,
        "counted": [
            (FIGURES_BY_KEY.get(key), list(each))
            for key, each in groupby(publish.figures(request.actor), lambda figure: figure.key)
        ],
        "groups": [(g.action, showing.newest(plan, g.indicators)) for g in groups if plan],
        "districts": [from_row(DistrictContent, row) for row in rows(request.actor, District)],
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
        "by_kind": [(kinds[k], list(of)) for k, of in groupby(organisations, lambda o: o.kind)],
        "groups": groups,
        "plan": plan_queries.published(request.actor),
    }
    return render(request, "city/take_part.html", context)


@public(reads=("q",), keep=False)
def search(request: Request) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    hits = finding.found(words, findable(request.actor)) if words else []
    return render(request, "city/search.html", {"words": words, "hits": hits})


@public
def accessibility(request: Request) -> HttpResponse:
    context = {"reviewed": ACCESSIBILITY_REVIEWED, "enforced_by": settings.ACCESSIBILITY_BODY}
    return render(request, "city/accessibility.html", context)


@public
def privacy(request: Request) -> HttpResponse:
    hours = settings.SESSION_COOKIE_AGE // 3600
    context = {"session_hours": hours, "supervised_by": settings.PRIVACY_BODY}
    return render(request, "city/privacy.html", context)


@public
def help_page(request: Request) -> HttpResponse:
    """How to read the site; the roles stand as the one table of grants says."""
    roles = [
        (role.label, [SENTENCES[g] for g in SENTENCES if g in GRANTS[role]], role in SECOND_FACTOR)
        for role in Role
    ]
    return render(request, "city/help.html", {"roles": roles})
