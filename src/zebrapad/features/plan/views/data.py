"""The plan to fetch: values as a sheet and as JSON, the news as a feed, the plan as a document."""

import json

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zebrapad.core.cities.opendata import as_data
from zebrapad.core.people.actors import Request
from zebrapad.core.ui.pages import public
from zebrapad.features.plan import feed as atom
from zebrapad.features.plan import news, queries, sheet
from zebrapad.features.plan.booklet import Booklet, typeset
from zebrapad.features.plan.content import IndicatorContent, PlanContent

OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}
SPELLINGS = {"": sheet.PLAIN, "excel": sheet.EXCEL}


def _indicator_or_404(request: Request, key: str) -> tuple[PlanContent, IndicatorContent]:
    plan = queries.published(request.actor)
    indicator = plan.indicator(key) if plan else None
    if plan is None or indicator is None:
        raise Http404(key)
    return plan, indicator


@public(reads=("for",))
def indicator_csv(request: Request, key: str) -> HttpResponse:
    _plan, indicator = _indicator_or_404(request, key)
    spelling = SPELLINGS.get(request.GET.get("for", ""))
    if spelling is None:
        raise BadRequest(_("Write for=excel, or leave it out."))
    written = sheet.write(((key, value) for value in indicator.measurements), spelling)
    name = f"{request.actor.city.slug}-{key}.csv"
    return HttpResponse(
        written,
        content_type="text/csv; charset=utf-8; header=present",
        headers=OPEN_TO_ALL | {"Content-Disposition": f'attachment; filename="{name}"'},
    )


@public
def indicator_json(request: Request, key: str) -> HttpResponse:
    """One indicator with all that it names, so that the file can stand alone."""
    plan, indicator = _indicator_or_404(request, key)
    cited = {*indicator.sources, *(key for m in indicator.measurements for key in m.sources)}
    content = {
        "city": request.actor.city.slug,
        "plan": plan.key,
        "licence": settings.DATA_LICENCE,
        "indicator": as_data(indicator),
        "dimensions": as_data(plan.dimensions),
        "evidence": as_data(plan.cited(sorted(cited))),
    }
    written = json.dumps(content, ensure_ascii=False, indent=1)
    return HttpResponse(written, content_type="application/json", headers=OPEN_TO_ALL)


@public
def feed(request: Request) -> HttpResponse:
    slug = request.actor.city.slug
    found = news.newest(_news(request))
    entries = tuple(atom.Entry(news=each, address=_page_of(request, each)) for each in found)
    content = atom.Feed(
        name=news.named(slug, "news", get_language()),
        title=_("News of %(city)s") % {"city": request.actor.city},
        author=str(request.actor.city),
        language=get_language() or settings.LANGUAGE_CODE,
        here=request.build_absolute_uri(request.path),
        page=request.build_absolute_uri(reverse("city:home", args=[slug])),
        updated=max((each.recorded for each in found), default=timezone.now()),
        entries=entries,
    )
    return HttpResponse(
        atom.write(content), content_type="application/atom+xml; charset=utf-8", headers=OPEN_TO_ALL
    )


def _news(request: Request) -> list[news.News]:
    actor, slug = request.actor, request.actor.city.slug
    plan = queries.published(actor)
    found = news.of_happenings(slug, queries.happenings(actor), queries.happened_at(actor), plan)
    if plan:
        found += news.of_values(slug, plan, queries.measured_at(actor))
    for version in queries.versions(actor):
        found.append(news.of_version(slug, version.number, version.reason, version.published))
    return found


PAGES = {
    "home": "city:home",
    "action": "plan:action",
    "indicator": "plan:indicator",
    "version": "plan:version",
}


def _page_of(request: Request, each: news.News) -> str:
    named = [each.key] if each.page != "home" else []
    address = reverse(PAGES[each.page], args=[request.actor.city.slug, *named])
    return request.build_absolute_uri(address)


@public
def pdf(request: Request) -> HttpResponse:
    plan = queries.published(request.actor)
    version = queries.versions(request.actor).first()
    if plan is None or version is None:
        raise Http404("no plan is published yet")
    slug = request.actor.city.slug
    made = typeset(
        Booklet(
            city=str(request.actor.city),
            plan=plan,
            number=version.number,
            published=timezone.localtime(version.published),
            digest=version.digest,
            today=timezone.localdate(),
            page=request.build_absolute_uri(reverse("plan:plan", args=[slug])),
            licence=settings.DATA_LICENCE,
        )
    )
    name = f"{slug}-{plan.key}-{version.number}-{get_language()}.pdf"
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=disposition)
