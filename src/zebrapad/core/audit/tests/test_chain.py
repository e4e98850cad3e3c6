"""The trail broken on purpose, in each way someone could: every break is found."""

import pytest
from django.db import DatabaseError, connection, transaction

from zebrapad.core.audit import protection
from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import breaks, digest, note
from zebrapad.core.cities.models import Organisation
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(city, seat):
    """Five lines, in a database whose guards were taken away."""
    for act in protection.acts(connection):
        protection.lift(connection, act)
    person, _ = seat(city, Role.EDITOR)
    row = Organisation.objects.create(city=city, key="go-out", name="Go-out!")
    for name in "abcde":
        note(Actor(city, person), f"organisation.{name}", row, {"name": ("", name)})
    return Entry.objects.filter(city=city)


def found(city):
    return [(place.number, place.reason) for place in breaks(city)]


@pytest.mark.parametrize(
    "change",
    [
        {"act": "organisation.x"},
        {"changes": {"name": ["", "z"]}},
        {"person": None},
        {"label": "Someone"},
        {"about": "cities.Organisation:99"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_line_is_found(city, trail, change):
    trail.filter(number=3).update(**change)

    assert found(city) == [(3, "was changed after it was written")]


def test_a_line_changed_with_its_digest_made_anew_is_found_at_the_next(city, trail):
    line = trail.get(number=3)
    line.act = "organisation.x"
    trail.filter(number=3).update(act=line.act, digest=digest(line))

    assert found(city) == [(4, "does not follow the line before")]


def test_a_line_moved_in_time_is_found(city, trail):
    trail.filter(number=2).update(at=trail.get(number=4).at)

    assert found(city) == [(2, "was changed after it was written")]


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_removed_line_is_found_the_first_and_the_last_too(city, trail, number):
    trail.filter(number=number).delete()

    assert (number, "missing") in found(city)


def test_the_whole_trail_removed_is_found(city, trail):
    trail.all().delete()

    assert found(city) == [(1, "missing")]


def test_a_line_put_in_at_the_end_is_found(city, trail):
    last = trail.get(number=5)
    Entry.objects.create(
        city=city, number=6, at=last.at, act="plan.published", about="x", before="0" * 64, digest=""
    )

    assert found(city) == [
        (6, "does not follow the line before"),
        (6, "was changed after it was written"),
        (6, "was put in unseen"),
    ]


def test_a_line_put_in_the_middle_is_found(city, trail):
    for line in trail.filter(number__gte=3).order_by("-number"):
        trail.filter(pk=line.pk).update(number=line.number + 1)
    forged = Entry(city=city, number=3, at=trail.get(number=2).at, act="x", about="x")
    forged.before = trail.get(number=2).digest
    forged.digest = digest(forged)
    forged.save()

    assert (4, "does not follow the line before") in found(city)


def test_lines_that_changed_places_are_found(city, trail):
    trail.filter(number=2).update(number=99)
    trail.filter(number=3).update(number=2)
    trail.filter(number=99).update(number=3)

    assert {number for number, _reason in found(city)} >= {2, 3}


def test_a_line_of_another_city_does_not_fit_here(city, elsewhere, trail):
    note(Actor(elsewhere), "city.changed", elsewhere)
    Entry.objects.filter(city=elsewhere).update(city=city, number=6)

    assert (6, "was changed after it was written") in found(city)
    assert found(elsewhere) == [(1, "missing")]


def test_the_database_itself_refuses_to_change_a_line(city, trail, guarded):
    with pytest.raises(DatabaseError, match=protection.REFUSAL), transaction.atomic():
        trail.filter(number=3).update(act="organisation.x")

    assert found(city) == []


def test_the_database_itself_refuses_to_remove_a_line(city, trail, guarded):
    with pytest.raises(DatabaseError, match=protection.REFUSAL), transaction.atomic():
        trail.filter(number=5).delete()

    assert found(city) == []


def test_the_database_itself_refuses_to_replace_a_line(city, trail, guarded):
    line = trail.get(number=3)
    columns = ", ".join(str(field.column) for field in Entry._meta.concrete_fields)
    replace = "INSERT OR REPLACE INTO audit_entry ({}) SELECT {} FROM audit_entry WHERE id = {}"
    ways = {
        "sqlite": replace.format(columns, columns.replace("label", "'Someone'"), line.pk),
        "postgresql": "TRUNCATE audit_entry CASCADE",
    }
    connection.check_constraints()  # what waits for the end of the act would refuse it, too

    with pytest.raises(DatabaseError, match=protection.REFUSAL), transaction.atomic():
        connection.cursor().execute(ways[connection.vendor])

    assert found(city) == []


def test_a_line_put_in_with_a_whole_chain_is_found(city, trail):
    last = trail.get(number=5)
    line = Entry(
        city=city, number=6, at=last.at, act="plan.published", about=last.about, before=last.digest
    )
    line.digest = digest(line)
    line.save(force_insert=True)

    assert found(city) == [(6, "was put in unseen")]


def test_a_guard_that_is_gone_is_noticed(guarded):
    before = protection.missing()
    protection.lift(connection, "UPDATE")

    assert (before, protection.missing()) == ([], ["UPDATE"])


def test_who_wrote_a_line_can_not_be_deleted(city, trail):
    with pytest.raises(DatabaseError), transaction.atomic():
        trail.first().person.delete()
