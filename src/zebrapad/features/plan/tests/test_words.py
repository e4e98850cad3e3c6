"""Each judgement has its sentence, and no sentence says more than is known."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.engines.progress import Doubt, Standing, Tally
from zebrapad.features.plan import showing, standing, words
from zebrapad.features.plan.content import (
    ActionContent,
    IndicatorContent,
    MeasurementContent,
    MilestoneContent,
    PlanContent,
    StatusContent,
    TargetContent,
)

TODAY = date(2026, 11, 23)
TITLE = Text({"en": "Something"})


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def step(**fields):
    return MilestoneContent(key="step", title=TITLE, **fields)


def value(when, number, **fields):
    number = None if number is None else Decimal(number)
    return MeasurementContent(period=period(when), value=number, **fields)


@pytest.mark.parametrize("each", Standing)
def test_every_standing_has_its_sentence(each):
    assert words.finding(each).endswith(".")


@pytest.mark.parametrize("each", Doubt)
def test_every_doubt_has_its_sentence(each):
    assert words.doubt(each).endswith(".")


@pytest.mark.parametrize(
    ("milestone", "says"),
    [
        (step(done=period("2022-05")), "Done: May 2022"),
        (step(done=period("2022-05"), due=date(2022, 5, 17)), "Done: May 2022"),
        (
            step(done=period("2022-07-01"), due=date(2022, 5, 17)),
            "Done late: 1 July 2022, it was due 17 May 2022",
        ),
        (step(due=date(2026, 11, 22)), "Late: due 22 November 2026"),
        (step(due=date(2026, 11, 23)), "Due 23 November 2026"),
        (step(), "Not done yet, without a date"),
        (step(done=period("2027")), "Not done yet, without a date"),
    ],
)
def test_a_step_says_how_it_stands(milestone, says):
    assert words.step(milestone, TODAY) == says


@pytest.mark.parametrize(
    ("action", "says"),
    [
        ({}, ["No date was promised, so nothing can be called late."]),
        (
            {"milestones": (step(due=date(2026, 11, 22)),)},
            ["1 step is late.", "The oldest date passed 1 day ago."],
        ),
        (
            {"ends": date(2026, 11, 21)},
            ["The action should have ended.", "The oldest date passed 2 days ago."],
        ),
        (
            {
                "statuses": (StatusContent(period=period("2026"), state="done"),),
                "milestones": (step(due=date(2026, 12, 1)),),
            },
            [
                "The city calls it done, while not every step is.",
                "The next date is 1 December 2026.",
            ],
        ),
    ],
)
def test_an_action_says_how_it_keeps_to_its_dates(action, says):
    content = ActionContent(key="action", title=TITLE, **action)

    assert words.course(standing.judged_action(content, [], TODAY)) == says


def test_what_is_bad_is_counted_first():
    counted = Tally(better=2, worse=1, unjudged=3)

    assert words.tally(counted) == [
        "1 goes the wrong way",
        "2 go the right way",
        "3 can't be judged",
    ]


@pytest.mark.parametrize(
    ("measurements", "says"),
    [
        ((), "Nothing has been measured yet."),
        ((value("2022", 3, slice="sex=x"),), "Only parts were measured; the total is not known."),
        ((value("2022", None),), "It was looked for, and is not known."),
        ((value("2022", 3),), "There is no first value to compare with."),
    ],
)
def test_where_nothing_can_be_judged_the_reason_is_said(measurements, says):
    indicator = IndicatorContent(
        key="i", title=TITLE, polarity="up", measurements=tuple(measurements)
    )

    assert words.sentences(indicator, standing.judged(indicator, TODAY), TODAY)[0] == says


def test_the_newest_value_stands_beside_the_first_only_where_there_are_two():
    indicator = IndicatorContent(key="i", title=TITLE, unit=Text({"en": "crossings"}))
    first, newest = value("2021", 1), value("2022-05", "3.5")

    assert words.compared(indicator, first, newest) == "From 1 (2021) to 3.5 (May 2022)."
    assert words.compared(indicator, first, first) == ""
    assert words.compared(indicator, None, newest) == ""


def wanting(polarity, newest, *targets, tolerance=0, when="2025", **fields):
    """An indicator with one value and several targets."""
    return IndicatorContent(
        key="x",
        title=TITLE,
        polarity=polarity,
        tolerance=Decimal(tolerance),
        targets=tuple(TargetContent(value=Decimal(v), year=y) for v, y in targets),
        measurements=() if newest is None else (value("2020", 0), value(when, newest)),
        **fields,
    )


def aimed(*given, **fields):
    found = standing.aim(wanting(*given, **fields), TODAY)
    return found and found.year


@pytest.mark.parametrize(
    ("polarity", "newest", "year"),
    [
        ("up", 55, 2025),
        ("up", 100, 2030),
        ("up", None, 2025),
        ("down", 120, 2025),
        ("down", 90, 2030),
        ("keep", 99, 2025),
        ("either", 1, 2030),
    ],
)
def test_a_missed_target_counts_until_it_is_reached(polarity, newest, year):
    assert aimed(polarity, newest, (110, 2030), (100, 2025)) == year


def test_without_a_missed_target_the_next_counts_then_the_last_then_the_undated():
    assert aimed("up", 60, (50, 2024), (100, 2028), (200, 2030)) == 2028
    assert aimed("up", 60, (50, 2024), (40, 2020)) == 2024
    assert aimed("up", 60, (50, None)) is None
    assert aimed("keep", 99, (100, 2025), tolerance=1) == 2025


def test_a_step_of_which_nothing_is_known_is_not_called_undone():
    step = MilestoneContent(key="x", title=TITLE, certainty="unknown")

    assert words.step(step, TODAY) == "Not known whether it is done"


def test_a_status_counts_from_the_day_on_which_it_begins():
    statuses = [("2021-05", "running"), ("2026-11-24", "done"), ("2031", "stopped")]
    content = ActionContent(
        key="x",
        title=TITLE,
        statuses=tuple(StatusContent(period=period(when), state=said) for when, said in statuses),
    )
    plan = PlanContent(key="x", title=TITLE, actions=(content,))

    states = [
        showing.action(plan, content, day).state
        for day in (date(2021, 4, 30), TODAY, date(2026, 11, 24), date(2031, 1, 1))
    ]
    assert states == ["Not known", "Under way", "Done", "Stopped"]
    assert [s.words for s in showing.action(plan, content, TODAY).statuses] == ["Under way"]


def test_a_step_is_not_done_before_its_day():
    assert standing.is_done(step(done=period("2026-11")), TODAY)
    assert not standing.is_done(step(done=period("2026-12")), TODAY)


def told(*given, **fields):
    indicator = wanting(*given, baseline=period("2020"), **fields)
    return words.sentences(indicator, standing.judged(indicator, TODAY), TODAY)


@pytest.mark.parametrize(
    ("newest", "when", "says"),
    [
        (55, "2025", ["It moves toward the target.", "The target for 2025 was not reached."]),
        (55, "2024", ["It moves toward the target.", "It is behind on the way there."]),
        (100, "2025", ["It moves toward the target."]),
        (99, "2099", ["Nothing has been measured yet.", "The newest value is old."]),
    ],
)
def test_a_missed_target_is_said_by_its_year(newest, when, says):
    assert told("up", newest, (100, 2025), (300, 2030), when=when) == says


def test_every_target_that_was_missed_is_said():
    found = told("down", 5, (1, 2023), (2, 2024), (3, 2030))

    assert "The target for 2023 was not reached." in found
    assert "The target for 2024 was not reached." in found
    assert told("keep", 9, (1, 2023))[1:] == []
