"""The page for someone who needs help, as they meet it."""

from datetime import date

import pytest

from zebrapad.core.cities.texts import Text
from zebrapad.features.reports.models import Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(city):
    def service(key, **fields):
        return Service.objects.create(city=city, key=key, name=Text({"nl": key.title()}), **fields)

    return service


@pytest.fixture
def page(client):
    def page(language="en"):
        answer = client.get(f"/{language}/here/talk/")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return page


def test_its_name_in_a_browsers_history_gives_nothing_away(city, page):
    assert "<title>Talk and help – Here</title>" in page()


def test_a_page_without_services_still_says_whom_to_call(city, page):
    answer = page()

    assert 'href="tel:112"' in answer
    assert "This city has not listed who can help yet" in answer


def test_a_service_says_how_to_reach_it_and_that_nobody_checked_it(service, page):
    service("lumi", phone="0800 99 533 (free)", languages=["nl", "fr"], anonymous=True)

    answer = page()

    assert '<a class="contact-phone" href="tel:080099533">0800 99 533 (free)</a>' in answer
    assert "Dutch, French" in answer
    assert "Without giving your name</dt><dd>yes" in answer
    assert "Not assured yet: must be checked." in answer
    assert "nobody has checked them with the service" in answer


def test_a_service_that_was_checked_says_when(service, page):
    service("lumi", assured_on=date(2026, 11, 1))

    answer = page()

    assert "Last assured on" in answer
    assert "1 November 2026" in answer
    assert "must be checked" not in answer


def test_who_helps_in_an_emergency_comes_first(service, page):
    service("lumi")
    service("police", urgent=True, phone="101")

    answer = page()

    assert answer.index('id="help-police"') < answer.index('id="help-lumi"')


def test_the_page_can_be_left_at_once(city, page):
    assert "data-quick-exit" in page()


def test_of_another_city_no_service_is_shown(service, elsewhere, client):
    service("lumi")

    assert "Lumi" not in client.get("/nl/elsewhere/talk/").content.decode()
