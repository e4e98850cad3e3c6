"""The schema that every city's file is held to, and the page that explains it."""

import json
import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError
from jsonschema import Draft202012Validator

from zebrapad.core.cities import content as cities
from zebrapad.core.cities import models as city_models
from zebrapad.core.cities.plain import to_plain
from zebrapad.features.plan import content as plan
from zebrapad.features.plan import models as plan_models
from zebrapad.features.reports import content as reports
from zebrapad.features.reports import models as report_models
from zebrapad.web import exchange

FILE = Path(exchange.__file__).with_name("demo") / "kortrijk.yaml"
EXPLAINED = Path(__file__).resolve().parents[4] / "docs" / "load-format.md"
SHAPES = {
    "city": cities.CityContent,
    "evidence": cities.EvidenceContent,
    "district": cities.DistrictContent,
    "organisation": cities.OrganisationContent,
    "group": cities.GroupContent,
    "dimension": plan.DimensionContent,
    "category": plan.CategoryContent,
    "goal": plan.GoalContent,
    "status": plan.StatusContent,
    "document": plan.DocumentContent,
    "milestone": plan.MilestoneContent,
    "action": plan.ActionContent,
    "target": plan.TargetContent,
    "measurement": plan.MeasurementContent,
    "indicator": plan.IndicatorContent,
    "remark": plan.RemarkContent,
    "plan": plan.PlanContent,
    "happening": plan.HappeningContent,
    "service": reports.ServiceContent,
}
ROWS = {
    "city": city_models.City,
    "evidence": city_models.Evidence,
    "district": city_models.District,
    "organisation": city_models.Organisation,
    "group": city_models.Group,
    "dimension": plan_models.Dimension,
    "goal": plan_models.Goal,
    "status": plan_models.Status,
    "milestone": plan_models.Milestone,
    "action": plan_models.Action,
    "target": plan_models.Target,
    "measurement": plan_models.Measurement,
    "indicator": plan_models.Indicator,
    "remark": plan_models.Remark,
    "plan": plan_models.Plan,
    "happening": plan_models.Happening,
    "service": report_models.Service,
}


@pytest.fixture(scope="module")
def schema():
    return json.loads(exchange.SCHEMA.read_text("utf-8"))


@pytest.fixture(scope="module")
def short_text():
    return json.dumps(shortened(exchange.read(FILE.read_text("utf-8"))))


@pytest.fixture
def short(short_text):
    """The file with the beginning of each list: enough to be wrong in, and quickly read."""
    return json.loads(short_text)


def shortened(value):
    if isinstance(value, dict):
        return {name: shortened(each) for name, each in value.items()}
    return [shortened(each) for each in value[:5]] if isinstance(value, list) else value


def test_the_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_names_the_fields_that_are_read(schema, name):
    shape, read = schema["$defs"][name], {f.name: f for f in fields(SHAPES[name])}
    beside_the_plan = set(exchange.plan.OUTSIDE) if name == "plan" else set()

    assert set(shape["properties"]) == set(read) - beside_the_plan
    assert shape["additionalProperties"] is False
    needed = {n for n, f in read.items() if f.default is MISSING}
    assert set(shape["required"]) == needed


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_has_the_usual_value_of_each_field_that_is_left_out(schema, name):
    shape = schema["$defs"][name]["properties"]
    for field in fields(SHAPES[name]):
        given = shape.get(field.name, {})
        if field.default is not MISSING and "default" in given:
            assert given["default"] == to_plain(field.default)


@pytest.mark.parametrize("name", ROWS)
def test_the_schema_allows_what_the_tables_hold(schema, name):
    shape = schema["$defs"][name]["properties"]
    for field in ROWS[name]._meta.concrete_fields:
        allowed = _whole(schema, shape.get(field.name, {}))
        if field.choices and allowed:
            assert set(allowed["enum"]) == {value for value, _label in field.choices}, field.name
        if field.max_length and allowed.get("type") == "string" and not field.choices:
            longest = allowed.get("maxLength", 10 if "day" in str(allowed) else None)
            assert longest == field.max_length or field.name == "country", field.name


def _whole(schema, allowed):
    """A field's schema with what it refers to."""
    name = allowed.get("$ref", "").removeprefix("#/$defs/")
    return schema["$defs"][name] | allowed if name else allowed


def test_every_field_of_the_schema_is_described(schema):
    for name in [*SHAPES, "version"]:
        for field, allowed in schema["$defs"][name]["properties"].items():
            assert _whole(schema, allowed).get("description"), f"{name}.{field}"


def put(*path):
    """What puts the last of these where the others lead."""
    *way, last, value = path

    def change(file):
        for step in way:
            file = file[step]
        file[last] = value

    return change


def drop(*path):
    *way, last = path

    def change(file):
        for step in way:
            file = file[step]
        del file[last]

    return change


