"""Writing the plan at the desk, as an editor meets it."""

from decimal import Decimal

import pytest

from zebrapad.core.audit import editing
from zebrapad.core.audit.editing import Late
from zebrapad.core.audit.models import Entry
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.tests.pages import said, sent
from zebrapad.features.plan.forms.measured import impossible
from zebrapad.features.plan.models import Action, Goal, Measurement, Milestone, Plan

DESK = "/en/here/desk/plan/"


@pytest.fixture
def editor(seat, city):
    return seat(city, Role.EDITOR)[1]


def test_a_milestone_is_added_and_its_key_made_from_its_title(editor, streets):
    page = editor.get(f"{DESK}milestones/add/?action={streets.pk}")
    filled = sent(page) | {"title_en": "Paint the  crossing!", "due": "17/05/2027"}

    answer = editor.post(f"{DESK}milestones/add/", filled, follow=True)

    added = Milestone.objects.get()
    assert (added.key, str(added.due), added.action) == (
        "paint-the-crossing",
        "2027-05-17",
        streets,
    )
    assert added.title.plain() == {"en": "Paint the  crossing!"}
    assert "Paint the crossing!" in said(answer)


def test_a_second_of_the_same_title_gets_a_key_of_its_own(editor, first):
    page = editor.get(f"{DESK}milestones/add/?action={first.action_id}")

    editor.post(f"{DESK}milestones/add/", sent(page) | {"title_en": "First"})

    assert set(Milestone.objects.values_list("key", flat=True)) == {"first", "first-2"}


def test_saving_a_form_as_it_was_shown_changes_nothing(editor, first, crossings):
    lines = Entry.objects.count()
    measurement = Measurement.objects.get()

    for part, row in (
        ("plans", first.action.plan),
        ("actions", first.action),
        ("milestones", first),
        ("indicators", crossings),
        ("measurements", measurement),
    ):
        address = f"{DESK}{part}/{row.pk}/"
        answer = editor.post(address, sent(editor.get(address)))
        assert answer.status_code == 302, said(answer)

    assert Entry.objects.count() == lines


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        ({"title_nl": "", "title_en": " "}, "Title: Write this in at least one language."),
        ({"due": "next week"}, "Due: Write a date such as 2026-05-31 or 31/05/2026."),
        ({"due": "0202-05-17"}, "Due: The year of “0202-05-17” is not between 1800 and 2200."),
        ({"done": "2026-13"}, "Done on: “2026-13” is not a date or period."),
        ({"key": "First!"}, ""),
        ({"action": "99999"}, "Select a valid choice"),
        ({"documents_0_address": "not there", "documents_0_en": "Plan"}, "Line 1: Write a whole"),
        ({"documents_0_address": "https://a.example"}, "Line 1: Write the title"),
        ({"order": "first"}, "Order: Write a whole number, such as 12."),
        ({"order": "40000"}, "Order"),
    ],
)
def test_an_error_names_the_field_and_the_mend_and_keeps_what_was_typed(
    editor, first, filled, says
):
    address = f"{DESK}milestones/{first.pk}/"
    data = sent(editor.get(address)) | {"text_en": "Kept"} | filled

    answer = editor.post(address, data)

    if says:
        assert answer.status_code == 200
        assert says in said(answer)
        assert sent(answer)["text_en"] == "Kept"
        assert all(
            sent(answer)[name] == value for name, value in filled.items() if name != "action"
        )
        assert b"Error:" in answer.content.partition(b"</title>")[0]
    first.refresh_from_db()
    assert (first.key, str(first.due)) == ("first", "2026-05-17")


