"""What holds for any numbers, not only for those of the table."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zebrapad.engines.progress import (
    Course,
    Goal,
    Milestone,
    Point,
    Polarity,
    Standing,
    action_standing,
    judge,
)
from zebrapad.engines.progress.judgement import KEEPING, ON_THE_WAY

TODAY = date(2024, 5, 17)
numbers = st.decimals(-(10**6), 10**6, places=2)
days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
directions = st.sampled_from([Polarity.UP, Polarity.DOWN])


@st.composite
def point(draw, methods="AB"):
    starts = draw(days)
    ends = starts + timedelta(days=draw(st.integers(0, 800)))
    low, middle, high = sorted(draw(st.lists(numbers, min_size=3, max_size=3)))
    value = draw(st.none() | st.just(middle))
    with_interval = draw(st.booleans())
    return Point(
        starts=starts,
        ends=ends,
        value=value,
        low=low if with_interval else None,
        high=high if with_interval else None,
        series=draw(st.sampled_from(methods)),
        certain=draw(st.booleans()),
    )


def distinct(points):
    return list({(p.age, p.series): p for p in points}.values())


@st.composite
def question(draw):
    """A goal whose target lies ahead, and points that hold its baseline."""
    points = distinct(draw(st.lists(point(), max_size=8)))
    baseline = draw(st.none() | st.sampled_from(points)) if points else None
    polarity = draw(st.sampled_from(Polarity))
    target = draw(st.none() | numbers)
    if target is not None and baseline and baseline.value is not None:
        way = abs(target)
        target = baseline.value + (way if polarity == Polarity.UP else -way)
    year = draw(st.none() | st.integers(2033, 2040))
    goal = Goal(polarity=polarity, baseline=baseline, target=target, target_year=year)
    return goal, points


def scaled(p, factor, shift):
    numbers = (p.low, p.value, p.high)
    low, value, high = (None if x is None else x * factor + shift for x in numbers)
    low, high = (high, low) if factor < 0 else (low, high)
    return replace(p, low=low, value=value, high=high)


@given(question(), days)
def test_a_share_needs_a_way_to_go(asked, today):
    goal, points = asked
    judgement = judge(goal, points, today=today)

    there_is_a_way = judgement.standing in ON_THE_WAY and goal.target != goal.baseline.value
    assert (judgement.raw is not None) == there_is_a_way
    assert judgement.share is None or 0 <= judgement.share <= 1


@given(question(), days)
def test_without_baseline_or_target_nothing_is_said_of_direction(asked, today):
    goal, points = asked
    if goal.baseline is None or goal.baseline.value is None or goal.target is None:
        assert judge(goal, points, today=today).standing not in ON_THE_WAY


@given(directions, numbers, numbers.map(abs), numbers)
def test_the_wrong_way_is_never_called_progress(polarity, start, way, now):
    sign = 1 if polarity == Polarity.UP else -1
    year = lambda y, v: Point(starts=date(y, 1, 1), ends=date(y, 12, 31), value=v)  # noqa: E731
    goal = Goal(polarity=polarity, baseline=year(2019, start), target=start + sign * way)
    standing = judge(goal, [year(2023, now)], today=TODAY).standing

    assert (standing == Standing.WRONG_WAY) == (sign * (now - start) < 0)
    assert (standing == Standing.MOVING_TOWARD) == (0 < sign * (now - start) < way)


@given(directions, numbers, numbers.map(abs), numbers, numbers)
def test_a_better_value_never_stands_worse(polarity, start, way, one, other):
    sign = 1 if polarity == Polarity.UP else -1
    order = [Standing.WRONG_WAY, Standing.UNMOVED, Standing.MOVING_TOWARD]
    order += [Standing.REACHED, Standing.PASSED]
    year = lambda y, v: Point(starts=date(y, 1, 1), ends=date(y, 12, 31), value=v)  # noqa: E731
    goal = Goal(
        polarity=polarity,
        baseline=year(2019, start),
        target=start + sign * way,
        target_year=2027,
    )
    worse, better = (
        judge(goal, [year(2023, v)], today=TODAY)
        for v in sorted((one, other), key=lambda v: sign * v)
    )

    assert order.index(worse.standing) <= order.index(better.standing)
    assert (worse.share or 0) <= (better.share or 0)
    assert worse.behind or not better.behind


@given(question(), days, st.sampled_from([-1000, -1, 2, 100]), st.integers(-50, 50))
def test_another_unit_changes_no_finding(asked, today, factor, shift):
    goal, points = asked
    turned = {Polarity.UP: Polarity.DOWN, Polarity.DOWN: Polarity.UP} if factor < 0 else {}
    other = replace(
        goal,
        polarity=turned.get(goal.polarity, goal.polarity),
        baseline=goal.baseline and scaled(goal.baseline, factor, shift),
        target=None if goal.target is None else goal.target * factor + shift,
    )
    before = judge(goal, points, today=today)
    after = judge(other, [scaled(p, factor, shift) for p in points], today=today)

    same = ["standing", "raw", "behind", "old", "doubts"]
    assert [getattr(before, n) for n in same] == [getattr(after, n) for n in same]


@given(question(), point(methods="C"), days)
def test_an_older_value_of_another_method_changes_nothing(asked, extra, today):
    goal, points = asked
    before = judge(goal, points, today=today)
    if before.newest and extra.age < before.newest.age:
        assert judge(goal, [*points, extra], today=today) == before


@given(question(), days, st.randoms())
def test_the_order_of_the_points_changes_nothing(asked, today, random):
    goal, points = asked
    mixed = random.sample(points, len(points))

    assert judge(goal, mixed, today=today) == judge(goal, points, today=today)


@given(question(), days)
def test_one_value_for_two_methods_is_never_compared(asked, today):
    goal, points = asked
    judgement = judge(goal, points, today=today)
    if judgement.newest and goal.baseline and judgement.newest.series != goal.baseline.series:
        assert judgement.change is None
        assert judgement.standing not in ON_THE_WAY
        known = goal.baseline.value is not None and goal.baseline.starts <= today
        assert not (known and judgement.standing in KEEPING)


milestones = st.builds(Milestone, due=st.none() | days, done=st.none() | days)
statuses = st.sampled_from(["planned", "running", "done", "paused", "unknown"])


@given(st.lists(milestones, max_size=5), st.lists(question(), max_size=3), days, statuses)
def test_indicators_never_talk_an_action_out_of_being_late(steps, asked, today, status):
    judged = [judge(goal, points, today=today) for goal, points in asked]
    told = {"today": today, "status": status, "ends": None}
    missed = any(m.due and m.due < today and (m.done is None or m.done > today) for m in steps)
    courses = {action_standing(steps, i, **told).course for i in (judged, [])}

    assert len(courses) == 1
    assert (Course.LATE in courses) == missed
