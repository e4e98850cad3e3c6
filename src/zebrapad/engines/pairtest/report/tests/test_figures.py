"""Drawings say in words what they show, and hold what they were given."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest.report.figures import Line, Row, distribution, dots, forest, lines
from zebrapad.engines.pairtest.report.figures.canvas import ticks, wrapped
from zebrapad.engines.pairtest.report.figures.dots import shares

SVG = "{http://www.w3.org/2000/svg}"
LABELS = ("both", "only control", "only test", "nobody")


def drawn(text):
    root = ET.fromstring(text)  # noqa: S314 - our own drawing
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Title"
    return root


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4).filter(any))
def test_there_are_always_a_hundred_dots(counts):
    given = shares(counts)

    assert sum(given) == 100
    assert all(abs(g - 100 * c / sum(counts)) < 1 for g, c in zip(given, counts, strict=True))


def test_each_cell_has_a_shape_of_its_own():
    root = drawn(dots((45, 24, 6, 79), LABELS, title="Title", text="All of it"))

    assert len(root.findall(f"{SVG}circle")) == 100 + 4
    assert len(root.findall(f"{SVG}path")) == 16 + 4 + 2


def test_a_forest_has_a_row_an_estimate_and_a_diamond_for_the_pool():
    rows = [
        Row("A very long name of a study that needs two lines", 0.1, -0.2, 0.3, weight=1.0),
        Row("Pooled", 0.12, 0.05, 0.2, pooled=True),
    ]
    root = drawn(forest(rows, title="Title", text="Text", written="{:.2f}".format))
    words = [element.text for element in root.findall(f"{SVG}text")]

    assert "0.10 (-0.20; 0.30)" in words
    assert "A very long name of a" in words
    assert len(root.findall(f"{SVG}polygon")) == len(root.findall(f"{SVG}rect")) == 1


def test_lines_are_told_apart_by_dashes():
    two = [Line("mid-p", (50, 100, 200), (0.2, 0.5, 0.9)), Line("exact", (50, 200), (0.1, 0.8))]
    root = drawn(
        lines(two, title="Title", text="T", x_label="pairs", y_written="{:.0%}".format, level=0.8)
    )
    dashes = [element.get("stroke-dasharray") for element in root.findall(f"{SVG}polyline")]

    assert dashes == [None, "8 4"]
    bare = lines(two, title="Title", text="T", x_label="pairs", y_written="{:.0%}".format)
    assert "2 6" not in bare
    assert "80%" in [element.text for element in root.findall(f"{SVG}text")]


def test_agents_are_strokes_without_names():
    root = drawn(
        distribution((-0.1, 0, 0.4), (0, 3, 0), (0.05, 0.1), title="Title", text="T", written=str)
    )

    assert len(root.findall(f"{SVG}polyline")) == 1
    assert len(root.findall(f"{SVG}line")) == 4


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: dots((1, 2, 3), LABELS, title="", text=""), "four of each"),
        (lambda: dots((0, 0, 0, 0), LABELS, title="", text=""), "at least one pair"),
        (lambda: forest([], title="", text="", written=str), "at least one estimate"),
        (lambda: lines([], title="", text="", x_label="", y_written=str), "one to four lines"),
        (lambda: distribution((1,), (1,), (), title="", text="", written=str), "at least two"),
    ],
)
def test_what_can_not_be_drawn_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_marks_are_round_and_hold_the_range():
    assert ticks(0.03, 0.31) == [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]
    assert ticks(5, 5)[0] <= 5 <= ticks(5, 5)[-1]
    assert ticks(-0.2, 0.2) == [-0.2, -0.1, 0.0, 0.1, 0.2]
    assert wrapped("unbreakablewordthatislong x", 5) == ["unbreakablewordthatislong", "x"]