@pytest.mark.parametrize(
    ("filled", "says"),
    [
        ({"value": "1.500"}, "“1.500” can be read in two ways. Write 1500 or 1,5."),
        ({"value": "many"}, "“many” is not a number."),
        ({"value": ""}, "Fill in a value, or say that it is not known."),
        ({"low": "2"}, "An interval has a lower and a higher end."),
        ({"low": "5", "high": "2"}, "An interval has a lower and a higher end."),
        ({"low": "5", "high": "7"}, "The value lies outside its interval."),
        ({"value": "1" * 20}, "digits"),
        ({"period": "2021"}, "There is a value for this period, part and series already."),
    ],
)
def test_the_tables_rules_are_said_at_the_field(editor, crossings, filled, says):
    page = editor.get(f"{DESK}measurements/add/?indicator={crossings.pk}")
    data = sent(page) | {"period": "2022", "value": "1"} | filled

    answer = editor.post(f"{DESK}measurements/add/", data)

    assert answer.status_code == 200
    assert says in said(answer)
    assert Measurement.objects.count() == 1


def test_a_number_is_read_with_a_comma_and_with_a_point(editor, crossings):
    address = f"{DESK}measurements/add/?indicator={crossings.pk}"
    for year, typed in (("2022", "1 234,5"), ("2023", "1234.5"), ("2024", "2,1250")):
        data = sent(editor.get(address)) | {"period": year, "value": typed, "another": "1"}
        assert editor.post(address, data).status_code == 302

    values = Measurement.objects.order_by("period").values_list("value", flat=True)[1:]
    assert [f"{value.normalize():f}" for value in values] == ["1234.5", "1234.5", "2.125"]
    again = Measurement.objects.get(period="2024")
    assert sent(editor.get(f"{DESK}measurements/{again.pk}/"))["value"] == "2,1250"


# --- Two at one row ---------------------------------------------------------------------


def test_the_second_of_two_sees_all_three_and_can_save_over(seat, city, first):
    address = f"{DESK}milestones/{first.pk}/"
    kim, one = seat(city, Role.EDITOR, language="en")
    _, other = seat(city, Role.EDITOR)
    theirs, mine = sent(one.get(address)), sent(other.get(address))
    one.post(address, theirs | {"title_en": "Crossing of the square"})

    answer = other.post(address, mine | {"title_en": "Crossing one", "text_en": "Longer"})

    assert answer.status_code == 409
    words = said(answer)
    for piece in ("First crossing", "Crossing of the square", "Crossing one", kim.name):
        assert piece in words
    first.refresh_from_db()
    assert first.title.wordings["en"] == "Crossing of the square"

    again = sent(answer)
    assert again["text_en"] == "Longer"
    assert other.post(address, again).status_code == 302
    first.refresh_from_db()
    assert (first.title.wordings["en"], str(first.text)) == ("Crossing one", "Longer")


def test_what_was_typed_into_a_row_that_is_gone_can_be_added_anew(seat, city, first):
    address = f"{DESK}milestones/{first.pk}/"
    _, one = seat(city, Role.EDITOR)
    _, other = seat(city, Role.EDITOR)
    mine = sent(other.get(address))
    one.post(f"{address}remove/", {"edition": first.edition})

    answer = other.post(address, mine | {"title_en": "Still wanted"})

    assert answer.status_code == 409
    assert "Someone else removed this" in said(answer)
    assert other.post(f"{DESK}milestones/add/", sent(answer)).status_code == 302
    assert Milestone.objects.get().title.wordings["en"] == "Still wanted"


# --- History ------------------------------------------------------------------------------


def test_history_shows_from_and_to_and_puts_one_line_back(editor, first):
    address = f"{DESK}milestones/{first.pk}/"
    editor.post(address, sent(editor.get(address)) | {"title_en": "Second", "due": ""})

    page = editor.get(f"{address}history/")
    assert "First crossing" in said(page)
    assert "17 May 2026" in said(page)
    line = Entry.objects.filter(act="milestone.changed").get().number
    editor.post(f"{DESK}milestones/put-back/{line}/")

    first.refresh_from_db()
    assert (first.title.wordings["en"], str(first.due)) == ("First crossing", "2026-05-17")


