"""The rules as cases. Read a line as: this goal, these values, on this day → this is said.

`docs/progress.md` explains them and names each by the same key.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from zebrapad.engines.progress import Doubt, Goal, Milestone, Point, Polarity, Standing

TODAY = date(2024, 5, 17)
UP, DOWN, KEEP, EITHER = Polarity
SURE: tuple[Doubt, ...] = ()


def value(
    year: int,
    number: str | int | None,
    interval: str = "",
    *,
    method: str = "A",
    inferred: bool = False,
) -> Point:
    """A yearly value of the total; the interval is written `60..72`."""
    low, high = (Decimal(x) for x in interval.split("..")) if interval else (None, None)
    return Point(
        starts=date(year, 1, 1),
        ends=date(year, 12, 31),
        value=None if number is None else Decimal(number),
        low=low,
        high=high,
        series=method,
        certain=not inferred,
    )


def goal(polarity: Polarity, start: Point | None = None, *, to: Any = None, **more: Any) -> Goal:
    return Goal(
        polarity=polarity, baseline=start, target=None if to is None else Decimal(to), **more
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`says` are the other things on the judgement that matter to this rule."""

    goal: Goal
    values: list[Point]
    standing: Standing
    says: dict[str, Any] = field(default_factory=dict)
    today: date = TODAY


BULLIED = value(2019, 67)
SCHOOLS = value(2020, 0)
SURVEY = value(2019, 50, "46..54")
BY_2027 = {"to": 40, "target_year": 2027}
SAID_NO = value(2020, 0)

