from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from zebrapad.core.cities.content import OrganisationContent
from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.features.plan.comparison import LABELS, NAMED, PARTS, STATE, compare, differing
from zebrapad.features.plan.content import (
    ActionContent,
    GoalContent,
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    PlanContent,
    RemarkContent,
    StatusContent,
    TargetContent,
)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


STEP = MilestoneContent(key="first", title=Text({"nl": "Eerste zebrapad"}), due=date(2022, 5, 17))
STREETS = ActionContent(key="streets", title=Text({"nl": "Straten"}), milestones=(STEP,))
CROSSINGS = IndicatorContent(
    key="crossings", title=Text({"nl": "Zebrapaden"}), targets=(TargetContent(value=Decimal(8)),)
)
PLAN = PlanContent(
    key="plan", title=Text({"nl": "Plan"}), actions=(STREETS,), indicators=(CROSSINGS,)
)


def test_a_plan_beside_itself_shows_no_change():
    assert compare(PLAN, PLAN) == []


def test_a_date_that_was_moved_is_shown():
    moved = replace(STREETS, milestones=(replace(STEP, due=date(2024, 5, 17)),))

    [change] = compare(PLAN, replace(PLAN, actions=(moved,)))

    assert (change.kind, change.part) == ("changed", "milestones")
    assert [(w.kind, w.text) for w in change.changes[0].words] == [
        ("same", "17 May"),
        ("gone", "2022"),
        ("new", "2024"),
    ]


def test_a_target_that_was_dropped_is_shown():
    [change] = compare(PLAN, replace(PLAN, indicators=(replace(CROSSINGS, targets=()),)))

    assert (change.kind, change.part) == ("removed", "targets")


def test_a_target_of_nothing_is_a_target():
    none_left = replace(CROSSINGS, targets=(TargetContent(value=Decimal(0)),))

    [change] = compare(PLAN, replace(PLAN, indicators=(none_left,)))

    assert [(f.before, f.after) for f in change.changes] == [("8", "0")]


def test_what_a_new_part_says_is_all_new():
    schools = ActionContent(
        key="schools",
        title=Text({"nl": "Scholen"}),
        goal="safe",
        continuous=True,
        milestones=(replace(STEP, key="lesson"),),
    )
    safe = GoalContent(key="safe", title=Text({"nl": "Veilig"}))
    before = replace(PLAN, goals=(safe,))

    action, step = compare(before, replace(before, actions=(STREETS, schools)))

    assert {f.name: (f.before, f.after) for f in action.changes} == {
        "title": ("", "Scholen"),
        "goal": ("", "Veilig"),
        "continuous": ("", "yes"),
    }
    assert (step.label, str(step.within)) == ("Step", "Scholen")


def test_choices_and_keys_are_read_as_people_name_them():
    cib = OrganisationContent(key="cib", name="CIB")
    named = replace(PLAN, organisations=(cib,))
    led = replace(STREETS, leads=("cib",))
    judged = replace(CROSSINGS, polarity="up", action="streets")

    action, indicator = compare(named, replace(named, actions=(led,), indicators=(judged,)))

    assert [(f.before, f.after) for f in action.changes] == [("", "CIB")]
    assert [(f.label, f.after) for f in indicator.changes] == [
        ("action", "Straten"),
        ("direction", "Higher is better"),
    ]


def test_every_field_of_a_plan_has_a_name_for_readers():
    parts = (PlanContent, GoalContent, ActionContent, MilestoneContent, IndicatorContent)
    names = {f.name for part in (*parts, TargetContent, RemarkContent) for f in fields(part)}

    assert names - STATE - NAMED - {*PARTS, "milestones", "targets"} == set(LABELS)


def test_a_part_that_came_or_went_is_named():
    schools = ActionContent(key="schools", title=Text({"nl": "Scholen"}))

    changes = compare(PLAN, replace(PLAN, actions=(schools,)))

    assert [(c.kind, str(c.title)) for c in changes] == [
        ("added", "Scholen"),
        ("removed", "Straten"),
    ]


def test_each_language_is_compared_with_itself():
    french = replace(STREETS, title=Text({"nl": "Straten", "fr": "Rues"}))

    [change] = compare(PLAN, replace(PLAN, actions=(french,)))

    assert [(f.name, f.language, f.before) for f in change.changes] == [("title", "fr", "")]


def test_what_happened_since_is_no_change_of_promise():
    done = replace(
        STREETS,
        statuses=(StatusContent(period=period("2022"), state="done"),),
        milestones=(replace(STEP, done=period("2022-05")),),
    )
    measured = replace(
        CROSSINGS, measurements=(MeasurementContent(period=period("2022"), value=Decimal(3)),)
    )

    assert compare(PLAN, replace(PLAN, actions=(done,), indicators=(measured,))) == []


def test_words_that_stayed_are_told_from_those_that_came_and_went():
    stretches = differing("een zebrapad in elke wijk", "een zebrapad in elke deelgemeente")

    assert [(s.kind, s.text) for s in stretches] == [
        ("same", "een zebrapad in elke"),
        ("gone", "wijk"),
        ("new", "deelgemeente"),
    ]
