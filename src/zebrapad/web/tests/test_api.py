"""The read API: every answer fits its description, and the description is all there is."""

import csv
import hashlib
import io
import json
import re
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import URLPattern, get_resolver
from jsonschema import Draft202012Validator

from zebrapad.core.cities.models import City
from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.core.figures.publish import Number, publish
from zebrapad.features.plan import actions, queries
from zebrapad.web import exchange

pytestmark = pytest.mark.django_db

FILE = {
    "format": exchange.FORMAT,
    "city": {
        "slug": "here",
        "name": {"nl": "Hier", "en": "Here"},
        "country": "BE",
        "latitude": "50.828",
        "identifiers": {"nis": "00000"},
    },
    "evidence": [
        {"key": "press", "title": {"nl": "Persbericht"}, "address": "https://example.org/a"},
        {"key": "misleading", "title": {"nl": "Ander verhaal"}, "citable": False},
    ],
    "districts": [
        {"key": "centre", "name": {"nl": "Centrum"}, "latitude": "50.8", "longitude": "3.2"},
        {"key": "heule", "name": {"nl": "Heule"}, "latitude": "50.9", "longitude": "3.2"},
        {"key": "bissegem", "name": {"nl": "Bissegem"}, "latitude": "50.8", "longitude": "3.1"},
    ],
    "organisations": [{"key": "out", "name": "Go-out!", "kind": "association"}],
    "plan": {
        "key": "rainbow",
        "title": {"nl": "Regenboogplan", "en": "Rainbow plan"},
        "starts": "2021",
        "goals": [{"key": "safe", "title": {"nl": "Veilig"}}],
        "actions": [
            {
                "key": "streets",
                "goal": "safe",
                "title": {"nl": "Straten"},
                "statuses": [{"period": "2021-05", "state": "running"}],
                "milestones": [
                    {
                        "key": "first",
                        "title": {"nl": "Eerste"},
                        "due": "2021-06-01",
                        "done": "2021-05",
                        "documents": [
                            {"title": {"nl": "Foto"}, "address": "https://example.org/b"}
                        ],
                    }
                ],
            }
        ],
        "indicators": [
            {
                "key": "crossings",
                "action": "streets",
                "title": {"nl": "Zebrapaden"},
                "polarity": "up",
                "baseline": "2021",
                "targets": [{"value": 8, "year": 2030}],
                "measurements": [
                    {"period": "2021", "value": 1, "sources": ["press"]},
                    {"period": "2022", "value": "3.5", "low": 3, "high": 4, "n": 12},
                ],
            }
        ],
        "remarks": [{"key": "unsure", "kind": "unknown", "topic": {"nl": "Hoeveel?"}}],
    },
    "dimensions": [
        {
            "key": "district",
            "title": {"nl": "Deelgemeente"},
            "categories": [{"key": "heule", "title": {"nl": "Heule"}}],
        }
    ],
    "happenings": [{"key": "opening", "title": {"nl": "Opening"}, "period": "2021-05-11"}],
}


@pytest.fixture
def place(db):
    city = exchange.load(FILE)
    actor = exchange.keeper(city)
    actions.publish(actor, queries.current_plan(actor), reason=Text({"nl": "Eerste"}))
    publish(actor, "city.districts", period("2021"), Number(value=3, n=3), method="counted")
    return City.objects.get(pk=city.pk)


@pytest.fixture
def ask(place):
    def ask(address="", **headers):
        return Client().get(f"/api/v1/{address}", headers=headers)

    return ask


@pytest.fixture
def document(ask):
    return ask("openapi.json").json()


NAMED = {"city": "here", "number": 1}
KEYS = {"actions": "streets", "indicators": "crossings"}


def filled(path):
    """A path of the description with names that are there."""
    key = next((k for part, k in KEYS.items() if f"/{part}/" in path), "")
    return path.format(**NAMED, key=key).lstrip("/")


