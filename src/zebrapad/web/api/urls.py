"""What the API has: one table, from which its addresses and its description are made."""

from django.urls import path

from zebrapad.core.cities.content import (
    CityContent,
    DistrictContent,
    EvidenceContent,
    OrganisationContent,
)
from zebrapad.core.people.actors import Request
from zebrapad.features.plan.content import ActionContent, HappeningContent, MeasurementContent
from zebrapad.web.api import reading, shapes
from zebrapad.web.api.endpoints import Endpoint, view_of
from zebrapad.web.api.openapi import description

CITY = "cities/<slug:city>/"
PLAN = f"{CITY}plan/"


def describe(request: Request) -> str:
    return description(request, ENDPOINTS)


ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        route="",
        name="index",
        about="What this is, under which licence, and where it begins.",
        read=reading.index,
        gives=shapes.IndexAnswer,
        texts=False,
    ),
    Endpoint(
        route="cities/",
        name="cities",
        about="The cities of this installation.",
        read=reading.cities,
        gives=shapes.ListedCityAnswer,
        many=True,
    ),
    Endpoint(
        route=CITY,
        name="city",
        about="A city.",
        read=reading.city,
        gives=CityContent,
    ),
    Endpoint(
        route=f"{CITY}districts/",
        name="districts",
        about="The parts of the city.",
        read=reading.districts,
        gives=DistrictContent,
        many=True,
    ),
    Endpoint(
        route=f"{CITY}organisations/",
        name="organisations",
        about="Who works on the plan: services of the city and its partners.",
        read=reading.organisations,
        gives=OrganisationContent,
        many=True,
    ),
    Endpoint(
        route=f"{CITY}evidence/",
        name="evidence",
        about="Where the statements come from; `sources` everywhere name these by key.",
        read=reading.evidence,
        gives=EvidenceContent,
        many=True,
    ),
    Endpoint(
        route=f"{CITY}figures/",
        name="figures",
        about="The published figures, each as it stands now.",
        read=reading.figures,
        gives=shapes.FigureAnswer,
        many=True,
        texts=False,
    ),
    Endpoint(
        route=f"{CITY}happenings/",
        name="happenings",
        about="What happened around the plan, newest first.",
        read=reading.happenings,
        gives=HappeningContent,
        many=True,
    ),
    Endpoint(
        route=PLAN,
        name="plan",
        about="The plan as it is published: text of the newest version, state of today.",
        read=reading.plan,
        gives=shapes.PublishedPlanAnswer,
    ),
    Endpoint(
        route=f"{PLAN}actions/",
        name="actions",
        about="The actions of the plan with their milestones and how they stand.",
        read=reading.actions,
        gives=ActionContent,
        many=True,
    ),
    Endpoint(
        route=f"{PLAN}actions/<slug:key>/",
        name="action",
        about="One action.",
        read=reading.action,
        gives=ActionContent,
    ),
    Endpoint(
        route=f"{PLAN}indicators/",
        name="indicators",
        about="What the plan is judged by, with the newest value and how it stands today.",
        read=reading.indicators,
        gives=shapes.ListedIndicatorAnswer,
        many=True,
    ),
    Endpoint(
        route=f"{PLAN}indicators/<slug:key>/",
        name="indicator",
        about="One indicator with all its values.",
        read=reading.indicator,
        gives=shapes.JudgedIndicatorAnswer,
    ),
    Endpoint(
        route=f"{PLAN}indicators/<slug:key>/measurements/",
        name="measurements",
        about="The values of one indicator, oldest first; of the total and of its parts.",
        read=reading.measurements,
        gives=MeasurementContent,
        many=True,
        sheet=reading.measurements_sheet,
    ),
    Endpoint(
        route=f"{PLAN}versions/",
        name="versions",
        about="Every version that was published, newest first.",
        read=reading.versions,
        gives=shapes.VersionAnswer,
        many=True,
    ),
    Endpoint(
        route=f"{PLAN}versions/<int:number>/",
        name="version",
        about="The plan as it was published then, with the state that it had then.",
        read=reading.version,
        gives=shapes.WholeVersionAnswer,
    ),
    Endpoint(
        route=f"{PLAN}versions/<int:number>/frozen/",
        name="version-frozen",
        about=(
            "The version byte for byte as it is kept, in the shape of the load format: "
            "the SHA-256 of this answer is the version's digest."
        ),
        read=reading.frozen,
        gives=None,
        texts=False,
    ),
    Endpoint(
        route="openapi.json",
        name="openapi",
        about="This description.",
        read=describe,
        gives=None,
        texts=False,
    ),
)

app_name = "api"
urlpatterns = [path(each.route, view_of(each), name=each.name) for each in ENDPOINTS]