INDICATORS: dict[str, Case] = {
    # ------------------------------------------------ where nothing may be said about progress
    "nothing-measured": Case(
        goal=goal(UP, to=10),
        values=[],
        standing=Standing.NOTHING_MEASURED,
        says={"raw": None, "share": None, "newest": None, "behind": None, "old": False},
    ),
    "no-baseline": Case(
        goal=goal(UP, to=8),
        values=[value(2023, 3)],
        standing=Standing.NO_BASELINE,
        says={"share": None, "change": None},
    ),
    "baseline-not-known": Case(
        goal=goal(UP, value(2020, None), to=8),
        values=[value(2023, 3)],
        standing=Standing.NO_BASELINE,
    ),
    "no-target": Case(
        goal=goal(UP, SCHOOLS),
        values=[value(2023, 3)],
        standing=Standing.NO_TARGET,
        says={"share": None, "change": Decimal(3), "behind": None},
    ),
    "only-the-baseline": Case(
        goal=goal(DOWN, BULLIED, **BY_2027),
        values=[BULLIED],
        standing=Standing.NOTHING_MEASURED,
        says={"share": None, "newest": BULLIED, "behind": None, "old": True},
    ),
    "method-break": Case(
        goal=goal(DOWN, BULLIED, **BY_2027),
        values=[value(2023, 45, method="B")],
        standing=Standing.NOT_COMPARABLE,
        says={"share": None, "change": None, "behind": None},
    ),
    "method-break-after-progress": Case(
        goal=goal(DOWN, BULLIED, **BY_2027),
        values=[value(2021, 60), value(2023, 45, method="B")],
        standing=Standing.NOT_COMPARABLE,
    ),
    "method-break-bridged": Case(  # one year was measured both ways
        goal=goal(DOWN, BULLIED, **BY_2027),
        values=[value(2023, 58), value(2023, 45, method="B")],
        standing=Standing.MOVING_TOWARD,
        says={"change": Decimal(-9)},
    ),
    # --------------------------------------------------------------------- which way it goes
    "wrong-way": Case(  # bullied pupils rose from 67 to 72 %, and the way to 40 was half over
        goal=goal(DOWN, BULLIED, to=40, target_year=2023),
        values=[value(2023, 72)],
        standing=Standing.WRONG_WAY,
        says={"share": 0, "change": Decimal(5), "behind": True},
    ),
    "wrong-way-by-a-little": Case(
        goal=goal(UP, value(2020, 1000), to=2000),
        values=[value(2023, 999)],
        standing=Standing.WRONG_WAY,
    ),
    "unmoved": Case(
        goal=goal(UP, SCHOOLS, to=8, target_year=2025),
        values=[value(2023, 0)],
        standing=Standing.UNMOVED,
        says={"share": 0, "behind": True},
    ),
    "moving-on-course": Case(  # three of five years, three of five schools
        goal=goal(UP, SCHOOLS, to=5, target_year=2025),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": Decimal(3), "behind": False, "doubts": SURE},
    ),
    "moving-but-behind": Case(
        goal=goal(UP, SCHOOLS, to=5, target_year=2025),
        values=[value(2023, 2)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": Decimal(3), "behind": True},
    ),
    "target-year-over": Case(
        goal=goal(UP, SCHOOLS, to=5, target_year=2023),
        values=[value(2022, 4)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": Decimal(5), "behind": True},
    ),
    "on-from-a-stage": Case(  # 1 by the end of 2022 was reached; halfway from there to 5
        goal=goal(UP, SCHOOLS, to=5, target_year=2024, stage=Decimal(1), stage_year=2022),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": Decimal(3), "behind": False},
    ),
    "at-a-stage": Case(
        goal=goal(UP, SCHOOLS, to=5, target_year=2024, stage=Decimal(1), stage_year=2023),
        values=[value(2023, 1)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": Decimal(1), "behind": False},
    ),
    "no-target-year": Case(
        goal=goal(UP, SCHOOLS, to=8),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": None, "behind": None},
    ),
    "rose-then-fell": Case(  # only the newest value counts
        goal=goal(UP, SCHOOLS, to=8),
        values=[value(2022, 6), value(2023, 2)],
        standing=Standing.MOVING_TOWARD,
        says={"change": Decimal(2)},
    ),
    # --------------------------------------------------------------------- the target and past it
    "reached": Case(
        goal=goal(UP, SCHOOLS, to=10, target_year=2025),
        values=[value(2023, 10)],
        standing=Standing.REACHED,
        says={"share": 1, "behind": False},
    ),
    "passed": Case(  # 14 schools of 10: passed, and the drawing stops at full
        goal=goal(UP, SCHOOLS, to=10, target_year=2025),
        values=[value(2023, 14)],
        standing=Standing.PASSED,
        says={"share": 1, "behind": False},
    ),
    "passed-downward": Case(
        goal=goal(DOWN, value(2020, 30), to=20),
        values=[value(2023, 12)],
        standing=Standing.PASSED,
        says={"share": 1},
    ),
    "target-is-the-baseline": Case(
        goal=goal(UP, value(2020, 8), to=8),
        values=[value(2023, 8)],
        standing=Standing.REACHED,
        says={"raw": None},
    ),
    "target-is-the-baseline-and-lost": Case(
        goal=goal(UP, value(2020, 8), to=8, target_year=2025),
        values=[value(2023, 7)],
        standing=Standing.WRONG_WAY,
        says={"raw": None, "behind": True},
    ),
    "yes-no-reached": Case(
        goal=goal(UP, SAID_NO, to=1),
        values=[value(2023, 1)],
        standing=Standing.REACHED,
    ),
    "yes-no-not-yet": Case(
        goal=goal(UP, SAID_NO, to=1),
        values=[value(2023, 0)],
        standing=Standing.UNMOVED,
    ),
    # -------------------------------------------------------------------- what must stay as it is
    "kept-at-zero": Case(  # no difference found in 2020, none in 2023
        goal=goal(KEEP, SAID_NO, to=0),
        values=[value(2023, 0)],
        standing=Standing.KEPT,
        says={"share": None, "breaches": ()},
    ),
    "not-kept-at-zero": Case(
        goal=goal(KEEP, SAID_NO, to=0),
        values=[value(2023, 1)],
        standing=Standing.NOT_KEPT,
        says={"breaches": (value(2023, 1),)},
    ),
    "kept-without-baseline": Case(  # the value to keep is stated, so nothing else is needed
        goal=goal(KEEP, to=0),
        values=[value(2022, 0)],
        standing=Standing.KEPT,
    ),
    "kept-at-the-baseline": Case(
        goal=goal(KEEP, value(2020, 40)),
        values=[value(2023, 40)],
        standing=Standing.KEPT,
    ),
    "keep-only-the-baseline": Case(
        goal=goal(KEEP, value(2023, 40)),
        values=[],
        standing=Standing.NOTHING_MEASURED,
    ),
    "keep-what": Case(
        goal=goal(KEEP),
        values=[value(2023, 40)],
        standing=Standing.NO_BASELINE,
    ),
    "kept-within-tolerance": Case(
        goal=goal(KEEP, value(2020, 40), tolerance=Decimal(2)),
        values=[value(2023, 38)],
        standing=Standing.KEPT,
    ),
    "not-kept-outside-tolerance": Case(
        goal=goal(KEEP, value(2020, 40), tolerance=Decimal(2)),
        values=[value(2023, "37.9")],
        standing=Standing.NOT_KEPT,
    ),
    "kept-again": Case(  # it came back, and the page can still say when it was gone
        goal=goal(KEEP, SAID_NO, to=0),
        values=[value(2022, 1), value(2023, 0)],
        standing=Standing.KEPT,
        says={"breaches": (value(2022, 1),)},
    ),
    "kept-across-a-method-break": Case(
        goal=goal(KEEP, SAID_NO, to=0),
        values=[value(2023, 0, method="B")],
        standing=Standing.NOT_COMPARABLE,
    ),
    # ------------------------------------------------------------------ more or fewer can be good
    "either-way": Case(  # more reports can mean more harm or more trust
        goal=goal(EITHER, value(2020, 5)),
        values=[value(2023, 17)],
        standing=Standing.BOTH_WAYS_OPEN,
        says={"share": None, "change": Decimal(12), "behind": None},
    ),
    "either-way-with-target": Case(
        goal=goal(EITHER, value(2020, 5), to=20, target_year=2025),
        values=[value(2023, 17)],
        standing=Standing.BOTH_WAYS_OPEN,
        says={"share": None, "behind": None},
    ),
    "either-way-no-baseline": Case(
        goal=goal(EITHER),
        values=[value(2023, 17)],
        standing=Standing.NO_BASELINE,
    ),
    # ------------------------------------------------------------------------------ old is old
    "due-and-not-come": Case(
        goal=goal(UP, SCHOOLS, to=8, next_due=date(2024, 5, 16)),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": True},
    ),
    "due-today": Case(
        goal=goal(UP, SCHOOLS, to=8, next_due=TODAY),
        values=[value(2021, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": False},
    ),
    "due-and-nothing-there": Case(
        goal=goal(UP, to=8, next_due=date(2024, 1, 1)),
        values=[],
        standing=Standing.NOTHING_MEASURED,
        says={"old": True},
    ),
    "due-and-come": Case(
        goal=goal(UP, SCHOOLS, to=8, next_due=date(2023, 12, 1)),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": False},
    ),
    "out-of-rhythm": Case(  # a yearly value of 2022 should have been followed by March 2024
        goal=goal(UP, SCHOOLS, to=8, every_months=12),
        values=[value(2022, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": True},
    ),
    "in-rhythm": Case(
        goal=goal(UP, SCHOOLS, to=8, every_months=12),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": False},
    ),
    "promised-for-much-later": Case(
        goal=goal(UP, value(2015, 1), to=8, next_due=date(2099, 1, 1)),
        values=[value(2018, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": True},
    ),
    "a-rhythm-of-fifty-years": Case(
        goal=goal(UP, value(2015, 1), to=8, every_months=600),
        values=[value(2018, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": True},
    ),
    "lasts-for-years-to-come": Case(
        goal=goal(UP, SCHOOLS, to=8),
        values=[
            value(2021, 3),
            Point(starts=date(2021, 1, 1), ends=date(2199, 12, 31), value=Decimal(8)),
        ],
        standing=Standing.MOVING_TOWARD,
        says={"newest": value(2021, 3), "old": True},
    ),
    "two-years-without-a-rule": Case(
        goal=goal(UP, SCHOOLS, to=8),
        values=[value(2021, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"old": True},
    ),
    # ----------------------------------------------------------------------- unsure is unsure
    "inferred": Case(
        goal=goal(UP, value(2021, 1), to=8),
        values=[value(2023, 3, inferred=True)],
        standing=Standing.MOVING_TOWARD,
        says={"uncertain": True, "doubts": (Doubt.NOT_CERTAIN,)},
    ),
    "baseline-inferred": Case(
        goal=goal(UP, value(2021, 1, inferred=True), to=8),
        values=[value(2023, 3)],
        standing=Standing.MOVING_TOWARD,
        says={"doubts": (Doubt.BASELINE_NOT_CERTAIN,)},
    ),
    "newer-but-not-known": Case(
        goal=goal(UP, SCHOOLS, to=8),
        values=[value(2022, 3), value(2023, None)],
        standing=Standing.MOVING_TOWARD,
        says={"doubts": (Doubt.NEWER_UNKNOWN,), "unknown": (value(2023, None),)},
    ),
    "may-not-have-moved": Case(  # 47 is less than 50, but the survey allows for 43 to 51
        goal=goal(DOWN, value(2019, 50), to=40),
        values=[value(2023, 47, "43..51")],
        standing=Standing.MOVING_TOWARD,
        says={"doubts": (Doubt.MAY_NOT_HAVE_MOVED,)},
    ),
    "may-not-have-moved-two-surveys": Case(  # 45 stays clear of 50, not of 50 give or take 4
        goal=goal(DOWN, SURVEY, to=40),
        values=[value(2023, 45, "41..49")],
        standing=Standing.MOVING_TOWARD,
        says={"doubts": (Doubt.MAY_NOT_HAVE_MOVED,)},
    ),
    "wrong-way-perhaps": Case(
        goal=goal(DOWN, SURVEY, to=40),
        values=[value(2023, 52, "48..56")],
        standing=Standing.WRONG_WAY,
        says={"doubts": (Doubt.MAY_NOT_HAVE_MOVED,)},
    ),
    "moved-for-sure": Case(
        goal=goal(DOWN, SURVEY, to=30),
        values=[value(2023, 40, "36..44")],
        standing=Standing.MOVING_TOWARD,
        says={"doubts": SURE},
    ),
    "around-the-target": Case(
        goal=goal(DOWN, SURVEY, to=40),
        values=[value(2023, 39, "35..43")],
        standing=Standing.PASSED,
        says={"uncertain": True, "doubts": (Doubt.AROUND_TARGET,)},
    ),
    "around-the-target-upward": Case(
        goal=goal(UP, value(2019, 10), to=20),
        values=[value(2023, 19, "16..22")],
        standing=Standing.MOVING_TOWARD,
        says={"doubts": (Doubt.AROUND_TARGET,)},
    ),
    "kept-perhaps": Case(
        goal=goal(KEEP, to=40, tolerance=Decimal(2)),
        values=[value(2023, 41, "37..45")],
        standing=Standing.KEPT,
        says={"doubts": (Doubt.AROUND_TARGET,)},
    ),
    "not-kept-perhaps": Case(  # all that is known is 30 to 50; 38 to 42 would do
        goal=goal(KEEP, to=40, tolerance=Decimal(2)),
        values=[value(2023, 45, "30..50")],
        standing=Standing.NOT_KEPT,
        says={"doubts": (Doubt.AROUND_TARGET,)},
    ),
    "kept-surely": Case(
        goal=goal(KEEP, to=40, tolerance=Decimal(2)),
        values=[value(2023, 40, "39..41")],
        standing=Standing.KEPT,
        says={"doubts": SURE},
    ),
    # ------------------------------------------------------------------------ as it was on a day
    "as-of-a-past-day": Case(
        goal=goal(UP, SCHOOLS, to=8),
        values=[value(2021, 3), value(2023, 8)],
        today=date(2022, 2, 1),
        standing=Standing.MOVING_TOWARD,
        says={"change": Decimal(3)},
    ),
    "this-year-is-not-over": Case(  # the path is read today, not on 31 December
        goal=goal(UP, value(2023, 0), to=366, target_year=2024),
        values=[value(2024, 138)],
        standing=Standing.MOVING_TOWARD,
        says={"expected_by_now": Decimal(138), "behind": False},
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCase:
    milestones: list[Milestone]
    course: str
    says: dict[str, Any] = field(default_factory=dict)
    status: str = "running"
    ends: date | None = None
    indicators: tuple[str, ...] = ()  # by the keys above


def due(day: str, *, done: str = "") -> Milestone:
    return Milestone(
        due=date.fromisoformat(day) if day else None,
        done=date.fromisoformat(done) if done else None,
    )


ACTIONS: dict[str, ActionCase] = {
    "late-whatever-indicators-say": ActionCase(
        milestones=[due("2024-05-10")],
        indicators=("passed", "reached"),
        course="late",
        says={"late": 1, "days_late": 7},
    ),
    "regression-in-plain-sight": ActionCase(  # one far better, one worse: both are counted
        milestones=[due("2024-12-31")],
        indicators=("passed", "wrong-way"),
        course="not_late",
        says={"better": 1, "worse": 1, "behind": 1},
    ),
    "not-started-is-never-guessed": ActionCase(
        milestones=[due("2024-12-31")],
        indicators=("moving-on-course",),
        course="not_late",
        says={"status": "running", "done": 0, "better": 1},
    ),
    "nothing-to-say-is-counted-too": ActionCase(
        milestones=[],
        indicators=("no-target", "unmoved", "method-break", "inferred", "due-and-not-come"),
        course="undated",
        says={"unjudged": 2, "unmoved": 1, "better": 2, "uncertain": 1, "old": 1},
    ),
    "due-today-is-not-late": ActionCase(
        milestones=[due("2024-05-17")],
        course="not_late",
        says={"next_due": TODAY, "days_late": 0},
    ),
    "done-late": ActionCase(
        milestones=[due("2023-06-30", done="2023-09-01"), due("2024-06-30")],
        course="not_late",
        says={"done": 1, "done_late": 1, "late": 0, "next_due": date(2024, 6, 30)},
    ),
    "undated-is-never-late": ActionCase(
        milestones=[due(""), due("", done="2022-05-17")],
        course="undated",
        says={"done": 1, "total": 2, "next_due": None},
    ),
    "overdue-is-not-to-come": ActionCase(
        milestones=[due("2023-06-30"), due("2025-06-30")],
        course="late",
        says={"late": 1, "next_due": date(2025, 6, 30)},
    ),
    "past-its-end": ActionCase(
        milestones=[],
        ends=date(2024, 4, 17),
        course="late",
        says={"past_end": True, "days_late": 30},
    ),
    "done": ActionCase(
        milestones=[due("2023-06-30", done="2023-06-30")],
        ends=date(2023, 12, 31),
        status="done",
        course="done",
        says={"past_end": False, "said_done": False},
    ),
    "said-done": ActionCase(
        milestones=[due("2025-06-30")],
        status="done",
        course="done",
        says={"said_done": True},
    ),
    "said-done-but-late": ActionCase(
        milestones=[due("2023-06-30")],
        status="done",
        course="late",
        says={"said_done": True},
    ),
    "a-pause-moves-no-date": ActionCase(
        milestones=[due("2023-06-30")], status="paused", course="late"
    ),
    "paused": ActionCase(milestones=[due("2025-06-30")], status="paused", course="paused"),
    "stopped": ActionCase(
        milestones=[due("2023-06-30")], status="stopped", course="stopped", says={"late": 1}
    ),
    "status-not-known": ActionCase(
        milestones=[], status="unknown", course="undated", says={"status": "unknown"}
    ),
}