VALUE = ("plan", "indicators", 1, "measurements", 0)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put("tittle", {}), "tittle"),
        (drop("city"), "city"),
        (put("city", "slug", "Kortrijk stad"), "city.slug"),
        (put("city", "slug", "network"), "city.slug"),
        (put("city", "phone", 1777), "city.phone"),
        (put("city", "name", "Kortrijk"), "city.name"),
        (put("city", "name", {}), "city.name"),
        (put("city", "name", {"nl": " "}), "city.name.nl"),
        (put("city", "name", {"Dutch": "Kortrijk"}), "city.name"),
        (put("city", "name", {False: "Kortrijk"}), "city.name"),
        (put("city", "country", "Belgium"), "city.country"),
        (put("districts", 2, "postcode", 8510), "districts[3].postcode"),
        (put("districts", 2, "population", "7.594"), "districts[3].population"),
        (put("districts", 2, "latitude", 508070105), "districts[3].latitude"),
        (put("districts", 2, "latitude", "50,8"), "districts[3].latitude"),
        (put("districts", 2, "population_on", "31/12/2024"), "districts[3].population_on"),
        (drop("districts", 2, "name"), "districts[3]"),
        (put("evidence", 0, "address", "www.kortrijk.be"), "evidence[1].address"),
        (put("evidence", 0, "kind", "website"), "evidence[1].kind"),
        (put("evidence", 0, "citable", "no"), "evidence[1].citable"),
        (put("evidence", 0, "key", "Persbericht 1"), "evidence[1].key"),
        (put("organisations", 0, "name", {"nl": "Stad"}), "organisations[1].name"),
        (put("organisations", 0, "sources", "vrt-2021-05-11"), "organisations[1].sources"),
        (put("plan", "evidence", []), "plan"),
        (put("plan", "starts", "May 2021"), "plan.starts"),
        (put("plan", "actions", 0, "owner", "stad"), "plan.actions[1]"),
        (put("plan", "actions", 0, "statuses", 0, "state", "ok"), "actions[1].statuses[1].state"),
        (put("plan", "actions", 4, "ends", "2025-12-31"), "plan.actions[5]"),
        (put("plan", "actions", 0, "milestones", 0, "done", "yes"), "milestones[1].done"),
        (put("plan", "actions", 0, "milestones", 0, "due", "2024"), "milestones[1].due"),
        (put("plan", "indicators", 1, "polarity", "higher"), "plan.indicators[2].polarity"),
        (put(*VALUE, "value", "1,5"), "measurements[1].value"),
        (put(*VALUE, "value", None), "measurements[1].value"),
        (drop(*VALUE, "value"), "measurements[1]"),
        (put(*VALUE, "low", 1), "measurements[1]"),
        (put(*VALUE, "period", "2021-13"), "measurements[1].period"),
        (put(*VALUE, "period", "11-05-2021"), "measurements[1].period"),
        (put(*VALUE, "slice", "district: heule"), "measurements[1].slice"),
        (put(*VALUE, "certainty", "sure"), "measurements[1].certainty"),
        (put("services", 0, "anonymous", "yes"), "services[1].anonymous"),
        (put("services", 0, "email", "1777"), "services[1].email"),
        (put("happenings", 0, "kind", "party"), "happenings[1].kind"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_usual_mistake_is_refused_with_its_place(short, change, place):
    change(short)

    with pytest.raises(ValidationError) as refused:
        exchange.read(yaml.safe_dump(short, allow_unicode=True))

    assert place in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (put("districts", 2, "key", "heule"), "districts[3]: “heule” stands twice"),
        (put("plan", "actions", 1, "key", "network"), "plan.actions[2]: “network” stands"),
        (
            put("plan", "actions", 0, "milestones", 2, "key", "rcn-member"),
            "plan.actions[1].milestones[3]: “rcn-member” stands twice",
        ),
        (
            put("plan", "actions", 0, "statuses", 1, "period", "2021-01-01/2021-12-31"),
            "plan.actions[1].statuses[2]: “2021” stands twice",
        ),
        (
            put("plan", "indicators", 1, "measurements", 1, "period", "2021-05-11"),
            "plan.indicators[2].measurements[2]: “2021-05-11” stands twice",
        ),
        (
            put("plan", "indicators", 1, "targets", [{"value": 8}, {"value": 9}]),
            "plan.indicators[2].targets[2]: “no year” stands twice",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stands_twice_is_refused_rather_than_lost(short, change, says):
    change(short)

    with pytest.raises(ValidationError) as refused:
        exchange.read(yaml.safe_dump(short, allow_unicode=True))

    assert says in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "change",
    [
        put(*VALUE, "period", 2021),
        put(*VALUE, "period", "2020/2021-05-11"),
        put(*VALUE, "value", 1.5),
        put(*VALUE, "value", "-0.25"),
        put("city", "latitude", 50.8),
        put("districts", 0, "outline", {"type": "Polygon", "coordinates": [[[3, 50], [3, 51]]]}),
    ],
)
def test_what_people_write_by_hand_is_read(short, change):
    change(short)

    exchange.read(yaml.safe_dump(short, allow_unicode=True))


@pytest.fixture(scope="module")
def explained():
    return EXPLAINED.read_text("utf-8")


@pytest.mark.django_db
def test_the_example_that_is_explained_comes_back_as_it_is_written(explained):
    (example,) = re.findall(r"```yaml\n(format: .*?)```", explained, re.DOTALL)
    data = exchange.read(example)

    assert data["city"]["example"] is True
    assert exchange.export(exchange.load(data)) == data


@pytest.mark.parametrize("name", [*SHAPES, "version"])
def test_every_field_is_explained(explained, schema, name):
    heading = f"### {name.capitalize()}\n"
    section = explained.partition(heading)[2].partition("\n### ")[0]
    for field in schema["$defs"][name]["properties"]:
        assert f"`{field}`" in section, f"{name}.{field} is not in docs/load-format.md"
