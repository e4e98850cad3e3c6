"""The plan as a reader meets it: through its addresses, on a day that the test names."""

import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db.models import F
from django.test import Client

from zebrapad.core.cities.models import City, Evidence, Organisation
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.features.plan import actions, exchange, queries
from zebrapad.features.plan.models import Action, Plan

pytestmark = pytest.mark.django_db

PLAN = {
    "plan": {
        "key": "rainbow",
        "title": {"nl": "Regenboogplan", "en": "Rainbow plan"},
        "summary": {"nl": "Vijf acties.", "en": "Five actions."},
        "starts": "2021-05",
        "goals": [{"key": "safe", "title": {"nl": "Veilig", "en": "Safe"}}],
        "actions": [
            {
                "key": "streets",
                "goal": "safe",
                "title": {"nl": "Zichtbare symbolen", "en": "Visible symbols"},
                "working_title": {"nl": "Symbolen", "en": "Symbols"},
                "leads": ["mobility"],
                "planning_code": "AC-4.2",
                "blocked_by": {"en": "The road works on the square"},
                "unblocked_when": {"en": "The square is laid again"},
                "sources": ["press"],
                "milestones": [
                    {
                        "key": "first",
                        "title": {"nl": "Het eerste zebrapad", "en": "The first crossing"},
                        "due": "2021-06-01",
                        "done": "2021-05-11",
                        "documents": [
                            {"title": {"en": "Photograph"}, "address": "https://kortrijk.example/p"}
                        ],
                    },
                    {"key": "all", "title": {"en": "All districts"}, "due": "2022-05-17"},
                    {"key": "someday", "title": {"en": "A bench"}, "certainty": "inferred"},
                ],
                "statuses": [
                    {"period": "2021", "state": "running", "text": {"en": "One was laid."}},
                    {"period": "2022", "state": "unknown", "certainty": "unknown"},
                ],
            },
            {"key": "schools", "title": {"nl": "Scholen", "en": "Schools"}},
        ],
        "indicators": [
            {
                "key": "bullied",
                "action": "schools",
                "title": {"nl": "Gepeste leerlingen", "en": "Bullied pupils"},
                "definition": {"en": "Pupils who say that they were bullied."},
                "unit": {"nl": "%", "en": "%"},
                "kind": "share",
                "polarity": "down",
                "baseline": "2019",
                "next_due": "2027-01-31",
                "targets": [{"value": 40, "year": 2030}],
                "measurements": [
                    {"period": "2019", "value": 46, "sources": ["press"]},
                    {"period": "2023", "value": 67, "low": 60, "high": 74, "n": 120},
                    {"period": "2023", "slice": "sex=x", "value": 80, "certainty": "inferred"},
                ],
            },
            {
                "key": "tests",
                "action": "streets",
                "title": {"en": "Tests"},
                "measurements": [{"period": "2022", "slice": "sex=x", "value": 3}],
            },
            {"key": "empty", "title": {"en": "Whatever else"}},
        ],
        "remarks": [
            {
                "key": "when",
                "kind": "contradiction",
                "topic": {"en": "When the crossing was laid"},
                "text": {"en": "In May."},
                "other": {"en": "In June."},
                "action": "streets",
                "sources": ["press"],
            },
            {"key": "cost", "kind": "unknown", "topic": {"en": "What it cost"}},
        ],
    },
    "dimensions": [
        {
            "key": "sex",
            "title": {"en": "sex"},
            "categories": [{"key": "x", "title": {"en": "people with an X"}}],
        }
    ],
    "happenings": [
        {
            "key": "opening",
            "title": {"en": "The crossing is opened"},
            "period": "2021-05-11",
            "action": "streets",
            "sources": ["press"],
        },
        {"key": "cafe", "title": {"en": "Café"}, "recurrence": {"en": "Every month"}},
    ],
}
TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def keeper(city):
    return Actor(city, None, frozenset({Role.COORDINATOR}))


@pytest.fixture
def loaded(city, keeper):
    Evidence.objects.create(
        city=city, key="press", title=Text({"nl": "Persbericht"}), address="https://press.example/1"
    )
    Evidence.objects.create(city=city, key="astray", title=Text({"nl": "X"}), citable=False)
    Organisation.objects.create(city=city, key="mobility", name="Mobility")
    exchange.load(keeper, PLAN)


@pytest.fixture
def published(loaded, keeper):
    return actions.publish(keeper, queries.current_plan(keeper), reason=Text({"en": "The first"}))


