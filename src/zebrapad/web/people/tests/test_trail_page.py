import csv
from io import StringIO

import pytest

from zebrapad.core.audit.editing import add, change
from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import note
from zebrapad.core.cities.models import District, Organisation
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor

pytestmark = pytest.mark.django_db
TRAIL = "/en/here/desk/trail/"


@pytest.fixture
def editor(city, seat):
    person, _ = seat(city, Role.EDITOR, name="Sam Peeters")
    return Actor(city, person, frozenset({Role.EDITOR}))


@pytest.fixture
def heule(editor):
    heule = District(
        key="heule", name=Text({"nl": "Heule", "en": "Heule"}), latitude=50, longitude=3
    )
    add(editor, heule, act="district.added")
    return heule


@pytest.mark.parametrize(
    ("role", "of", "status"),
    [
        (Role.COORDINATOR, "city", 200),
        (Role.REVIEWER, "city", 200),
        (Role.EDITOR, "city", 403),
        (Role.COORDINATOR, "elsewhere", 404),
    ],
)
def test_who_reads_the_trail(seat, city, request, role, of, status):
    _, browser = seat(request.getfixturevalue(of), role)

    assert browser.get(TRAIL).status_code == status
    assert browser.get("/en/here/desk/trail.csv").status_code == status


def test_a_line_says_from_what_to_what_in_words(seat, city, editor, heule):
    change(
        editor,
        heule,
        {"name": Text({"nl": "Heule-dorp", "en": "Heule"}), "population": 11000},
        edition=1,
        act="district.changed",
    )
    _, browser = seat(city, Role.COORDINATOR)

    page = browser.get(TRAIL).content.decode()

    assert "District: changed" in page
    assert '<del lang="nl">Heule</del>' in page
    assert '<ins lang="nl">Heule-dorp</ins>' in page
    assert '<ins lang="en">' not in page.split("District: changed")[1].split("</li>")[0]
    assert '<td data-label="Before">–</td>' in page
    assert "Residents" in page


def test_the_trail_is_sifted_by_act_person_and_row(seat, city, editor, heule):
    partner = Organisation(key="go-out", name="Go-out!")
    add(editor, partner, act="organisation.added")
    other, browser = seat(city, Role.COORDINATOR)
    note(Actor(city, other), "organisation.changed", partner)

    def found(**asked):
        return [line.act for line in browser.get(TRAIL, asked).context["lines"]]

    assert found(act="district.added") == ["District: added"]
    assert found(person=other.pk) == ["Organisation: changed"]
    assert found(about=f"cities.Organisation:{partner.pk}") == [
        "Organisation: changed",
        "Organisation: added",
    ]
    assert found(act="nonsense", person="nobody") == []


def test_a_long_trail_has_pages_and_a_nonsense_page_is_the_last(seat, city, editor, heule):
    for _ in range(60):
        note(editor, "district.changed", heule)
    _, browser = seat(city, Role.COORDINATOR)

    assert len(browser.get(TRAIL).context["lines"]) == 50
    assert len(browser.get(TRAIL, {"page": 2}).context["lines"]) == 11
    assert browser.get(TRAIL, {"page": "x"}).status_code == 200


def test_another_citys_lines_are_not_shown(seat, elsewhere, editor, heule):
    _, browser = seat(elsewhere, Role.COORDINATOR)

    assert browser.get("/en/elsewhere/desk/trail/").context["lines"] == []


def test_the_file_holds_every_line_with_its_digest(seat, city, editor, heule):
    _, browser = seat(city, Role.REVIEWER)

    answer = browser.get("/en/here/desk/trail.csv")
    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode())))

    assert [row["act"] for row in rows] == ["district.added"]
    assert rows[0]["digest"] == Entry.objects.get().digest


def test_a_name_that_looks_like_a_formula_is_text_in_the_file(seat, city, editor):
    add(editor, Organisation(key="x", name="=1+1"), act="organisation.added")
    _, browser = seat(city, Role.REVIEWER)

    answer = browser.get("/en/here/desk/trail.csv")

    assert ",'=1+1," in b"".join(answer.streaming_content).decode()


def test_what_a_name_holds_can_not_become_markup(seat, city, editor):
    add(editor, Organisation(key="x", name="<script>alert(1)</script>"), act="organisation.added")
    _, browser = seat(city, Role.REVIEWER)

    assert "<script>alert" not in browser.get(TRAIL).content.decode()


@pytest.mark.parametrize(
    "asked", ["person=²", "person=" + "9" * 30, "person=" + "1" * 5000, "about=%00", "act=a%00b"]
)
def test_what_no_line_can_have_finds_nothing_or_all(seat, city, asked):
    _, browser = seat(city, Role.COORDINATOR)

    assert browser.get(f"{TRAIL}?{asked}").status_code == 200
