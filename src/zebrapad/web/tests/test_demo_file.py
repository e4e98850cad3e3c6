"""The demonstration city's file: whole, sourced, in three languages, and the same both ways."""

import copy
from pathlib import Path

import pytest

from zebrapad.core.cities import content as cities
from zebrapad.core.cities import models as city_models
from zebrapad.core.cities.plain import from_plain, to_plain
from zebrapad.features.plan import content as plan
from zebrapad.features.plan import models as plan_models
from zebrapad.features.reports import content as reports
from zebrapad.features.reports import models as report_models
from zebrapad.web import exchange

FILE = Path(exchange.__file__).with_name("demo") / "kortrijk.yaml"
SECTIONS = {
    "evidence": cities.EvidenceContent,
    "districts": cities.DistrictContent,
    "organisations": cities.OrganisationContent,
    "groups": cities.GroupContent,
    "dimensions": plan.DimensionContent,
    "happenings": plan.HappeningContent,
    "services": reports.ServiceContent,
}
TABLES = [
    city_models.Evidence,
    city_models.District,
    city_models.Organisation,
    city_models.Group,
    plan_models.Dimension,
    plan_models.Plan,
    plan_models.Goal,
    plan_models.Action,
    plan_models.Status,
    plan_models.Milestone,
    plan_models.Indicator,
    plan_models.Target,
    plan_models.Measurement,
    plan_models.Remark,
    plan_models.Happening,
    report_models.Service,
]


@pytest.fixture(scope="module")
def kept():
    return exchange.read(FILE.read_text("utf-8"))


@pytest.fixture
def file(kept):
    return copy.deepcopy(kept)


def inside(value):
    """Every group of fields in a file, at any depth."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from inside(each)
    elif isinstance(value, list):
        for each in value:
            yield from inside(each)


def keys_of(items):
    return [each["key"] for each in items]


def test_each_section_comes_back_as_it_is_written(file):
    assert to_plain(from_plain(cities.CityContent, file["city"])) == file["city"]
    assert to_plain(from_plain(plan.PlanContent, file["plan"])) == file["plan"]
    for section, cls in SECTIONS.items():
        for item in file[section]:
            assert to_plain(from_plain(cls, item)) == item


@pytest.mark.django_db
def test_it_is_loaded_and_exported_and_loaded_again_the_same(file):
    city = exchange.load(file)
    assert exchange.export(city) == file

    again = exchange.load(exchange.read(exchange.written(exchange.export(city))))
    assert exchange.export(again) == file


@pytest.mark.django_db
def test_its_rows_are_what_a_form_would_accept_too(file):
    city = exchange.load(file)
    for model in TABLES:
        for row in model.objects.filter(city=city):
            row.full_clean()


def test_no_key_stands_twice(file):
    the_plan = file["plan"]
    lists = [file[section] for section in SECTIONS]
    lists += [the_plan[name] for name in ("goals", "actions", "indicators", "remarks")]
    lists += [action["milestones"] for action in the_plan["actions"]]
    for items in lists:
        assert len(set(keys_of(items))) == len(items)


def test_each_key_that_is_named_is_there(file):
    the_plan = file["plan"]
    evidence, organisations = set(keys_of(file["evidence"])), set(keys_of(file["organisations"]))
    known = {
        "sources": evidence,
        "leads": organisations,
        "partners": organisations,
        "members": organisations,
        "action": set(keys_of(the_plan["actions"])),
        "indicator": set(keys_of(the_plan["indicators"])),
        "goal": set(keys_of(the_plan["goals"])),
    }
    for group in inside(file):
        for name in set(known) & set(group):
            named = group[name] if isinstance(group[name], list) else [group[name]]
            assert set(named) <= known[name], (name, group)


def test_each_slice_is_of_a_dimension_that_is_there(file):
    parts = {f"{d['key']}={c['key']}" for d in file["dimensions"] for c in d["categories"]}
    for indicator in file["plan"]["indicators"]:
        slices = {m["slice"] for m in indicator["measurements"] if "slice" in m}
        assert {part for s in slices for part in s.split(";")} <= parts


def test_each_baseline_is_a_period_that_was_measured(file):
    for indicator in file["plan"]["indicators"]:
        if "baseline" in indicator:
            assert indicator["baseline"] in {m["period"] for m in indicator["measurements"]}


def test_each_piece_of_evidence_is_used(file):
    used = {key for group in inside(file) for key in group.get("sources", ())}
    assert used == set(keys_of(file["evidence"]))


def test_each_address_is_one_piece_of_evidence(file):
    addresses = [e["address"] for e in file["evidence"] if "address" in e]
    assert len(set(addresses)) == len(addresses)


def test_everything_is_said_in_three_languages(file):
    texts = [group for group in inside(file) if "nl" in group]
    assert len(texts) > 500
    for text in texts:
        assert list(text) == ["nl", "en", "fr"]


def test_five_actions_and_sixteen_indicators_stand_with_their_sources(file):
    the_plan = file["plan"]
    assert len(the_plan["actions"]) == 5
    assert len(the_plan["indicators"]) == 16
    for indicator in the_plan["indicators"]:
        assert indicator["definition"]
        for value in indicator["measurements"]:
            assert value["sources"]


def test_what_is_not_known_says_so(file):
    the_plan = file["plan"]
    for remark in the_plan["remarks"]:
        assert (remark["kind"] == "unknown") == (remark.get("certainty") == "unknown")
    for action in the_plan["actions"]:
        for status in action["statuses"]:
            assert (status["state"] == "unknown") == (status.get("certainty") == "unknown")


def test_no_telephone_number_claims_to_have_been_checked(file):
    assert not [service for service in file["services"] if "assured_on" in service]


def test_addresses_about_other_stories_are_not_shown_as_citations(file):
    hidden = {e["key"] for e in file["evidence"] if not e.get("citable", True)}
    assert hidden == {"hln-ab99f2c5", "hln-a986fc4c"}
