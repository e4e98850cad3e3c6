"""From draft to version: what readers see, and when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client

from zebrapad.core.audit.trail import breaks
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.ui.tests.pages import said, sent
from zebrapad.features.plan import actions
from zebrapad.features.plan.models import Indicator, Measurement, Version

DESK = "/en/here/desk/plan/"


@pytest.fixture
def coordinator(seat, city):
    return seat(city, Role.COORDINATOR)[1]


@pytest.fixture
def public(keeper, first):
    actions.publish(keeper, first.action.plan, reason=Text({"en": "First"}))
    return Client()


def change(browser, address, **filled):
    return browser.post(address, sent(browser.get(address)) | filled)


def test_a_promise_is_seen_after_publishing_and_a_state_at_once(coordinator, public, first):
    page = "/en/here/plan/actions/streets/"
    assert b"First crossing" in public.get(page).content

    change(coordinator, f"{DESK}milestones/{first.pk}/", title_en="Better crossing", done="2026-04")

    told = said(public.get(page))
    assert "Better crossing" not in told
    assert "1 of 1 steps done" in told
    assert "Better crossing" in said(coordinator.get(f"{DESK}preview/actions/streets/"))
    assert "Better" in said(coordinator.get(f"{DESK}changes/"))

    filled = {"reason_en": "A better name", "sure": "on"}
    answer = change(coordinator, f"{DESK}publish/", **filled)

    assert answer.status_code == 302
    assert Version.objects.first().reason.plain() == {"en": "A better name"}
    assert "Better crossing" in said(public.get(page))


def test_what_nobody_looked_at_is_not_published(coordinator, public, first):
    looked = sent(coordinator.get(f"{DESK}publish/"))
    change(coordinator, f"{DESK}milestones/{first.pk}/", title_en="Slipped in")
    filled = looked | {"reason_en": "A better name", "sure": "on"}

    answer = coordinator.post(f"{DESK}publish/", filled)

    assert answer.status_code == 409
    assert "The plan was changed after you looked at it" in said(answer)
    assert "Slipped in" in said(answer)
    assert "A better name" in answer.content.decode()
    assert Version.objects.count() == 1

    again = coordinator.post(f"{DESK}publish/", filled | {"seen": answer.context["seen"]})
    assert (again.status_code, Version.objects.count()) == (302, 2)


def test_publishing_asks_for_a_reason_and_a_look(coordinator, public):
    answer = change(coordinator, f"{DESK}publish/", reason_en="")

    assert "What changed and why: Write this in at least one language." in said(answer)
    assert "Look at the preview, then tick this." in said(answer)
    assert Version.objects.count() == 1


def test_a_preview_says_what_it_is_and_leads_to_previews(coordinator, public, crossings):
    page = coordinator.get(f"{DESK}preview/")

    body = page.content.decode()
    assert "Preview" in said(page)
    assert f'href="{DESK}preview/actions/streets/"' in body
    assert 'href="/en/here/plan/actions/' not in body
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Crossings" in said(coordinator.get(f"{DESK}preview/indicators/crossings/"))
    assert coordinator.get(f"{DESK}preview/actions/none/").status_code == 404


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_those_who_publish_at_once_get_numbers_one_after_the_other(keeper, first):
    together = Barrier(3)

    def publish(_number):
        together.wait()
        try:
            return actions.publish(keeper, first.action.plan, reason=Text({"en": "Once"})).number
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as people:
        assert sorted(people.map(publish, range(3))) == [1, 2, 3]
    assert not list(breaks(keeper.city))


@pytest.mark.parametrize(("role", "status"), [(Role.COORDINATOR, 200), (Role.EDITOR, 403)])
def test_who_may_publish(seat, city, first, role, status):
    _, browser = seat(city, role)

    assert browser.get(f"{DESK}publish/").status_code == status


def test_a_city_without_a_plan_is_led_to_writing_one(coordinator, city):
    assert "There is no plan yet" in said(coordinator.get(DESK))
    assert coordinator.get(f"{DESK}goals/add/").status_code == 409
    assert coordinator.get(f"{DESK}preview/").status_code == 409

    answer = change(coordinator, f"{DESK}plans/add/", title_en="Rainbow plan", current="on")

    assert answer.status_code == 302
    assert "Rainbow plan" in said(coordinator.get(DESK))


@pytest.mark.parametrize(
    ("months", "due", "today", "after"),
    [
        (12, date(2026, 1, 31), date(2026, 2, 5), date(2027, 1, 31)),
        (1, date(2026, 1, 31), date(2026, 2, 5), date(2026, 2, 28)),
        (3, date(2024, 1, 1), date(2026, 2, 5), date(2026, 4, 1)),
        (None, date(2026, 2, 1), date(2026, 2, 5), None),
        (12, date(2026, 9, 1), date(2026, 2, 5), date(2026, 9, 1)),
    ],
)
def test_a_value_that_came_is_no_longer_due(keeper, crossings, months, due, today, after):
    Indicator.objects.filter(pk=crossings.pk).update(every_months=months, next_due=due)
    crossings.refresh_from_db()

    with time_machine.travel(today, tick=False):
        value = Measurement(indicator=crossings, period="2025", value=2)
        value.period = value._meta.get_field("period").to_python("2025")
        actions.add(keeper, value)

    crossings.refresh_from_db()
    assert crossings.next_due == after