def test_what_was_removed_is_put_back_with_all_it_held(editor, first):
    held = {name: getattr(first, name) for name in ("key", "title", "due", "action")}
    editor.post(f"{DESK}milestones/{first.pk}/remove/", {"edition": first.edition})
    assert not Milestone.objects.exists()
    assert "First crossing" in said(editor.get(f"{DESK}milestones/removed/"))

    line = Entry.objects.filter(act="milestone.removed").get().number
    editor.post(f"{DESK}milestones/put-back/{line}/")

    back = Milestone.objects.get()
    assert {name: getattr(back, name) for name in held} == held


def test_what_is_put_back_goes_where_it_was_and_not_to_a_plan_of_the_same_keys(editor, first, put):
    editor.post(f"{DESK}milestones/{first.pk}/remove/", {"edition": first.edition})
    line = Entry.objects.get(act="milestone.removed")
    Plan.objects.update(current=False)
    later = put(Plan(key="later", title=Text({"en": "Later"})))
    put(Action(plan=later, key=first.action.key, title=Text({"en": "Streets again"})))

    answer = editor.post(f"{DESK}milestones/put-back/{line.number}/", follow=True)

    assert "Put back: " in said(answer)
    back = Milestone.objects.get()
    assert (back.pk, back.action) == (first.pk, first.action)


def test_a_row_put_back_is_the_same_row_so_that_what_belonged_to_it_finds_it(editor, first):
    streets = first.action
    for part, row in (("milestones", first), ("actions", streets)):
        editor.post(f"{DESK}{part}/{row.pk}/remove/", {"edition": row.edition})
    for part, act in (("actions", "action.removed"), ("milestones", "milestone.removed")):
        line = Entry.objects.get(act=act)
        editor.post(f"{DESK}{part}/put-back/{line.number}/")

    assert Milestone.objects.get().action == streets
    assert "id – " not in said(editor.get(f"{DESK}actions/{streets.pk}/history/"))
    again = editor.post(f"{DESK}milestones/put-back/{line.number}/", follow=True)
    assert "This can't be put back now" in said(again)
    assert Milestone.objects.count() == 1


def test_a_form_from_before_a_row_was_removed_does_not_pass_for_one_of_today(editor, first):
    address = f"{DESK}milestones/{first.pk}/"
    old = sent(editor.get(address))
    editor.post(address, old | {"title_en": "Sharper"})
    editor.post(f"{address}remove/", {"edition": first.edition + 1})
    line = Entry.objects.get(act="milestone.removed")
    editor.post(f"{DESK}milestones/put-back/{line.number}/")

    assert editor.post(address, old | {"title_en": "Blunter"}).status_code == 409
    assert Milestone.objects.get().title.wordings["en"] == "Sharper"


def test_where_the_old_place_is_gone_nothing_is_put_into_another_of_its_key(editor, first, put):
    streets = first.action
    for part, row in (("milestones", first), ("actions", streets)):
        editor.post(f"{DESK}{part}/{row.pk}/remove/", {"edition": row.edition})
    put(Action(plan=streets.plan, key=streets.key, title=Text({"en": "Another"})))
    line = Entry.objects.get(act="milestone.removed")

    answer = editor.post(f"{DESK}milestones/put-back/{line.number}/", follow=True)

    assert "What this belonged to is gone" in said(answer)
    assert not Milestone.objects.exists()


def test_what_was_changed_meanwhile_is_not_removed(editor, first):
    address = f"{DESK}milestones/{first.pk}/remove/"
    looked = editor.get(address).context["row"].edition
    edit = f"{DESK}milestones/{first.pk}/"
    editor.post(edit, sent(editor.get(edit)) | {"title_en": "Sharper"})

    answer = editor.post(address, {"edition": looked})

    assert answer.status_code == 409
    assert "Someone else changed this while you were writing." in said(answer)
    assert Milestone.objects.get().title.wordings["en"] == "Sharper"
    with pytest.raises(Late):
        editing.remove(Actor(first.city), first, act="milestone.removed")


