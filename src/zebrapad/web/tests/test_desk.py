"""The desk's front page, its navigation, and the room of the city's own facts."""

from datetime import date
from typing import Any

import pytest
import time_machine

from zebrapad.core.audit import editing
from zebrapad.core.cities.models import City, District, Group, Organisation
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.tests.pages import parsed, said, sent
from zebrapad.features.plan.models import Action, Milestone, Plan
from zebrapad.features.reports.models import Service

DESK = "/en/here/desk/"


@pytest.fixture
def editor(seat, city):
    return seat(city, Role.EDITOR)[1]


@pytest.fixture
def late(city):
    keeper = Actor(city, None, frozenset({Role.COORDINATOR}))
    plan = Plan(key="p", title=Text({"en": "Plan"}))
    action = Action(plan=plan, key="a", title=Text({"en": "Streets"}))
    milestone = Milestone(
        action=action, key="m", title=Text({"en": "Crossing"}), due=date(2026, 2, 28)
    )
    for row in (plan, action, milestone):
        editing.add(keeper, row, act=f"{row._meta.model_name}.added")
    return milestone


def test_an_editor_sees_what_waits_since_when_and_where_it_is_done(editor, late):
    with time_machine.travel(date(2026, 3, 2), tick=False):
        page = editor.get(DESK)

    assert "Late milestone Crossing due since 28 February 2026" in said(page)
    assert f'href="/en/here/desk/plan/milestones/{late.pk}/"' in page.content.decode()


def test_who_has_nothing_to_do_is_told_so_and_no_more(seat, city, late):
    page = seat(city, Role.CODER)[1].get(DESK)

    assert "Nothing waits for you" in said(page)
    assert "Not here yet." in said(page)


def test_a_coordinator_sees_open_invitations(seat, city):
    _, browser = seat(city, Role.COORDINATOR)
    invited = {"email": "new@here.example", "role": "editor", "language": "nl"}
    browser.post(f"{DESK}people/invite/", invited)

    assert "new@here.example as editor" in said(browser.get(DESK))


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        (Role.COORDINATOR, ["What waits for me", "The plan", "The city", "People", "The trail"]),
        (Role.EDITOR, ["What waits for me", "The plan", "The city"]),
        (Role.REVIEWER, ["What waits for me", "The plan", "The trail"]),
        (Role.CODER, ["What waits for me"]),
    ],
)
def test_the_navigation_shows_the_doors_that_open(seat, city, role, doors):
    _, browser = seat(city, role)
    nav = parsed(browser.get(DESK)).find(".//header/nav/ul[@class='wrap']")
    links = nav.findall("./li/a")

    assert ["".join(link.itertext()).strip() for link in links] == doors
    assert [browser.get(link.get("href")).status_code for link in links] == [200] * len(doors)


def test_nobody_else_learns_of_the_desk(seat, city, elsewhere, client):
    assert client.get(DESK).status_code == 302
    assert seat(elsewhere, Role.COORDINATOR)[1].get(DESK).status_code == 404


def test_each_part_of_the_city_is_added_and_saved_as_shown(editor, city):
    rows: dict[str, dict[str, Any]] = {
        "districts": {"name_nl": "Heule", "latitude": "50,843196", "longitude": "3.23472"},
        "organisations": {"name": "Go Out!", "role_en": "Association"},
        "groups": {"name_nl": "Taskforce", "members": ["go-out"]},
        "services": {"name_nl": "Lumi", "languages": "nl, fr", "anonymous": "true"},
    }
    for part, filled in rows.items():
        page = editor.get(f"{DESK}city/{part}/add/")
        answer = editor.post(f"{DESK}city/{part}/add/", sent(page) | filled)
        assert answer.status_code == 302, said(answer)

    assert (str(District.objects.get().latitude), District.objects.get().key) == (
        "50.843196",
        "heule",
    )
    assert Organisation.objects.get().key == "go-out"
    assert Group.objects.get().members == ["go-out"]
    service = Service.objects.get()
    assert (service.languages, service.anonymous, service.key) == (["nl", "fr"], True, "lumi")

    for part, model in (("districts", District), ("groups", Group), ("services", Service)):
        row = model.objects.get()
        address = f"{DESK}city/{part}/{row.pk}/"
        editor.post(address, sent(editor.get(address)))
        row.refresh_from_db()
        assert row.edition == 1


def test_the_city_itself_is_changed_and_put_back(editor, city):
    address = f"{DESK}city/city/{city.pk}/"
    filled = sent(editor.get(address)) | {"name_nl": "Kortrijk", "identifiers": "nis: 34022"}

    assert editor.post(address, filled).status_code == 302

    city.refresh_from_db()
    assert (str(city.name.wordings["nl"]), city.identifiers) == ("Kortrijk", {"nis": "34022"})
    assert "Kortrijk" in said(editor.get(f"{address}history/"))
    assert editor.get(f"{address}remove/").status_code == 404
    assert editor.get(f"{DESK}city/city/add/").status_code == 404


def test_the_second_at_the_city_itself_is_told(seat, city):
    address = f"{DESK}city/city/{city.pk}/"
    _, one = seat(city, Role.EDITOR)
    _, other = seat(city, Role.EDITOR)
    mine = sent(other.get(address))
    one.post(address, sent(one.get(address)) | {"phone": "056 27 70 00"})

    answer = other.post(address, mine | {"phone": "112"})

    assert answer.status_code == 409
    assert City.objects.get(pk=city.pk).phone == "056 27 70 00"


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        ({"latitude": "95"}, "A latitude lies between -90 and 90"),
        ({"outline": "here"}, "JSON"),
        ({"outline": '{"type": "Point"}'}, "Paste a GeoJSON geometry"),
        ({"name_nl": ""}, "Name: Write this in at least one language."),
    ],
)
def test_a_district_with_something_wrong_is_not_added(editor, city, filled, says):
    page = editor.get(f"{DESK}city/districts/add/")
    good = {"name_nl": "Heule", "latitude": "50", "longitude": "3"}
    answer = editor.post(f"{DESK}city/districts/add/", sent(page) | good | filled)

    assert says in said(answer)
    assert not District.objects.exists()


def test_another_citys_facts_can_not_be_reached(seat, city, elsewhere):
    _, stranger = seat(elsewhere, Role.EDITOR)

    assert stranger.get(f"/en/elsewhere/desk/city/city/{city.pk}/").status_code == 404
    assert stranger.get(f"{DESK}city/").status_code == 404
