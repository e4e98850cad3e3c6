"""A page that is kept ready is given at once, and is the page that was made."""

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from zebrapad.core.cities.models import City
from zebrapad.core.people.access import Role
from zebrapad.core.ui.pages import KEPT

pytestmark = pytest.mark.django_db

ADDRESS = "/nl/here/help/"


def shown(answer):
    return answer.status_code, answer.content, dict(answer.headers)


@pytest.mark.parametrize("headers", [{}, {"accept-encoding": "gzip"}])
def test_a_ready_page_is_the_page_that_was_made(city, headers):
    made, ready = (Client().get(ADDRESS, headers=headers) for _ in range(2))

    assert shown(made) == shown(ready)
    assert ready.headers["Content-Language"] == "nl"
    assert ready.headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in ready.headers["Content-Security-Policy"]


def test_a_ready_page_asks_one_thing_of_the_database_and_nothing_of_the_reader(
    city, seat, django_assert_num_queries
):
    _person, browser = seat(city, Role.COORDINATOR)
    nobody = Client().get(ADDRESS)

    with django_assert_num_queries(1):
        answer = browser.get(ADDRESS)

    assert answer.content == nobody.content
    assert not answer.cookies


def test_a_ready_page_goes_when_something_in_its_city_changes(city):
    before = Client().get("/nl/here/")
    City.objects.filter(pk=city.pk).update(name={"nl": "Ginder"}, revision=1)

    after = Client().get("/nl/here/")

    assert "Ginder" in after.content.decode()
    assert before.headers["ETag"] != after.headers["ETag"]


def test_each_language_and_each_city_has_its_own(city, elsewhere):
    pages = {
        (name, language): Client().get(f"/{language}/{name}/help/").content
        for name in ("here", "elsewhere")
        for language in ("nl", "en", "fr")
        for _again in range(2)
    }

    assert len(set(pages.values())) == 6


def test_a_city_that_is_not_there_is_not_found_however_often(city):
    assert [Client().get("/nl/nowhere/help/").status_code for _ in range(2)] == [404, 404]


def test_a_page_is_never_written_to_though_it_is_ready(city):
    Client().get(ADDRESS)

    assert Client().post(ADDRESS).status_code == 405


def test_signing_in_asks_for_no_city(db):
    with CaptureQueriesContext(connection) as asked:
        assert Client().get("/nl/accounts/login/").status_code == 200

    assert not [query for query in asked if "FROM cities_city" in query["sql"]]


def test_a_database_that_is_away_is_said_before_a_page_was_looked_for(city):
    browser = Client(raise_request_exception=False)
    with patch("zebrapad.web.middleware.state_of", side_effect=OperationalError):
        answer = browser.get(ADDRESS)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_a_page_is_not_kept_for_a_port_that_is_not_ours(city, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    for port in (4711, 4712):
        assert Client().get(ADDRESS, headers={"host": f"testserver:{port}"}).status_code == 200
    kept = KEPT._cache  # noqa: SLF001 - counted, not used
    assert not [key for key in kept if "page." in key]

    Client().get(ADDRESS)
    assert len([key for key in kept if "page." in key]) == 1


def test_another_build_gives_no_page_of_the_last_one(city, settings):
    before = Client().get(ADDRESS).headers["ETag"]
    settings.BUILD = "another"

    after = Client().get(ADDRESS, headers={"if-none-match": before})

    assert (after.status_code, after.headers["ETag"] == before) == (200, False)


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip ; q=0.000, br", False),
        ("br", False),
        ("", False),
    ],
)
def test_a_page_is_packed_for_who_takes_it_so(city, accepts, packed):
    answer = Client().get(ADDRESS, headers={"accept-encoding": accepts})

    assert (answer.headers.get("Content-Encoding") == "gzip") == packed


def test_an_address_with_a_nul_is_not_found(city):
    assert Client().get("/nl/%00/").status_code == 404
    assert Client().get("/nl/here%00/help/").status_code == 404


class FellMeanwhile:
    """The database breaks the connection the first time it is asked something."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute, *question):
        self.asked += 1
        if self.asked == 1:
            raise OperationalError("the server closed the connection")
        return execute(*question)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_fell_meanwhile_is_opened_anew(city):
    fell = FellMeanwhile()
    with connection.execute_wrapper(fell):
        answer = Client().get(ADDRESS)

    assert answer.status_code == 200
    assert fell.asked > 1
