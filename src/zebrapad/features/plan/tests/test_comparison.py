from dataclasses import replace
from datetime import date
from decimal import Decimal

from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.features.plan.comparison import compare, differing
from zebrapad.features.plan.content import (
    ActionContent,
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    PlanContent,
    StatusContent,
    TargetContent,
)

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
        ("gone", "2022-05-17"),
        ("new", "2024-05-17"),
    ]


def test_a_target_that_was_dropped_is_shown():
    [change] = compare(PLAN, replace(PLAN, indicators=(replace(CROSSINGS, targets=()),)))

    assert (change.kind, change.part) == ("removed", "targets")


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