@pytest.mark.parametrize("typed", ["0", "202", "20255"])
def test_a_target_is_of_a_year_that_a_plan_may_know(editor, crossings, typed):
    page = editor.get(f"{DESK}targets/add/?indicator={crossings.pk}")

    answer = editor.post(f"{DESK}targets/add/", sent(page) | {"year": typed, "value": "3"})

    assert "Year: " in said(answer)
    assert not crossings.targets.exists()


@pytest.mark.parametrize("typed", ["2099", "2021/2199"])
def test_what_is_still_to_come_was_not_done(editor, first, typed):
    address = f"{DESK}milestones/{first.pk}/"

    answer = editor.post(address, sent(editor.get(address)) | {"done": typed})

    assert "This lies in the future" in said(answer)
    assert Milestone.objects.get().done is None


def test_a_status_of_years_to_come_is_no_status(editor, first):
    answer = editor.post(
        f"{DESK}statuses/add/",
        {"action": first.action_id, "period": "2099", "state": "stopped", "certainty": "seen"},
    )

    assert "This lies in the future" in said(answer)


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("share", 140, "between 0 and 100"),
        ("share", 100, ""),
        ("count", Decimal("-3.5"), "less than 0"),
        ("yes_no", 7, "Write 1 for yes or 0 for no"),
        ("yes_no", 1, ""),
        ("amount", -5, ""),
    ],
)
def test_a_value_that_can_not_be_is_refused(kind, value, says):
    found = impossible(kind, Decimal(value))

    assert says in found
    assert bool(says) == bool(found)


def test_what_others_belong_to_is_not_removed(editor, first):
    address = f"{DESK}actions/{first.action_id}/remove/"
    answer = editor.post(address, {"edition": first.action.edition}, follow=True)

    assert "Other parts still belong to this. Remove those first." in said(answer)


# --- Lists ----------------------------------------------------------------------------------


def test_a_list_is_searched_filtered_sorted_and_fetched(editor, put, streets, city):
    for n, title in enumerate(("Zebra", "Äpfel", "Öl", "=1+1")):
        put(Goal(plan=streets.plan, key=f"g{n}", title=Text({"en": title}), order=9 - n))

    def cells(query):
        body = editor.get(f"{DESK}goals/{query}").content.decode()
        return [t for t in ("Zebra", "Äpfel", "Öl", "=1+1") if f">{t}</a>" in body]

    assert cells("?q=äpf") == ["Äpfel"]
    assert cells("?q=nothing") == []
    assert "Nothing found" in said(editor.get(f"{DESK}goals/?q=nothing"))
    sheet = editor.get(f"{DESK}goals.csv?sort=-title").content.decode().splitlines()
    assert [line.split(",")[0] for line in sheet] == [
        "Title",
        "Öl",
        "Äpfel",
        "Zebra",
        "Safe",
        "'=1+1",
    ]


def test_another_citys_row_is_not_there(seat, elsewhere, first):
    _, stranger = seat(elsewhere, Role.COORDINATOR)

    for page in ("", "remove/", "history/"):
        assert stranger.get(f"{DESK}milestones/{first.pk}/{page}").status_code == 404
        there = f"/en/elsewhere/desk/plan/milestones/{first.pk}/{page}"
        assert stranger.get(there).status_code in (404, 409)


@pytest.mark.parametrize(
    ("role", "part", "status"),
    [
        (Role.EDITOR, "milestones", 200),
        (Role.RESEARCHER, "measurements", 200),
        (Role.RESEARCHER, "milestones", 403),
        (Role.PARTNER, "milestones", 403),
        (Role.CODER, "milestones", 403),
    ],
)
def test_who_may_add_to_the_plan(seat, city, streets, role, part, status):
    _, browser = seat(city, role)

    assert browser.get(f"{DESK}{part}/add/").status_code == status


@pytest.mark.parametrize(("role", "status"), [(Role.PARTNER, 200), (Role.CODER, 403)])
def test_who_may_read_what_is_being_written(seat, city, streets, role, status):
    _, browser = seat(city, role)

    for page in ("", "goals/", "goals.csv", "goals/removed/", "preview/", "changes/"):
        assert browser.get(f"{DESK}{page}").status_code == status
