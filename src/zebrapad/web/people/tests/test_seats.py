import pytest

from zebrapad.core.audit.models import Entry
from zebrapad.core.people.access import GRANTS, Role, may_give
from zebrapad.core.people.models import Person, Seat
from zebrapad.web.people.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PEOPLE = "/en/here/desk/people/"


def seat_of(person):
    return Seat.objects.get(person=person)


@pytest.mark.parametrize(
    ("role", "of", "status"),
    [
        (Role.COORDINATOR, "city", 200),
        (Role.ADMINISTRATOR, "city", 200),
        (Role.EDITOR, "city", 403),
        (Role.COORDINATOR, "elsewhere", 404),
    ],
)
def test_who_sees_who_works_here(seat, city, request, role, of, status):
    _, browser = seat(request.getfixturevalue(of), role)

    assert browser.get(PEOPLE).status_code == status


def test_the_page_shows_everyone_with_their_role(seat, city):
    seat(city, Role.REVIEWER, name="Sam Peeters")
    _, browser = seat(city, Role.COORDINATOR)

    page = browser.get(PEOPLE).content.decode()

    assert "Sam Peeters" in page
    assert "Outside reviewer" in page


def test_a_role_is_changed_and_the_trail_says_from_what_to_what(seat, city):
    person, _ = seat(city, Role.EDITOR)
    _, browser = seat(city, Role.COORDINATOR)

    browser.post(f"{PEOPLE}seats/{seat_of(person).pk}/", {"role": Role.REVIEWER})

    assert seat_of(person).role == Role.REVIEWER
    assert Entry.objects.first().changes["role"] == ["editor", "reviewer"]


def test_a_role_is_ended_from_that_moment(seat, city):
    person, theirs = seat(city, Role.REVIEWER)
    _, browser = seat(city, Role.COORDINATOR)
    before = theirs.get("/en/here/desk/trail/").status_code

    browser.post(f"{PEOPLE}seats/{seat_of(person).pk}/end/")

    assert (before, theirs.get("/en/here/desk/trail/").status_code) == (200, 404)
    assert Entry.objects.first().act == "seat.ended"


def test_another_citys_seat_can_not_be_reached(seat, city, elsewhere):
    person, _ = seat(elsewhere, Role.EDITOR)
    _, browser = seat(city, Role.COORDINATOR)
    address = f"{PEOPLE}seats/{seat_of(person).pk}/"

    assert browser.get(address).status_code == 404
    assert browser.post(f"{address}end/").status_code == 404
    assert seat_of(person).role == Role.EDITOR


@pytest.mark.parametrize("way", ["end/", ""])
def test_the_last_coordinator_can_not_remove_themself(seat, city, way):
    person, browser = seat(city, Role.COORDINATOR)

    answer = browser.post(f"{PEOPLE}seats/{seat_of(person).pk}/{way}", {"role": Role.EDITOR})

    assert answer.status_code == 409
    assert seat_of(person).role == Role.COORDINATOR
    assert not Entry.objects.exists()


def test_one_of_two_coordinators_may_go(seat, city):
    seat(city, Role.COORDINATOR)
    person, browser = seat(city, Role.COORDINATOR)

    browser.post(f"{PEOPLE}seats/{seat_of(person).pk}/end/")

    assert not Seat.objects.filter(person=person).exists()


def test_an_administrator_may_end_a_coordinator_who_lost_their_account(seat, city):
    person, _ = seat(city, Role.COORDINATOR)
    _, browser = seat(city, Role.ADMINISTRATOR)

    browser.post(f"{PEOPLE}seats/{seat_of(person).pk}/end/")

    assert not Seat.objects.exists()


def test_the_second_of_two_who_change_a_role_is_told(seat, city):
    person, _ = seat(city, Role.EDITOR)
    _, browser = seat(city, Role.COORDINATOR)
    number = seat_of(person).pk
    browser.post(f"{PEOPLE}seats/{number}/end/")

    assert browser.post(f"{PEOPLE}seats/{number}/end/").status_code == 404


def test_a_person_has_a_role_once(seat, city):
    person, _ = seat(city, Role.EDITOR)
    other = Seat.objects.create(city=city, person=person, role=Role.REVIEWER)
    _, browser = seat(city, Role.COORDINATOR)

    answer = browser.post(f"{PEOPLE}seats/{other.pk}/", {"role": Role.EDITOR})

    assert answer.status_code == 409
    other.refresh_from_db()
    assert other.role == Role.REVIEWER


@pytest.mark.parametrize("giver", Role)
@pytest.mark.parametrize("given", Role)
def test_nobody_gives_a_role_that_may_do_more_than_they(giver, given):
    may = may_give(GRANTS[giver], given)

    if given is Role.ADMINISTRATOR:
        assert not may
    elif giver is Role.ADMINISTRATOR:
        assert may
    else:
        assert may == (GRANTS[given] <= GRANTS[giver])


def test_who_leaves_ends_their_roles_and_leaves_a_number_not_a_name(city, member, sign_in, seat):
    person = member(city, Role.EDITOR, name="Sam Peeters", email="sam@here.example")
    browser = sign_in(person)
    browser.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    browser.post("/en/accounts/me/end/", {"sure": "on"})

    gone = Person.objects.get(pk=person.pk)
    assert not Seat.objects.filter(person=person).exists()
    assert (gone.name, gone.is_active, gone.has_usable_password()) == ("", False, False)
    assert "sam" not in gone.email
    _, coordinator = seat(city, Role.COORDINATOR)
    trail = coordinator.get("/en/here/desk/trail/").content.decode()
    assert "Sam" not in trail
    assert f"Former member, number {person.pk}" in trail


def test_ending_an_account_asks_the_password_anew_and_a_tick(city, member, sign_in):
    person = member(city, Role.EDITOR)
    browser = sign_in(person)

    unasked = browser.post("/en/accounts/me/end/", {"sure": "on"})
    browser.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    unticked = browser.post("/en/accounts/me/end/", {"sure": ""})

    assert unasked.headers["Location"].startswith("/en/accounts/reauthenticate/")
    assert unticked.context["form"].errors["sure"]
    assert Seat.objects.filter(person=person).exists()


def test_the_last_coordinator_stays_until_there_is_another(city, member, sign_in):
    person = member(city, Role.COORDINATOR, example=True)
    browser = sign_in(person)
    browser.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    assert browser.post("/en/accounts/me/end/", {"sure": "on"}).status_code == 409
    assert Person.objects.get(pk=person.pk).is_active


def test_a_profile_says_name_language_and_roles(city, member, sign_in):
    person = member(city, Role.EDITOR)
    browser = sign_in(person)

    browser.post("/en/accounts/me/", {"name": "Robin Maes", "language": "fr"})

    person.refresh_from_db()
    assert (person.name, person.language) == ("Robin Maes", "fr")
    assert "Robin Maes" in browser.get("/en/accounts/me/").content.decode()
