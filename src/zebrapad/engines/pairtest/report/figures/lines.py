"""Lines over an axis, such as power over the number of pairs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zebrapad.engines.pairtest.report.figures.canvas import INK, QUIET, WIDTH, Canvas, Scale, ticks

HEIGHT, LEFT, BOTTOM, TOP = 340, 64, 50, 20
DASHES = ("", "8 4", "2 4", "12 4 2 4")


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        label: What it is.
        x: Places, rising.
        y: Values at them.
    """

    label: str
    x: Sequence[float]
    y: Sequence[float]


def lines(
    drawn: Sequence[Line],
    *,
    title: str,
    text: str,
    x_label: str,
    y_written: Callable[[float], str],
    x_written: Callable[[float], str] = "{:g}".format,
    level: float | None = None,
) -> str:
    """Up to four lines as SVG, told apart by their dashes.

    Args:
        drawn: One to four lines with at least two places each.
        title: Title, read by a screen reader.
        text: What it shows, in words.
        x_label: What the axis is.
        y_written: How a value is written.
        x_written: How a place is written.
        level: A value to mark, such as a power of 0.8.

    Raises:
        ValueError: There are no lines or more than four, or one is too short.
    """
    if not 1 <= len(drawn) <= len(DASHES) or any(len(one.x) < 2 for one in drawn):
        raise ValueError("drawn must hold one to four lines with at least two places each")
    x = ticks(min(min(one.x) for one in drawn), max(max(one.x) for one in drawn))
    y = ticks(min(0.0, *(min(one.y) for one in drawn)), max(max(one.y) for one in drawn), 5)
    bottom = HEIGHT - BOTTOM - 24 * len(drawn)
    across, down = Scale(x[0], x[-1], LEFT, WIDTH - 20), Scale(y[0], y[-1], bottom, TOP)
    sheet = Canvas(HEIGHT, title, text)
    for mark in y:
        sheet.line(LEFT, down(mark), WIDTH - 20, down(mark), **QUIET)
        sheet.words(LEFT - 8, down(mark) + 5, y_written(mark), anchor="end")
    for mark in x:
        sheet.words(across(mark), bottom + 22, x_written(mark), anchor="middle")
    sheet.words(WIDTH - 20, bottom + 44, x_label, anchor="end")
    if level is not None:
        sheet.line(LEFT, down(level), WIDTH - 20, down(level), stroke_dasharray="2 6")
    for i, one in enumerate(drawn):
        _draw(sheet, one, DASHES[i], across, down, bottom + 44 + 24 * i)
    return sheet.svg()


def _draw(sheet: Canvas, one: Line, dash: str, across: Scale, down: Scale, legend: float) -> None:
    points = " ".join(f"{across(a):.1f},{down(b):.1f}" for a, b in zip(one.x, one.y, strict=True))
    dashed = {"stroke_dasharray": dash} if dash else {}
    sheet.shape("polyline", points=points, fill="none", stroke=INK, stroke_width=2.5, **dashed)
    sheet.line(LEFT, legend - 5, LEFT + 40, legend - 5, stroke_width=2.5, **dashed)
    sheet.words(LEFT + 50, legend, one.label)