@pytest.fixture
def page(client):
    def page(address, language="en", status=200):
        with time_machine.travel(TODAY, tick=False):
            answer = client.get(f"/{language}/here/{address}")
        assert answer.status_code == status
        return re.sub(r"\s+", " ", answer.content.decode())

    return page


PAGES = [
    "plan/",
    "plan/actions/streets/",
    "plan/indicators/bullied/",
    "plan/evidence/",
    "plan/evidence/press/",
    "plan/timeline/",
    "plan/versions/",
    "plan/versions/1/",
    "plan/versions/1/compare/1/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_was_read_before_costs_no_more_than_three_queries(
    published, address, django_assert_max_num_queries
):
    browser = Client()
    browser.get(f"/en/here/{address}")

    with django_assert_max_num_queries(3):
        answer = browser.get(f"/en/here/{address}")

    assert answer.status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_reader_gets_no_cookie_and_the_same_page_as_anyone(published, address):
    answer = Client().get(f"/en/here/{address}")

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_before_the_first_version_the_plan_says_that_there_is_none(loaded, page):
    assert "No plan is published yet" in page("plan/")
    assert "No version is published yet" in page("plan/versions/")
    assert "The city has not published its plan yet." in page("plan/actions/streets/", status=404)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("plan/actions/nothing/", "The plan has no action “nothing”."),
        ("plan/indicators/nothing/", "The plan has no indicator “nothing”."),
        ("plan/evidence/nothing/", "There is no source “nothing”."),
        ("plan/evidence/astray/", "There is no source “astray”."),
        ("plan/versions/9/", "There is no version 9."),
        ("plan/versions/1/compare/9/", "There is no version 9."),
    ],
)
def test_what_is_not_in_the_plan_is_named_and_the_way_on_is_shown(published, page, address, says):
    answer = page(address, status=404)

    assert says in answer
    assert 'href="/en/here/plan/"' in answer
    assert 'href="/en/here/search/"' in answer


def test_the_plan_shows_its_actions_with_their_state_and_what_is_known_of_it(published, page):
    answer = page("plan/")

    assert "1 of 3 steps done" in answer
    assert "Last known, <time" in answer
    assert "Under way" in answer
    assert ">Late<" in answer
    assert ">Blocked<" in answer


def test_what_goes_the_wrong_way_is_counted_as_such_on_the_card(published, page):
    assert "1 indicator: 1 goes the wrong way" in page("plan/")


def test_indicators_without_an_action_are_listed_too(published, page):
    answer = page("plan/")

    assert "The whole plan" in answer
    assert "Whatever else" in answer


def test_the_plan_points_to_where_sources_disagree_and_says_what_is_not_known(published, page):
    answer = page("plan/")

    assert 'href="/en/here/plan/actions/streets/#remark-when"' in answer
    assert "What it cost" in answer


def test_an_action_says_all_that_was_promised_and_what_came_of_it(published, page):
    answer = page("plan/actions/streets/")

    for words in (
        "Symbols",
        "Visible symbols",
        "AC-4.2",
        "Mobility",
        "The road works on the square",
        "The square is laid again",
        'href="https://kortrijk.example/p"',
        "Done: 11 May 2021",
        "Late: due 17 May 2022",
        "Not done yet, without a date",
        "Derived, not stated as such",
        "1 step is late. The oldest date passed 1651 days ago.",
        "One was laid.",
        "The crossing is opened",
        "In May.",
        "In June.",
    ):
        assert words in answer


def test_an_action_without_anything_says_so(published, page):
    answer = page("plan/actions/schools/")

    assert "No steps were published for this action." in answer
    assert "not known" in answer


def test_an_indicator_that_goes_the_wrong_way_says_so_in_a_sentence(published, page):
    answer = page("plan/indicators/bullied/")

    assert "It goes the wrong way." in answer
    assert "From 46% (2019) to 67% (2023)." in answer
    assert "40% by the end of 2030" in answer
    assert "Lower is better" in answer
    assert "31 January 2027" in answer


def test_an_indicator_is_drawn_and_listed_and_can_be_fetched(published, page):
    answer = page("plan/indicators/bullied/")

    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in answer
    assert "60 to 74" in answer
    assert "people with an X" in answer
    assert 'href="/en/here/plan/indicators/bullied.csv"' in answer
    assert 'href="/en/here/plan/indicators/bullied.json"' in answer


