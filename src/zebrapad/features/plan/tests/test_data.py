"""What can be fetched: sheets, files, the feed and the document, through their addresses."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client

from zebrapad.core.cities.models import Evidence
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.features.plan import actions, exchange, queries, sheet

pytestmark = pytest.mark.django_db

HOSTILE = '#panic("out") *bold* $x^2$ <b> & \\ @ref `raw` [link]'


@pytest.fixture
def coordinator(city):
    return Actor(city, None, frozenset({Role.COORDINATOR}))


@pytest.fixture
def plan(city, coordinator):
    """A small plan with one value of everything that a file may hold."""
    Evidence.objects.create(city=city, key="press", title=Text({"nl": "Persbericht"}))
    data = {
        "plan": {
            "key": "rainbow",
            "title": {"nl": "Regenboogplan", "en": "Rainbow plan"},
            "summary": {"nl": "Kort."},
            "starts": "2021",
            "actions": [
                {
                    "key": "streets",
                    "title": {"nl": "Straten", "en": "Streets"},
                    "text": {"nl": HOSTILE},
                    "milestones": [{"key": "first", "title": {"nl": "Eerste"}, "done": "2021-05"}],
                }
            ],
            "indicators": [
                {
                    "key": "crossings",
                    "action": "streets",
                    "title": {"nl": "Zebrapaden", "en": "Crossings"},
                    "unit": {"nl": "stuks"},
                    "polarity": "up",
                    "baseline": "2021",
                    "targets": [{"value": 8, "year": 2030}],
                    "measurements": [
                        {"period": "2021", "value": 1, "sources": ["press"]},
                        {"period": "2022", "value": "3.5", "low": 3, "high": 4, "n": 12},
                        {"period": "2022", "slice": "district=heule", "value": 1},
                    ],
                }
            ],
        },
        "happenings": [
            {"key": "opening", "title": {"nl": "Opening <3 & \x0b"}, "period": "2021-05-11"},
            {"key": "cafe", "title": {"nl": "Café"}, "action": "streets"},
        ],
    }
    exchange.load(coordinator, data)
    return actions.publish(
        coordinator, queries.current_plan(coordinator), reason=Text({"nl": "Eerste versie"})
    )


@pytest.fixture
def fetch(plan):
    def fetch(address, language="nl", **headers):
        return Client().get(f"/{language}/here/{address}", headers=headers)

    return fetch


# --- Sheets and files -------------------------------------------------------------------


def test_the_values_come_as_a_sheet_that_can_be_brought_in_again(fetch):
    answer = fetch("plan/indicators/crossings.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert 'filename="here-crossings.csv"' in answer.headers["Content-Disposition"]
    lines = [line.cells for line in sheet.read(answer.content.decode())]
    assert [(c["period"], c["part"], c["value"], c["from"], c["n"]) for c in lines] == [
        ("2021", "", "1", "", ""),
        ("2022", "", "3.5", "3", "12"),
        ("2022", "district=heule", "1", "", ""),
    ]
    assert lines[0]["sources"] == "press"


def test_excel_in_flanders_gets_the_sheet_in_its_own_spelling(fetch):
    answer = fetch("plan/indicators/crossings.csv?for=excel")

    text = answer.content.decode()
    assert text.startswith("\N{BYTE ORDER MARK}indicator;period;part;")
    assert ";3,5;12;3;4;" in text
    assert [line.cells["value"] for line in sheet.read(text)] == ["1", "3,5", "1"]


def test_another_spelling_is_refused_with_the_mend(fetch):
    assert fetch("plan/indicators/crossings.csv?for=lotus").status_code == 400


def test_a_file_of_one_indicator_stands_alone(fetch):
    answer = fetch("plan/indicators/crossings.json")

    content = json.loads(answer.content)
    assert content["indicator"]["title"] == {"nl": "Zebrapaden", "en": "Crossings"}
    assert content["indicator"]["measurements"][1]["value"] == 3.5
    assert [evidence["key"] for evidence in content["evidence"]] == ["press"]
    assert content["licence"].startswith("https://")


@pytest.mark.parametrize("address", ["plan/indicators/nothing.csv", "plan/indicators/nothing.json"])
def test_what_the_plan_does_not_have_is_not_there(fetch, address):
    assert fetch(address).status_code == 404


@pytest.mark.parametrize("address", ["plan.pdf", "plan/indicators/crossings.csv"])
def test_before_the_first_version_nothing_can_be_fetched(city, address):
    assert Client().get(f"/nl/here/{address}").status_code == 404


# --- The feed -----------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ("id", "title", "updated")


def assert_is_atom(document):
    """What RFC 4287 asks of a feed, as far as a document alone can show it."""
    root = ET.fromstring(document)  # noqa: S314 - our own
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ONCE:
            assert len(element.findall(ATOM + name)) == 1, name
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext(f"{ATOM}id"))
        moment = element.findtext(f"{ATOM}updated")
        assert MOMENT.fullmatch(moment)
        assert datetime.fromisoformat(moment).tzinfo
        for link in element.findall(f"{ATOM}link"):
            assert link.get("href").startswith("http://testserver/")
        kinds = [link.get("rel") for link in element.findall(f"{ATOM}link")]
        assert kinds.count("alternate") == 1
    assert root.find(f"{ATOM}author").findtext(f"{ATOM}name")
    assert "self" in [link.get("rel") for link in root.findall(f"{ATOM}link")]
    names = [each.findtext(f"{ATOM}id") for each in (root, *entries)]
    assert len(names) == len(set(names))
    newest = max(e.findtext(f"{ATOM}updated") for e in entries)
    assert root.findtext(f"{ATOM}updated") == newest
    return {e.findtext(f"{ATOM}title"): e for e in entries}


def test_the_feed_tells_what_happened_what_was_published_and_what_was_measured(fetch):
    answer = fetch("news.atom", language="en")

    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = assert_is_atom(answer.content)
    assert set(entries) == {
        "Opening <3 & \N{REPLACEMENT CHARACTER}",
        "Café",
        "Crossings: 1\N{NO-BREAK SPACE}stuks",
        "Crossings: 3.5\N{NO-BREAK SPACE}stuks",
        "Version 1 of the plan is published",
    }, "the part of a total has no entry of its own"
    assert entries["Café"].get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"


def test_an_entry_keeps_its_name_and_tells_when_it_changed(fetch, coordinator):
    before = assert_is_atom(fetch("news.atom").content)
    indicator = exchange.export(coordinator)
    indicator["plan"]["indicators"][0]["measurements"][0]["note"] = {"nl": "Nageteld."}
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        exchange.load(coordinator, indicator)

    after = assert_is_atom(fetch("news.atom").content)

    moved = {
        title
        for title, entry in after.items()
        if entry.findtext(f"{ATOM}updated") != before[title].findtext(f"{ATOM}updated")
    }
    assert moved == {"Zebrapaden: 1\N{NO-BREAK SPACE}stuks"}
    assert all(
        entry.findtext(f"{ATOM}id") == before[title].findtext(f"{ATOM}id")
        for title, entry in after.items()
    )
    assert next(iter(after)) == "Zebrapaden: 1\N{NO-BREAK SPACE}stuks", (
        "what changed last stands first"
    )


def test_a_city_without_news_has_a_feed_all_the_same(city):
    answer = Client().get("/nl/here/news.atom")

    assert answer.status_code == 200
    assert not ET.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own


def test_nothing_unpublished_is_in_the_feed(city, coordinator, plan):
    draft = exchange.export(coordinator)
    draft["plan"]["indicators"].append(
        {
            "key": "secret",
            "title": {"nl": "Geheim"},
            "measurements": [{"period": "2023", "value": 1}],
        }
    )
    exchange.load(coordinator, draft)

    assert b"Geheim" not in Client().get("/nl/here/news.atom").content


# --- The document -------------------------------------------------------------------------


def test_the_plan_comes_as_an_accessible_document_in_the_language_of_the_address(plan):
    dutch, french = (Client().get(f"/{lang}/here/plan.pdf") for lang in ("nl", "fr"))

    assert dutch.headers["Content-Type"] == "application/pdf"
    assert dutch.content.startswith(b"%PDF-1.7")
    assert b"/Lang(nl)" in dutch.content
    assert b"/Lang(fr)" in french.content
    assert b"/StructTreeRoot" in dutch.content
    assert b"/MarkInfo<</Marked true" in dutch.content
    assert b"/Title(Regenboogplan)" in dutch.content
    assert b"pdfuaid:part>1<" in dutch.content, "it says that it keeps PDF/UA-1"


def test_the_same_version_on_the_same_day_is_the_same_document(plan, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        one, other = (Client().get("/nl/here/plan.pdf").content for _ in range(2))
    with time_machine.travel(datetime(2031, 1, 2, tzinfo=UTC), tick=False):
        later = Client().get("/nl/here/plan.pdf").content

    assert one == other
    assert later != one


def test_a_letter_that_no_font_has_does_not_keep_the_plan_from_its_reader(coordinator, plan):
    draft = exchange.export(coordinator)
    draft["plan"]["summary"] = {"nl": "彩虹 \U0001f308"}
    exchange.load(coordinator, draft)
    actions.publish(coordinator, queries.current_plan(coordinator), reason=Text())

    answer = Client().get("/nl/here/plan.pdf")

    assert answer.status_code == 200
    assert b"/StructTreeRoot" in answer.content
    assert b"pdfuaid" not in answer.content


def test_everything_fetched_is_kept_until_something_changes(fetch, coordinator):
    address = "plan/indicators/crossings.csv"
    tag = fetch(address).headers["ETag"]
    assert fetch(address, if_none_match=tag).status_code == 304

    changed = exchange.export(coordinator)
    changed["plan"]["indicators"][0]["measurements"][0]["value"] = 2
    exchange.load(coordinator, changed)

    answer = fetch(address, if_none_match=tag)
    assert answer.status_code == 200
    assert b"crossings,2021,,,2," in answer.content
