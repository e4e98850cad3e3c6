"""What each address of the API reads; only what is published, for anyone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from zebrapad.core.cities.content import (
    CityContent,
    DistrictContent,
    EvidenceContent,
    OrganisationContent,
)
from zebrapad.core.cities.models import City, District, Organisation
from zebrapad.core.cities.plain import from_row
from zebrapad.core.figures.publish import figures as published_figures
from zebrapad.core.people.actors import Request, rows
from zebrapad.features.plan import queries, sheet, standing
from zebrapad.features.plan.actions import canonical
from zebrapad.features.plan.content import (
    ActionContent,
    HappeningContent,
    IndicatorContent,
    MeasurementContent,
    PlanContent,
)
from zebrapad.web.api import shapes


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Any]):
    """Rows as a sequence of shapes, of which only the asked page is read."""

    found: QuerySet[Any]
    shape: Callable[[Any], Any]

    def __len__(self) -> int:
        return self.found.count()

    def __getitem__(self, which: Any) -> Any:
        return tuple(self.shape(row) for row in self.found[which])

    def __iter__(self) -> Iterator[Any]:
        return map(self.shape, self.found)


def index(request: Request) -> shapes.IndexAnswer:
    return shapes.IndexAnswer(
        name="Zebrapad",
        version="1",
        languages=tuple(code for code, _name in settings.LANGUAGES),
        licence=settings.DATA_LICENCE,
        source=_at(request, "choose"),
        description=_at(request, "api:openapi"),
        cities=_at(request, "api:cities"),
    )


def _at(request: Request, name: str, *args: object) -> str:
    return request.build_absolute_uri(reverse(name, args=args))


def cities(request: Request) -> Rows:
    def listed(city: City) -> shapes.ListedCityAnswer:
        answer: shapes.ListedCityAnswer = shapes.made(
            shapes.ListedCityAnswer,
            city,
            address=_at(request, "api:city", city.slug),
            page=_at(request, "city:home", city.slug),
        )
        return answer

    return Rows(City.objects.all(), listed)


def city(request: Request) -> CityContent:
    return from_row(CityContent, request.actor.city)


def districts(request: Request) -> Rows:
    return Rows(rows(request.actor, District), lambda row: from_row(DistrictContent, row))


def organisations(request: Request) -> Rows:
    return Rows(rows(request.actor, Organisation), lambda row: from_row(OrganisationContent, row))


def _published(request: Request) -> PlanContent:
    plan = queries.published(request.actor)
    if plan is None:
        raise Http404("no plan is published yet")
    return plan


def plan(request: Request) -> Any:
    content = _published(request)
    version = queries.versions(request.actor).filter(plan__current=True)[0]
    return shapes.made(
        shapes.PublishedPlanAnswer,
        content,
        version=version.number,
        published=version.published,
        digest=version.digest,
        actions=tuple(action.key for action in content.actions),
        indicators=tuple(indicator.key for indicator in content.indicators),
    )


def actions(request: Request) -> tuple[ActionContent, ...]:
    return _published(request).actions


def action(request: Request, key: str) -> ActionContent:
    found: ActionContent = _there(_published(request).action(key))
    return found


def _there(found: Any) -> Any:
    if found is None:
        raise Http404("no part of the plan has this key")
    return found


def indicators(request: Request) -> tuple[Any, ...]:
    return tuple(_judged(shapes.ListedIndicatorAnswer, i) for i in _published(request).indicators)


def indicator(request: Request, key: str) -> Any:
    return _judged(shapes.JudgedIndicatorAnswer, _there(_published(request).indicator(key)))


def _judged(shape: type[Any], content: IndicatorContent) -> Any:
    today = standing.judged(content, timezone.localdate())
    newest = standing.newest(content, today)
    now = shapes.made(shapes.StandingAnswer, today, finding=str(today.standing))
    return shapes.made(shape, content, newest=newest, standing=now)


def measurements(request: Request, key: str) -> tuple[MeasurementContent, ...]:
    measured: tuple[MeasurementContent, ...] = _there(
        _published(request).indicator(key)
    ).measurements
    return measured


def measurements_sheet(request: Request, key: str) -> str:
    return sheet.write((key, value) for value in measurements(request, key))


def evidence(request: Request) -> tuple[EvidenceContent, ...]:
    return tuple(each for each in queries.evidence(request.actor) if each.citable)


def happenings(request: Request) -> tuple[HappeningContent, ...]:
    return queries.happenings(request.actor)


def figures(request: Request) -> Rows:
    return Rows(published_figures(request.actor), lambda row: shapes.made(shapes.FigureAnswer, row))


def versions(request: Request) -> Rows:
    return Rows(
        queries.versions(request.actor), lambda row: _version(shapes.VersionAnswer, request, row)
    )


def version(request: Request, number: int) -> shapes.WholeVersionAnswer:
    row = queries.version_or_404(request.actor, number)
    content = queries.content_of(row)
    # What misleads is mostly found out later: today's word counts beside the version's own.
    withdrawn = {each.key for each in queries.evidence(request.actor) if not each.citable}
    cited = tuple(e for e in content.evidence if e.citable and e.key not in withdrawn)
    answer: shapes.WholeVersionAnswer = _version(
        shapes.WholeVersionAnswer, request, row, content=replace(content, evidence=cited)
    )
    return answer


def _version(shape: type[Any], request: Request, row: Any, **given: Any) -> Any:
    frozen = _at(request, "api:version-frozen", request.actor.city.slug, row.number)
    return shapes.made(shape, row, plan=row.plan.key, frozen=frozen, **given)


def frozen(request: Request, number: int) -> str:
    """A version's canonical JSON, byte for byte what its digest was taken of."""
    return canonical(queries.version_or_404(request.actor, number).content)
