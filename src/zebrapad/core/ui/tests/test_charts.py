"""What a chart must show, judged by its SVG."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zebrapad.core.ui.charts import series_chart
from zebrapad.core.ui.charts.labels import Box, shortened, wrapped
from zebrapad.core.ui.charts.scales import value_ticks
from zebrapad.engines.progress import Point

SVG = "{http://www.w3.org/2000/svg}"


def value(year, number, interval=(None, None), *, series="A", certain=True, months=12):
    low, high = (None if x is None else Decimal(str(x)) for x in interval)
    return Point(
        starts=date(year, 1, 1),
        ends=date(year, months, 28 if months < 12 else 31),
        value=None if number is None else Decimal(str(number)),
        low=low,
        high=high,
        series=series,
        certain=certain,
    )


def drawn(points, **more):
    told = {"baseline": None, "target": None, "unit": "", "title": "T", "description": "D"}
    return series_chart(points, **told | {"language": "en"} | more)


def parsed(points, **more):
    return ET.fromstring(drawn(points, **more))  # noqa: S314 - our own drawing


def words(svg):
    return [t.text for t in svg.iter(f"{SVG}text")]


def of_class(svg, css):
    return [e for e in svg.iter() if css in (e.get("class") or "").split()]


def places(path):
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", path.get("d"))]


FOUR = [value(2019, 50), value(2020, 45), value(2021, 47), value(2022, 40)]


def test_it_is_named_and_described_for_who_does_not_see_it():
    svg = parsed(FOUR, title="Bullied", description="Pupils.", target=Decimal(30), unit="%")
    named = {e.get("id"): e.text for e in svg if e.get("id")}

    assert svg.get("role") == "img"
    assert named[svg.get("aria-labelledby")] == "Bullied"
    assert named[svg.get("aria-describedby")] == (
        "Pupils. 4 values. First: 50%, 2019. Newest: 40%, 2022. Target 30."
    )


def test_two_charts_on_one_page_have_names_of_their_own():
    one, other = (parsed(FOUR, title=title) for title in ("A", "B"))

    assert one.get("aria-labelledby") != other.get("aria-labelledby")


def test_hostile_words_stay_words():
    hostile = '"><script>alert(1)</script>&'
    svg = drawn(FOUR, title=hostile, description=hostile, unit=hostile, target=Decimal(3))

    assert "<script" not in svg
    assert ET.fromstring(svg).find(f"{SVG}title").text == hostile  # noqa: S314 - our own drawing


def test_it_needs_no_exception_to_the_content_policy():
    svg = drawn(FOUR, target=Decimal(3))

    assert "style=" not in svg
    assert "<style" not in svg
    assert "href" not in svg


@pytest.mark.parametrize(("language", "number"), [
    ("nl", "12.345,5"), ("en", "12,345.5"), ("fr", "12\N{NO-BREAK SPACE}345,5"),
])  # fmt: skip
def test_numbers_are_written_as_the_language_does(language, number):
    assert number in words(parsed([value(2022, "12345.5")], language=language))


def test_zero_is_always_on_the_chart():
    assert "0" in words(parsed([value(2021, 96), value(2022, 98)]))


def test_values_below_zero_lie_below_it():
    svg = parsed([value(2021, -8), value(2022, 8)])
    below, above = (float(dot.get("cy")) for dot in of_class(svg, "chart-dot"))
    zero = next(e for e in of_class(svg, "chart-zero") if len(set(places(e)[1::2])) == 1)

    assert above < places(zero)[1] < below


def test_what_is_not_certain_is_hollow_and_marked_in_words():
    svg = parsed([value(2021, 3), value(2022, 4, certain=False)])
    hollow = of_class(svg, "chart-hollow")

    assert [e.get("fill") for e in hollow] == ["none", "none"]  # the point, and its sign in the key
    assert "4 ?" in words(svg)
    assert "? not certain" in words(svg)


def test_what_is_not_known_is_shown_and_no_line_leads_over_it():
    svg = parsed([value(2020, 3), value(2021, 4), value(2022, None), value(2023, 5)])
    (line,) = of_class(svg, "chart-line")

    assert len(of_class(svg, "chart-unknown")) == 2  # on the axis, and in the key
    assert len(places(line)) == 4
    assert "not known" in words(svg)


def test_two_methods_are_never_joined_and_the_break_has_a_name():
    svg = parsed([*FOUR, value(2023, 20, series="B"), value(2024, 22, series="B")])
    lines = of_class(svg, "chart-line")
    (broken,) = of_class(svg, "chart-break")

    assert sorted(len(places(line)) for line in lines) == [4, 8]
    assert all(places(broken)[0] != x for line in lines for x in places(line)[::2])
    assert words(svg).count("other method") == 2  # at the break, and in the key
    assert {e.tag for e in of_class(svg, "chart-dot")} == {f"{SVG}circle", f"{SVG}path"}


def test_many_breaks_are_named_as_often_as_there_is_room():
    svg = parsed([value(2000 + i, i, series=str(i)) for i in range(20)])

    assert len(of_class(svg, "chart-break")) == 19
    assert 1 <= words(svg).count("other method") < 19


def test_two_methods_in_one_year_are_two_series_without_a_break():
    svg = parsed([*FOUR, value(2022, 38, series="B")])

    assert not of_class(svg, "chart-break")
    assert "other method" in words(svg)


def test_the_target_is_a_line_with_its_words():
    svg = parsed(FOUR, target=Decimal(30), target_year=2027)
    (line,) = of_class(svg, "chart-target")

    assert len(set(places(line)[1::2])) == 1
    assert "target 30 by 2027" in words(svg)


def test_a_target_keeps_its_words_where_there_is_no_room():
    svg = parsed([value(y, y % 2) for y in range(1990, 2024)], target=Decimal(0))

    assert "target 0" in words(svg)


def test_the_baseline_is_named_and_drawn_only_as_far_as_it_can_be_compared():
    start = FOUR[0]
    svg = parsed([*FOUR, value(2023, 20, series="B")], baseline=start)
    line, _key = of_class(svg, "chart-baseline")
    (broken,) = of_class(svg, "chart-break")

    assert {"baseline 50", "baseline"} <= set(words(svg))
    assert places(line)[2] == places(broken)[0]


def test_a_baseline_that_is_not_among_the_points_is_drawn_too():
    svg = parsed(FOUR[1:], baseline=FOUR[0])

    assert len(of_class(svg, "chart-dot")) == 4


def test_intervals_are_whiskers_or_where_they_are_many_a_band():
    few = parsed([value(2020, 50, (46, 54)), value(2021, 48, (44, 52))])
    many = parsed([value(1900 + i, 50, (46, 54)) for i in range(99)])

    assert len(of_class(few, "chart-whisker")) == 3  # two, and the key
    assert len(of_class(many, "chart-band")) == 2
    assert not of_class(many, "chart-whisker")


def test_a_period_is_a_bar_and_a_day_is_not():
    day = Point(starts=date(2022, 5, 17), ends=date(2022, 5, 17), value=Decimal(3))

    assert of_class(parsed([value(2022, 3, months=5)]), "chart-period")
    assert not of_class(parsed([day]), "chart-period")


def test_within_one_year_the_quarters_are_named():
    assert "Jan. 2022" in words(parsed([value(2022, 3, months=5)]))


def test_a_yes_and_a_no_are_words():
    svg = parsed([value(2020, 0), value(2022, 1)], yes_no=True, target=Decimal(1))

    assert "target yes" in words(svg)
    assert {"yes", "no"} <= set(words(svg))
    assert "0" not in words(svg)


@pytest.mark.parametrize(("points", "said"), [
    ([], "Nothing measured yet."), ([value(2022, None)], "The value is not known."),
])  # fmt: skip
def test_nothing_is_said_in_words(points, said):
    svg = parsed(points, target=Decimal(8), unit="schools")

    assert words(svg) == [said, "Target 8."]
    assert svg.find(f"{SVG}desc").text == f"D {said} Target 8."


def test_doubts_and_breaks_are_in_the_description():
    points = [value(2020, 3, certain=False), value(2021, None), value(2022, 3, series="B")]

    assert (
        parsed(points)
        .find(f"{SVG}desc")
        .text.endswith(
            "Not certain: 1. Not known: 1. "
            "The method changed; values before and after can't be compared."
        )
    )


@pytest.mark.parametrize(("number", "named"), [
    ("15000000000", "euro × 1,000,000,000"), ("0.00045", "euro × 0.000001"), ("40", "euro"),
])  # fmt: skip
def test_the_axis_keeps_its_numbers_short(number, named):
    assert named in words(parsed([value(2022, number)], unit="euro"))


def test_a_thousand_values_are_one_line_and_few_bytes():
    first = date(2019, 1, 1)
    points = [
        Point(starts=day, ends=day, value=Decimal(i % 37))
        for i, day in enumerate(first + timedelta(days=2 * i) for i in range(1000))
    ]
    svg = drawn(points, baseline=points[0])

    assert len(of_class(ET.fromstring(svg), "chart-line")) == 1  # noqa: S314 - our own drawing
    assert len(of_class(ET.fromstring(svg), "chart-dot")) == 2  # noqa: S314 - our own drawing
    assert len(svg) < 30_000


numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
points = st.builds(
    lambda start, length, number, series, certain: Point(
        starts=start,
        ends=start + timedelta(days=length),
        value=number,
        series=series,
        certain=certain,
    ),
    st.dates(date(1900, 1, 1), date(2090, 1, 1)),
    st.integers(0, 900),
    st.none() | numbers,
    st.sampled_from("AB"),
    st.booleans(),
)


@given(st.lists(points, max_size=12), st.none() | numbers)
def test_whatever_the_values_every_mark_and_word_lies_on_the_drawing(given, target):
    known = list({(p.age, p.series): p for p in given}.values())
    svg = parsed(known, target=target, baseline=known[0] if known else None, unit="u" * 90)
    _, _, wide, high = (float(n) for n in svg.get("viewBox").split())

    for text in svg.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= wide
        assert 0 <= float(text.get("y")) <= high
    for line in svg.iter(f"{SVG}path"):
        assert all(-8 <= x <= wide + 8 for x in places(line)[::2])
        assert all(-8 <= y <= high + 8 for y in places(line)[1::2])


@given(st.lists(numbers, max_size=5))
def test_ticks_are_few_even_and_hold_all_values(values):
    ticks = value_ticks(values)

    assert 2 <= len(ticks) <= 7
    assert Decimal(0) in ticks
    assert ticks[0] <= min([0, *values])
    assert ticks[-1] >= max([0, *values])
    assert len({b - a for a, b in pairwise(ticks)}) == 1


def test_whole_numbers_have_whole_ticks():
    assert value_ticks([Decimal(2)]) == [Decimal(0), Decimal(1), Decimal(2)]


def test_words_that_are_too_long_are_broken_or_cut():
    assert wrapped("one two three", 110) == ["one two", "three"]
    assert shortened("sub-municipalities", 100) == "sub-m…"


def test_a_word_is_as_far_from_a_place_as_its_nearest_edge():
    assert Box(0, 0, 10, 10).distance(13, 14) == 5


def test_the_order_of_the_points_changes_nothing():
    assert drawn(FOUR) == drawn(FOUR[::-1])


def test_only_the_newest_series_stands_out():
    old, new = value(2020, 3), replace(value(2022, 4), series="B")
    svg = parsed([old, new])

    assert [e.get("class").split()[1] for e in of_class(svg, "chart-dot")][:2] == [
        "chart-other",
        "chart-now",
    ]
