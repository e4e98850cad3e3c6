from datetime import date

import pytest
from django.utils.translation import override

from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.features.plan.content import (
    ActionContent,
    HappeningContent,
    MilestoneContent,
    PlanContent,
)
from zebrapad.features.plan.timeline import Publication, timeline

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def named(words):
    return {"key": words.lower().replace(" ", "-"), "title": Text({"en": words})}


def plan(*steps, **fields):
    action = ActionContent(**named("Streets"), milestones=steps)
    return PlanContent(**named("Plan"), actions=(action,), **fields)


def told(events):
    return [(event.kind, str(event.title)) for event in events]


def test_a_city_without_anything_has_an_empty_timeline():
    assert not timeline(None, [], [], TODAY)


def test_years_come_newest_first_and_so_do_the_days_within():
    happened = [
        HappeningContent(**named(words), period=period(when))
        for words, when in [("Older", "2021"), ("May", "2022-05"), ("June", "2022-06-01")]
    ]

    line = timeline(None, happened, [], TODAY)

    assert [(year, [str(e.title) for e in of]) for year, of in line.years] == [
        (2022, ["June", "May"]),
        (2021, ["Older"]),
    ]


def test_a_step_said_to_be_done_in_years_to_come_is_due_and_not_done():
    steps = plan(
        MilestoneContent(**named("Early"), due=date(2027, 1, 1), done=period("2031")),
        MilestoneContent(**named("Never"), done=period("2031")),
    )

    line = timeline(steps, [], [], TODAY)

    assert told(line.ahead) == [("Step due", "Early")]
    assert not line.years


def test_what_is_to_come_stands_apart_soonest_first():
    due = plan(
        MilestoneContent(**named("Later"), due=date(2028, 1, 1)),
        MilestoneContent(**named("Sooner"), due=date(2027, 1, 1)),
    )

    line = timeline(due, [], [], TODAY)

    assert told(line.ahead) == [("Step due", "Sooner"), ("Step due", "Later")]
    assert line.years == ()


def test_a_step_that_was_missed_is_told_as_late_and_one_done_on_its_day():
    line = timeline(
        plan(
            MilestoneContent(**named("Missed"), due=date(2026, 1, 1)),
            MilestoneContent(**named("Done"), due=date(2026, 2, 1), done=period("2025-12")),
        ),
        [],
        [],
        TODAY,
    )

    assert [(year, told(of)) for year, of in line.years] == [
        (2026, [("Step late", "Missed")]),
        (2025, [("Step done", "Done")]),
    ]
    assert line.years[0][1][0].fragment == "step-missed"


def test_versions_and_the_decision_are_part_of_it():
    published = Publication(number=1, on=date(2026, 11, 1), reason=Text({"en": "First"}))

    line = timeline(plan(decided=period("2021-05")), [], [published], TODAY)

    assert [(year, told(of)) for year, of in line.years] == [
        (2026, [("Plan", "Version 1 of the plan is published")]),
        (2021, [("Plan", "The plan is adopted")]),
    ]


def test_what_comes_back_without_a_date_is_kept():
    cafe = HappeningContent(**named("Café"), kind="event", recurrence=Text({"en": "Every month"}))

    assert told(timeline(None, [cafe], [], TODAY).undated) == [("Event", "Café")]
