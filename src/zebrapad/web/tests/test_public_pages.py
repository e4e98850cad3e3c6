"""The pages of a city and of the installation, as whoever comes by reads them."""

import json
import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from zebrapad.core.cities.models import City, Host
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import GRANTS, SENTENCES, Role
from zebrapad.features.plan import actions, queries
from zebrapad.web import city_views, exchange, figures, heartbeat
from zebrapad.web.models import Beat

pytestmark = pytest.mark.django_db

HERE = {
    "format": "zebrapad-city/1",
    "city": {
        "slug": "here",
        "name": {"nl": "Hier", "en": "Here"},
        "country": "BE",
        "population": 81045,
        "population_on": "2024-12-31",
        "phone": "1777",
        "email": "info@here.example",
    },
    "evidence": [
        {"key": "press", "title": {"en": "Press release"}, "address": "https://press.example/"}
    ],
    "districts": [
        {"key": "heule", "name": {"nl": "Heule"}, "latitude": "50.8", "longitude": "3.2"},
    ],
    "organisations": [
        {"key": "cib", "name": "CIB", "kind": "housing", "role": {"en": "Trains agents"}},
        {"key": "city", "name": "Equal opportunities", "kind": "city_service"},
    ],
    "groups": [
        {"key": "taskforce", "name": {"en": "Taskforce"}, "kinds": ["police"], "members": ["cib"]}
    ],
    "plan": {
        "key": "rainbow",
        "title": {"nl": "Regenboogplan", "en": "Rainbow plan"},
        "summary": {"en": "What we promise."},
        "goals": [{"key": "safe", "title": {"en": "Safe streets"}}],
        "actions": [
            {
                "key": "streets",
                "title": {"nl": "Straten", "en": "Streets"},
                "milestones": [
                    {"key": "first", "title": {"en": "The café opens"}, "done": "2022-07"},
                    {"key": "more", "title": {"en": "More of them"}},
                ],
            }
        ],
        "indicators": [
            {
                "key": "crossings",
                "action": "streets",
                "title": {"nl": "Zebrapaden", "en": "Crossings"},
                "unit": {"en": "crossings"},
                "measurements": [
                    {
                        "period": "2022-05",
                        "value": 3,
                        "low": 2,
                        "high": 4,
                        "n": 7,
                        "certainty": "inferred",
                        "sources": ["press"],
                    }
                ],
            }
        ],
        "remarks": [{"key": "cost", "kind": "unknown", "topic": {"en": "What it cost"}}],
    },
    "happenings": [{"key": "flag", "title": {"en": "The flag is raised"}, "period": "2024-05-16"}],
    "services": [
        {
            "key": "lumi",
            "name": {"nl": "Lumi"},
            "phone": "0800 99 533",
            "about": {"en": "Someone to talk to"},
        }
    ],
}
READ = ("", "figures/", "take-part/", "search/", "accessibility/", "privacy/", "help/", "talk/")


@pytest.fixture
def here(db):
    city = exchange.load(HERE)
    keeper = exchange.keeper(city)
    actions.publish(keeper, queries.current_plan(keeper), reason=Text({"en": "The first"}))
    figures.publish(keeper, *figures.FIGURES)
    return city


@pytest.fixture
def page(client):
    def page(address, status=200, **headers):
        answer = client.get(address, headers=headers)
        assert answer.status_code == status
        return re.sub(r"\s+", " ", answer.content.decode())

    return page


# --- The way in ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "leads_to"),
    [
        ("fr-BE,fr;q=0.9,en;q=0.5", "/fr/here/"),
        ("en", "/en/here/"),
        ("de,ja", "/nl/here/"),
        ("", "/nl/here/"),
    ],
)
def test_the_only_city_is_opened_in_the_readers_language(client, here, spoken, leads_to):
    answer = client.get("/", headers={"Accept-Language": spoken})

    assert answer.headers["Location"] == leads_to
    assert "Accept-Language" in answer.headers["Vary"]
    assert not answer.cookies