def resolved(document, schema):
    return Draft202012Validator(
        {**schema, "components": document["components"]},
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def checker(document, path, status="200", media="application/json"):
    response = document["paths"][path]["get"]["responses"][status]
    if "$ref" in response:
        response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return resolved(document, response["content"][media]["schema"])


@pytest.mark.parametrize("query", ["", "?lang=nl", "?lang=fr"])
def test_every_answer_fits_its_description(ask, document, query):
    for path, item in document["paths"].items():
        takes = {parameter["name"] for parameter in item["get"]["parameters"]}
        answer = ask(filled(path) + (query if "lang" in takes else ""))

        assert answer.status_code == 200, path
        checker(document, path).validate(answer.json())
        assert answer.headers["ETag"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_description_names_every_address_and_no_other(document):
    api = next(r for r in get_resolver().url_patterns if getattr(r, "namespace", "") == "api")
    routes = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
        for pattern in api.url_patterns
        if isinstance(pattern, URLPattern)
    }

    assert routes == set(document["paths"])


def test_the_schemas_are_schemas(document):
    assert document["openapi"] == "3.1.0"
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_a_shape_that_lacks_or_adds_something_does_not_fit(ask, document):
    path = "/cities/{city}/plan/actions/{key}/"
    content = ask(filled(path)).json()
    check = checker(document, path)

    assert check.is_valid(content)
    assert not check.is_valid(content | {"more": 1})
    assert not check.is_valid({k: v for k, v in content.items() if k != "key"})
    assert not check.is_valid(content | {"milestones": [{"key": "first"}]})


# --- What is read -----------------------------------------------------------------------


def test_the_index_says_where_to_begin_and_under_which_licence(ask, settings):
    content = ask().json()

    assert content["licence"] == settings.DATA_LICENCE
    assert content["cities"] == "http://testserver/api/v1/cities/"
    assert ask("cities/").json()["items"][0]["address"] == "http://testserver/api/v1/cities/here/"


def test_texts_come_in_all_languages_or_in_one(ask):
    address = "cities/here/plan/"

    assert ask(address).json()["title"] == {"nl": "Regenboogplan", "en": "Rainbow plan"}
    english = ask(f"{address}?lang=en")
    assert english.json()["title"] == "Rainbow plan"
    assert english.headers["Content-Language"] == "en"
    assert ask(f"{address}?lang=fr").json()["title"] is None, "not said, so not passed off as said"


def test_an_indicator_says_how_it_stands(ask):
    content = ask("cities/here/plan/indicators/").json()["items"][0]

    assert content["newest"]["value"] == 3.5
    assert content["standing"]["finding"] == "moving_toward"
    assert "measurements" not in content


def test_only_what_may_be_cited_is_evidence(ask):
    keys = [each["key"] for each in ask("cities/here/evidence/").json()["items"]]

    assert keys == ["press"]


def test_a_draft_is_seen_by_nobody(ask, place):
    draft = exchange.export(place)
    draft["plan"]["title"] = {"nl": "Ander plan"}
    draft["plan"]["actions"].append({"key": "secret", "title": {"nl": "Geheim"}})
    exchange.load(draft)

    assert ask("cities/here/plan/").json()["title"]["nl"] == "Regenboogplan"
    assert ask("cities/here/plan/actions/secret/").status_code == 404
    for path in ask("openapi.json").json()["paths"]:
        answer = ask(filled(path)).content.decode()
        assert "Geheim" not in answer
        assert "Ander plan" not in answer


def test_a_source_that_is_not_to_be_cited_is_left_out_of_versions_too(ask, place):
    def shown():
        content = ask("cities/here/plan/versions/1/").json()["content"]
        return [each["key"] for each in content["evidence"]]

    assert shown() == ["press"]
    later = exchange.export(place)
    later["evidence"][0]["citable"] = later["evidence"][1]["citable"] = False
    exchange.load(later)
    assert shown() == []


def test_the_digest_of_a_version_can_be_checked_by_anyone(ask):
    version = ask("cities/here/plan/versions/").json()["items"][0]
    frozen = Client().get(version["frozen"])

    assert hashlib.sha256(frozen.content).hexdigest() == version["digest"]


@pytest.mark.parametrize(
    ("address", "headers"),
    [("?format=csv", {}), ("", {"accept": "text/csv"})],
)
def test_measurements_come_as_a_sheet_too(ask, address, headers):
    answer = ask(f"cities/here/plan/indicators/crossings/measurements/{address}", **headers)

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert "Accept" in answer.headers["Vary"].split(", ")
    values = [row["value"] for row in csv.DictReader(io.StringIO(answer.content.decode()))]
    assert values == ["1", "3.5"]


def test_json_and_sheet_of_one_address_are_kept_apart(ask):
    address = "cities/here/plan/indicators/crossings/measurements/"

    kinds = [
        ask(address, accept=kind).headers["Content-Type"].split(";")[0]
        for kind in ("application/json", "text/csv", "*/*", "text/csv")
    ]

    assert kinds == ["application/json", "text/csv", "application/json", "text/csv"]


# --- Paging and keeping -----------------------------------------------------------------


def test_a_list_comes_in_pages_that_lead_to_one_another(ask):
    address, seen = "http://testserver/api/v1/cities/here/districts/?per_page=2", []
    while address:
        answer = Client().get(address)
        content = answer.json()
        assert (content["total"], content["pages"]) == (3, 2)
        seen += [each["key"] for each in content["items"]]
        address = content["next"]

    assert seen == ["centre", "heule", "bissegem"]
    assert 'page=1&per_page=2>; rel="prev"' in answer.headers["Link"]
    assert 'rel="next"' not in answer.headers["Link"]


def test_links_keep_what_was_asked(ask):
    link = ask("cities/here/districts/?lang=nl&per_page=2").headers["Link"]

    assert 'lang=nl&page=2&per_page=2>; rel="next"' in link


def test_what_did_not_change_is_a_short_answer(ask, place):
    address = "cities/here/districts/"
    tag = ask(address).headers["ETag"]

    short = ask(address, if_none_match=tag)
    assert (short.status_code, short.content) == (304, b"")
    assert short.headers["Access-Control-Allow-Origin"] == "*"

    changed = exchange.export(place)
    changed["districts"].pop()
    exchange.load(changed)
    assert ask(address, if_none_match=tag).json()["total"] == 2


def test_a_kept_answer_asks_the_database_for_the_city_only(ask, django_assert_num_queries):
    ask("cities/here/plan/indicators/")

    with django_assert_num_queries(1):
        ask("cities/here/plan/indicators/")


# --- What goes wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "parameter", "says"),
    [
        ("cities/here/plan/?lang=tlh", "lang", "nl, en, fr"),
        ("cities/here/districts/?page=0", "page", "from 1"),
        ("cities/here/districts/?page=x", "page", "from 1"),
        ("cities/here/districts/?page=99", "page", "The last page is 1"),
        ("cities/here/districts/?page=²", "page", "from 1"),
        ("cities/here/districts/?per_page=201", "per_page", "to 200"),
        ("cities/here/districts/?per_page=99999999999999999999", "per_page", "to 200"),
        ("cities/here/districts/?per_page=000000001" + "0" * 4300, "per_page", "to 200"),
        ("cities/here/districts/?per_page=020", "per_page", "to 200"),
        ("cities/here/districts/?size=3", "size", "lang, page, per_page"),
        ("cities/here/?page=1", "page", "lang"),
        ("?lang=nl", "lang", "no parameters"),
        ("cities/here/plan/indicators/crossings/measurements/?format=xml", "format", "json or csv"),
        (
            "cities/here/plan/indicators/crossings/measurements/?format=csv&page=2",
            "page",
            "It knows: format",
        ),
    ],
)
def test_a_wrong_parameter_is_named_with_its_mend(ask, document, address, parameter, says):
    answer = ask(address, accept_language="en")

    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    content = answer.json()
    assert content["parameter"] == parameter
    assert says in content["detail"]
    assert content["type"].endswith("openapi.json#/components/responses/WrongParameter")
    checker(document, "/cities/{city}/", "400", "application/problem+json").validate(content)