def test_a_part_never_stands_in_for_the_total(published, page):
    answer = page("plan/indicators/tests/")

    assert "Only parts were measured; the total is not known." in answer
    assert "<svg xmlns" not in answer


def test_an_indicator_that_was_never_measured_says_so(published, page):
    assert "Nothing has been measured yet." in page("plan/indicators/empty/")


def test_a_source_says_what_rests_on_it_and_leads_there(published, page):
    answer = page("plan/evidence/press/")

    assert 'href="https://press.example/1"' in answer
    assert 'href="/en/here/plan/actions/streets/#"' in answer
    assert 'href="/en/here/plan/actions/streets/#remark-when"' in answer
    assert 'href="/en/here/plan/indicators/bullied/#values"' in answer
    assert 'href="/en/here/plan/timeline/#happening-opening"' in answer


def test_a_source_that_may_not_be_shown_is_only_counted(published, page):
    answer = page("plan/evidence/")

    assert "1 more source is known but not shown" in answer
    assert "astray" not in answer


def test_the_timeline_tells_what_happened_year_by_year(published, page):
    answer = page("plan/timeline/")

    places = [answer.index(f">{year}</h2>") for year in (2026, 2022, 2021)]
    assert places == sorted(places)
    assert "Step late" in answer
    assert "Every month" in answer


def test_a_version_stays_as_it_was_published(published, keeper, page):
    changed = json.loads(json.dumps(PLAN))
    changed["plan"]["title"]["en"] = "Plan of the rainbow"
    changed["plan"]["actions"][0]["milestones"][1]["done"] = "2025-03"
    exchange.load(keeper, changed)

    assert "2 of 3 steps done" in page("plan/")  # the state is today's
    assert "Plan of the rainbow" not in page("plan/")  # the words are the published ones
    assert "Late: due 17 May 2022" in page("plan/versions/1/")


def test_a_plan_stays_in_the_open_until_the_next_one_is_published(published, keeper, page):
    Plan.objects.update(current=False)
    coming = Plan.objects.create(
        city=keeper.city, key="next", title=Text({"en": "Next plan"}), current=True
    )
    Action.objects.create(city=keeper.city, plan=coming, key="one", title=Text({"en": "One"}))
    City.objects.filter(pk=keeper.city.pk).update(revision=F("revision") + 1)

    assert "Rainbow plan" in page("plan/")
    actions.publish(keeper, queries.current_plan(keeper), reason=Text({"en": "The next"}))
    assert "Next plan" in page("plan/")
    assert "Rainbow plan" in page("plan/versions/1/")


def test_a_version_says_how_to_check_it(published, page):
    answer = page("plan/versions/1/")

    assert published.digest in answer
    assert "plan/versions/1/frozen/ | sha256sum" in answer


def test_two_versions_are_compared_word_by_word(published, keeper, page):
    changed = json.loads(json.dumps(PLAN))
    changed["plan"]["actions"][0]["working_title"]["en"] = "Signs and symbols"
    del changed["plan"]["goals"], changed["plan"]["actions"][0]["goal"]
    exchange.load(keeper, changed)
    actions.publish(keeper, queries.current_plan(keeper), reason=Text({"en": "Sharpened"}))

    answer = page("plan/versions/1/compare/2/")

    assert "<ins>Signs and symbols</ins>" in answer
    assert "<del>Symbols</del>" in answer
    assert ">Removed<" in answer
    assert "Sharpened" in answer
    assert "This is an earlier version." in page("plan/versions/1/")


def test_what_is_said_only_in_another_language_is_marked_so(published, page):
    assert '<span lang="en">The road works on the square</span>' in page(
        "plan/actions/streets/", language="fr"
    )


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("plan/", "CreativeWork"),
        ("plan/actions/streets/", "CreativeWork"),
        ("plan/indicators/bullied/", "Dataset"),
    ],
)
def test_a_page_tells_machines_what_it_is_about(published, page, address, kind):
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(address))
    about = json.loads(written)

    assert about["@type"] == kind
    assert about["url"] == f"http://testserver/en/here/{address}"


def test_an_indicators_files_are_named_to_machines(published, page):
    answer = page("plan/indicators/bullied/")

    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', answer)
    about = json.loads(written)
    assert about["temporalCoverage"] == "2019-01-01/2023-12-31"
    assert [each["contentUrl"][-4:] for each in about["distribution"]] == [".csv", "json"]
    assert about["citation"] == ["https://press.example/1"]