def test_of_several_cities_one_is_chosen_by_hand(client, page, here, elsewhere):
    assert client.get("/").headers["Location"] == "/nl/"
    assert 'href="/en/here/"' in page("/en/")
    assert 'href="/en/elsewhere/"' in page("/en/")


def test_a_citys_own_domain_opens_that_city(client, settings, here, elsewhere):
    settings.ALLOWED_HOSTS = ["rainbow.elsewhere.example"]
    Host.objects.create(city=elsewhere, name="rainbow.elsewhere.example")

    answer = client.get("/", headers={"Host": "Rainbow.Elsewhere.example:8000"})

    assert answer.headers["Location"] == "/nl/elsewhere/"


def test_an_installation_without_a_city_says_so(page):
    assert "There is no city here yet" in page("/en/")


# --- For whoever watches over it ----------------------------------------------------------


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_ready_means_that_the_worker_was_seen_lately(client):
    assert client.get("/readyz").status_code == 503

    heartbeat.beat()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "worker": True})

    Beat.objects.update(at=timezone.now() - timedelta(hours=1))
    assert client.get("/readyz").json() == {"database": True, "worker": False}


def test_without_its_database_it_is_not_ready(client, monkeypatch):
    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "ensure_connection", away)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["database"]) == (503, False)


# --- What is not there --------------------------------------------------------------------


def test_an_unknown_city_is_named_and_the_others_are_offered(page, here):
    answer = page("/fr/nowhere/plan/", status=404)

    assert "nowhere" in answer
    assert 'href="/fr/here/"' in answer
    assert '<html lang="fr">' in answer


def test_an_unknown_page_of_a_city_leads_back_into_it(page, here):
    answer = page("/en/here/nothing/", status=404)

    for address in ("/en/here/", "/en/here/plan/", "/en/here/search/", "/en/here/talk/"):
        assert f'href="{address}"' in answer


def test_an_address_without_a_language_is_led_to_one(client, here):
    answer = client.get("/here/plan/", headers={"Accept-Language": "fr"})

    assert answer.headers["Location"] == "/fr/here/plan/"


def test_what_a_page_is_refused_for_is_not_told_to_a_stranger(client, here):
    assert client.get("/en/here/desk/").status_code == 302


def test_a_page_is_only_read(client, here):
    assert client.post("/en/here/").status_code == 405


# --- The pages of a city ------------------------------------------------------------------


@pytest.mark.parametrize("address", READ)
def test_a_reader_leaves_no_trace_and_gets_no_cookie(client, here, address):
    answer = client.get(f"/en/here/{address}")

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


@pytest.mark.parametrize("address", [each for each in READ if each != "search/"])
def test_a_page_that_was_read_before_costs_no_more_than_three_queries(
    here, address, django_assert_max_num_queries
):
    Client().get(f"/en/here/{address}")

    with django_assert_max_num_queries(3):
        Client().get(f"/en/here/{address}")


@pytest.mark.parametrize("address", READ)
def test_a_city_with_nothing_yet_has_every_page_all_the_same(page, elsewhere, address):
    page(f"/nl/elsewhere/{address}")


def test_home_shows_the_promise_the_actions_the_help_and_what_is_new(page, here):
    answer = page("/en/here/")

    for words in (
        "What we promise.",
        "1 of 2 steps of the plan are done.",
        "The action",
        'href="tel:112"',
        'href="/en/here/talk/"',
        'href="/en/here/plan/indicators/crossings/"',
        "The flag is raised",
        'href="/en/here/news.atom"',
    ):
        assert words in answer


def test_home_tells_machines_who_publishes_it(page, here):
    [written] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page("/en/here/"))
    about = json.loads(written)

    assert about["publisher"]["telephone"] == "1777"
    assert about["potentialAction"]["target"] == "http://testserver/en/here/search/?q={words}"


def test_a_page_names_its_lasting_address_and_its_news(page, here):
    answer = page("/en/here/plan/?from=mail")

    assert '<link rel="canonical" href="http://testserver/en/here/plan/">' in answer
    assert 'type="application/atom+xml"' in answer
    assert '<meta property="og:title" content="Rainbow plan">' in answer


