"""A small plan to write in."""

from datetime import date

import pytest

from zebrapad.core.audit import editing
from zebrapad.core.cities.models import Evidence
from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.features.plan.models import Action, Goal, Indicator, Measurement, Milestone, Plan


@pytest.fixture
def keeper(city):
    return Actor(city, None, frozenset({Role.COORDINATOR}))


@pytest.fixture
def put(keeper):
    """Write a row as the installation does, with its line on the trail."""

    def put(row):
        editing.add(keeper, row, act=f"{row._meta.model_name}.added")
        return row

    return put


@pytest.fixture
def written(put):
    return put(Plan(key="rainbow", title=Text({"nl": "Regenboogplan", "en": "Rainbow plan"})))


@pytest.fixture
def streets(put, written):
    put(Goal(plan=written, key="safe", title=Text({"nl": "Veilig", "en": "Safe"})))
    return put(Action(plan=written, key="streets", title=Text({"nl": "Straten", "en": "Streets"})))


@pytest.fixture
def first(put, streets):
    return put(
        Milestone(
            action=streets,
            key="first",
            title=Text({"nl": "Eerste pad", "en": "First crossing"}),
            due=date(2026, 5, 17),
        )
    )


@pytest.fixture
def crossings(put, streets):
    put(Evidence(key="press", title=Text({"nl": "Persbericht", "en": "Press release"})))
    put(Evidence(key="vrt", title=Text({"nl": "VRT", "en": "A broadcast"})))
    indicator = put(
        Indicator(
            plan=streets.plan,
            action=streets,
            key="crossings",
            title=Text({"nl": "Zebrapaden", "en": "Crossings"}),
        )
    )
    put(Measurement(indicator=indicator, period=period("2021"), value=1, sources=["press", "vrt"]))
    return indicator
