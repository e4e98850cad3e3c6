import pytest

from zebrapad.core.audit.editing import Late, add, change, remove
from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import breaks, history, note
from zebrapad.core.cities.models import District, Organisation
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(city, seat):
    person, _ = seat(city, Role.EDITOR)
    return Actor(city, person, frozenset({Role.EDITOR}))


@pytest.fixture
def partner(editor):
    partner = Organisation(key="go-out", name="Go-out!")
    add(editor, partner, act="organisation.added")
    return partner


def test_a_line_says_who_changed_what_from_what_to_what(editor, partner):
    change(editor, partner, {"name": "Go Out"}, edition=1, act="organisation.changed")

    line = history(editor, partner).first()

    assert (line.person, line.act) == (editor.person, "organisation.changed")
    assert line.changes == {"name": ["Go-out!", "Go Out"]}


def test_saving_what_stands_already_leaves_no_line(editor, partner):
    change(editor, partner, {"name": "Go-out!"}, edition=1, act="organisation.changed")

    assert Entry.objects.count() == 1


def test_the_second_of_two_is_told_and_changes_nothing(editor, partner):
    change(editor, partner, {"name": "Go Out"}, edition=1, act="organisation.changed")

    with pytest.raises(Late) as late:
        change(editor, partner, {"name": "GO OUT"}, edition=1, act="organisation.changed")

    assert late.value.now.name == "Go Out"
    assert Organisation.objects.get().name == "Go Out"


def test_the_second_is_told_that_the_row_is_gone(editor, partner):
    remove(editor, partner, act="organisation.removed")

    with pytest.raises(Late) as late:
        change(editor, partner, {"name": "GO OUT"}, edition=1, act="organisation.changed")

    assert late.value.now is None


def test_what_was_removed_stays_readable_on_the_trail(editor):
    heule = District(key="heule", name=Text({"nl": "Heule"}), latitude=50, longitude=3)
    add(editor, heule, act="district.added")
    remove(editor, heule, act="district.removed")

    assert Entry.objects.first().changes["name"] == [{"nl": "Heule"}, None]


def test_another_citys_row_can_not_be_changed(editor, elsewhere, partner):
    stranger = Actor(elsewhere, editor.person, frozenset({Role.EDITOR}))

    with pytest.raises(Late):
        change(stranger, partner, {"name": "Ours"}, edition=1, act="organisation.changed")


def test_every_change_makes_the_citys_pages_anew(editor, partner, city):
    city.refresh_from_db()
    before = city.revision

    note(editor, "organisation.seen", partner)

    city.refresh_from_db()
    assert city.revision == before + 1


def test_a_trail_that_was_left_alone_holds(editor, partner, city):
    for name in ("a", "b", "c"):
        note(editor, f"organisation.{name}", partner)

    assert list(breaks(city)) == []