def test_each_figure_says_of_when_how_sure_and_from_where(page, here):
    answer = page("/en/here/figures/")

    for words in (
        "3 crossings",
        "May 2022",
        "margin: 2 to 4",
        "n = 7",
        "Derived, not stated as such",
        'href="/en/here/plan/evidence/press/"',
        "Districts of the city",
        "Counted from the list",
        "Milestones done on time",
        "81,045 residents on",
        "Heule",
    ):
        assert words in answer


def test_who_takes_part_is_listed_by_kind(page, here):
    answer = page("/en/here/take-part/")

    assert answer.index("City service") < answer.index("Housing")
    assert 'id="who-cib"' in answer
    assert "Trains agents" in answer
    assert "Taskforce" in answer
    assert "info@here.example" in answer


@pytest.mark.parametrize(
    ("words", "leads_to"),
    [
        ("streets", "/en/here/plan/actions/streets/"),
        ("CAFE opens", "/en/here/plan/actions/streets/#step-first"),
        ("crossings", "/en/here/plan/indicators/crossings/"),
        ("safe", "/en/here/plan/#goals"),
        ("cost", "/en/here/plan/#remark-cost"),
        ("flag", "/en/here/plan/timeline/#happening-flag"),
        ("agents", "/en/here/take-part/#who-cib"),
        ("0800 99", "/en/here/talk/#help-lumi"),
        ("heule", "/en/here/figures/#districts"),
        ("regenboogplan", "/en/here/plan/"),  # in another language than the reader's
    ],
)
def test_everything_public_is_found_where_it_stands(page, here, words, leads_to):
    assert f'href="{leads_to}"' in page(f"/en/here/search/?q={words}")


def test_what_is_found_in_another_language_is_marked_as_such(page, here):
    assert 'lang="nl"><mark>Zebrapaden</mark>' in page("/en/here/search/?q=zebrapaden")


def test_nothing_found_says_what_to_do(page, here):
    answer = page("/en/here/search/?q=<b>fiets</b>")

    assert "Nothing found for “&lt;b&gt;fiets&lt;/b&gt;”" in answer
    assert "Try fewer words" in answer


def test_every_place_that_search_leads_to_is_there(page, here):
    answer = page("/en/here/search/?q=e")
    found = set(re.findall(r'href="(/en/here/[^"#]*)#([^"]+)"', answer)) - {("", "content")}

    assert len(found) > 4
    for address, place in found:
        assert f'id="{place}"' in page(address)


def test_the_accessibility_statement_has_all_that_the_law_asks(page, here, settings):
    settings.ACCESSIBILITY_BODY = ("The Ombudsman", "https://ombudsman.example/")

    answer = page("/en/here/accessibility/")

    for words in (
        "partially compliant",
        "EN 301 549",
        "Disproportionate burden",
        f"{city_views.ACCESSIBILITY_REVIEWED:%Y}",
        "self-assessment",
        "axe-core",
        "info@here.example",
        "The Ombudsman",
        'href="https://ombudsman.example/"',
    ):
        assert words in answer


def test_a_city_without_an_address_says_so_in_its_statements(page, elsewhere):
    for address in ("accessibility/", "privacy/"):
        assert "the city has not given an address yet" in page(f"/en/elsewhere/{address}")


def test_the_privacy_statement_says_how_long_a_session_lasts(page, here, settings):
    settings.SESSION_COOKIE_AGE = 3 * 3600

    assert "It ends after 3 hours" in page("/en/here/privacy/")


def test_the_help_page_says_of_every_role_what_it_may(page, here):
    answer = page("/en/here/help/")

    for role in Role:
        assert str(role.label) in answer
    for grant in frozenset().union(*GRANTS.values()):
        assert str(SENTENCES[grant]).split(":")[0] in answer


def test_a_made_up_city_says_so_on_its_pages(page, here):
    City.objects.update(example=True)

    assert "This city and its numbers are made up" in page("/en/here/")
