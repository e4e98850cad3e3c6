"""Estimates with their intervals, one below the other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from zebrapad.engines.pairtest.report.figures.canvas import (
    INK,
    QUIET,
    WIDTH,
    Canvas,
    Scale,
    ticks,
    wrapped,
)

LABEL, VALUE = 190, 150
LINE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate.

    Attributes:
        label: What it is of.
        value: The estimate.
        low: Lower end of its interval.
        high: Upper end.
        weight: How much it counts among the others, from 0 to 1; the size of its square.
        pooled: Whether it sums up others: a diamond.
    """

    label: str
    value: float
    low: float
    high: float
    weight: float = 0.5
    pooled: bool = False


def forest(rows: Sequence[Row], *, title: str, text: str, written: Callable[[float], str]) -> str:
    """A forest plot as SVG.

    Args:
        rows: At least one.
        title: Title, read by a screen reader.
        text: What it shows, in words.
        written: How a value is written, such as points with a comma.

    Raises:
        ValueError: There are no rows.
    """
    if not rows:
        raise ValueError("rows must hold at least one estimate")
    marks = ticks(min(0.0, *(r.low for r in rows)), max(0.0, *(r.high for r in rows)))
    across = Scale(marks[0], marks[-1], LABEL + 20, WIDTH - VALUE - 10)
    labels = [wrapped(row.label, 24) for row in rows]
    heights = [LINE * len(lines) + 14 for lines in labels]
    sheet = Canvas(sum(heights) + 44, title, text)
    for mark in marks:
        zero = abs(mark) < 1e-12
        sheet.line(across(mark), 8, across(mark), sum(heights) + 8, **({} if zero else QUIET))
        sheet.words(across(mark), sum(heights) + 28, written(mark), anchor="middle")
    top = 8.0
    for row, lines, height in zip(rows, labels, heights, strict=True):
        _draw(sheet, row, lines, top + height / 2, across, written)
        top += height
    return sheet.svg()


def _draw(
    sheet: Canvas,
    row: Row,
    lines: Sequence[str],
    middle: float,
    across: Scale,
    written: Callable[[float], str],
) -> None:
    for i, said in enumerate(lines):
        y = middle + 5 + (i - (len(lines) - 1) / 2) * LINE
        sheet.words(0, y, said, bold=row.pooled)
    low, high, at = across(row.low), across(row.high), across(row.value)
    if row.pooled:
        corners = f"{low:.1f},{middle:.1f} {at:.1f},{middle - 8:.1f} {high:.1f},{middle:.1f} "
        sheet.shape("polygon", points=f"{corners}{at:.1f},{middle + 8:.1f}", fill=INK)
    else:
        half = 3 + 5 * row.weight**0.5
        sheet.line(low, middle, high, middle, stroke_width=2)
        sheet.shape("rect", x=at - half, y=middle - half, width=2 * half, height=2 * half, fill=INK)
    said = f"{written(row.value)} ({written(row.low)}; {written(row.high)})"
    sheet.words(WIDTH, middle + 5, said, anchor="end", bold=row.pooled)
