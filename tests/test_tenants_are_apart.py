"""No query reaches another city's rows: shown for every model, and for the way rows are read."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

import zebrapad.features
from zebrapad.core.cities.models import City, CityModel
from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.core.figures.publish import Number, publish
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import rows
from zebrapad.core.people.models import Invitation, Person, Seat
from zebrapad.features.plan import actions, queries
from zebrapad.features.plan.models import Reminder
from zebrapad.web import exchange

TENANT_MODELS = [model for model in apps.get_models() if issubclass(model, CityModel)]
ONE_OF_EACH = {
    "format": exchange.FORMAT,
    "evidence": [{"key": "a", "title": {"nl": "Bron"}}],
    "districts": [{"key": "a", "name": {"nl": "Wijk"}, "latitude": 50, "longitude": 3}],
    "organisations": [{"key": "a", "name": "Vereniging"}],
    "groups": [{"key": "a", "name": {"nl": "Werkgroep"}}],
    "services": [{"key": "a", "name": {"nl": "Hulplijn"}}],
    "dimensions": [{"key": "a", "title": {"nl": "Per wijk"}}],
    "happenings": [{"key": "a", "title": {"nl": "Feest"}}],
    "plan": {
        "key": "a",
        "title": {"nl": "Plan"},
        "goals": [{"key": "a", "title": {"nl": "Doel"}}],
        "actions": [
            {
                "key": "a",
                "title": {"nl": "Actie"},
                "statuses": [{"period": "2021", "state": "running"}],
                "milestones": [{"key": "a", "title": {"nl": "Stap"}}],
            }
        ],
        "indicators": [
            {
                "key": "a",
                "title": {"nl": "Cijfer"},
                "targets": [{"value": 3}],
                "measurements": [{"period": "2021", "value": 1}],
            }
        ],
        "remarks": [{"key": "a", "kind": "context", "topic": {"nl": "Nota"}}],
    },
}


def full_city(slug):
    """A city with a row in every table that belongs to cities."""
    city = exchange.load(
        ONE_OF_EACH | {"city": {"slug": slug, "name": {"nl": slug}, "country": "BE"}}
    )
    actor = exchange.keeper(city)
    actions.publish(actor, queries.current_plan(actor), reason=Text({"nl": "Eerste"}))
    publish(actor, "any.figure", period("2021"), Number(None, 0), method="counted")
    person = Person.objects.create_user(f"editor@{slug}.example")
    Seat.objects.create(city=city, person=person, role=Role.EDITOR)
    Invitation.objects.create(city=city, email=f"new@{slug}.example", role=Role.EDITOR)
    Reminder.objects.create(city=city, person=person, about="a", told=timezone.now())
    return city


@pytest.fixture
def two_cities(db):
    return full_city("here"), full_city("elsewhere")


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda m: m.__name__)
def test_rows_are_of_the_actors_city_only(two_cities, model):
    here, elsewhere = two_cities

    mine = rows(exchange.keeper(here), model)

    assert mine.exists(), f"full_city() makes no {model.__name__}"
    assert not mine.exclude(city=here).exists()
    assert rows(exchange.keeper(elsewhere), model).exists()
    assert model.objects.count() > mine.count()


def test_every_table_of_a_city_is_known_to_be_one():
    """A model that points at a city without being a `CityModel` would slip through `rows`."""
    pointing = {
        model
        for model in apps.get_models()
        if any(field.related_model is City for field in model._meta.get_fields() if field.concrete)
    }

    assert {m.__name__ for m in pointing - set(TENANT_MODELS)} == {"Host"}


def reads_past_rows(path):
    """The lines of a module that read a model's rows without saying of which city."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
            yield node.lineno
        # The one thing asked of a manager directly is to make a new row, which names its city.
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("create", "bulk_create")
            and isinstance(node.value, ast.Attribute)
        ):
            yield -node.value.lineno


FEATURE_MODULES = [
    path
    for path in sorted(Path(zebrapad.features.__path__[0]).rglob("*.py"))
    if not {"migrations", "tests"} & set(path.parts)
]


@pytest.mark.parametrize("path", FEATURE_MODULES, ids=lambda p: "/".join(p.parts[-2:]))
def test_a_feature_reads_rows_only_through_the_one_place(path):
    found = list(reads_past_rows(path))

    assert not [line for line in found if line > 0 and -line not in found]