@pytest.mark.parametrize(
    "address",
    [
        "cities/nowhere/",
        "cities/nowhere/plan/",
        "cities/here/plan/actions/nothing/",
        "cities/here/plan/indicators/nothing/",
        "cities/here/plan/indicators/nothing/measurements/",
        "cities/here/plan/indicators/nothing/measurements/?format=csv",
        "cities/here/plan/versions/9/",
        "nothing/",
    ],
)
def test_what_is_not_there_is_said_in_json(ask, document, address):
    answer = ask(address)

    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")
    checker(document, "/cities/{city}/", "404", "application/problem+json").validate(answer.json())


def test_before_the_first_version_there_is_no_plan(city):
    assert Client().get("/api/v1/cities/here/plan/").status_code == 404
    assert Client().get("/api/v1/cities/here/plan/versions/").json()["items"] == []


@pytest.mark.parametrize("where", ["middleware.city_named", "api.reading.from_row"])
def test_a_database_that_is_away_is_said_in_json(place, where):
    browser = Client(raise_request_exception=False)
    with patch(f"zebrapad.web.{where}", side_effect=OperationalError):
        answer = browser.get("/api/v1/cities/here/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert json.loads(answer.content)["status"] == 503


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_api_is_read_and_never_written_to(place, method):
    browser = Client(enforce_csrf_checks=True)

    answer = getattr(browser, method)("/api/v1/cities/here/")

    assert answer.status_code in (403, 405)


def test_a_page_elsewhere_may_ask_before_it_asks(place):
    answer = Client().options(
        "/api/v1/cities/here/",
        headers={"origin": "https://example.org", "access-control-request-method": "GET"},
    )

    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
