"""Points, their intervals and periods, and the line through those of one series."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from django.utils.safestring import SafeString

from zebrapad.core.ui.charts.scales import Paper
from zebrapad.core.ui.charts.svg import path, tag
from zebrapad.engines.progress import Point

# So many points, so large a mark; past the last there is only the line.
SIZES = ((30, 8.0), (100, 6.0), (300, 4.0))
MOST_WHISKERS = 60
SHAPES = ("circle", "square", "diamond", "triangle")
# Fallbacks for where no style sheet is: a file that was saved, the PDF.
LINE = {"fill": "none", "stroke": "currentColor", "vector_effect": "non-scaling-stroke"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the paper."""

    point: Point
    x: float
    y: float | None
    shape: str
    current: bool

    @property
    def css(self) -> str:
        return "chart-now" if self.current else "chart-other"


def middle(point: Point) -> float:
    """The middle of what a point describes, in days."""
    return (point.starts.toordinal() + point.ends.toordinal() + 1) / 2


def marks(points: Sequence[Point], paper: Paper) -> list[Mark]:
    """Each point in its place; the series of the newest value is the one that is current."""
    order = list(dict.fromkeys(p.series for p in points))
    measured = [p for p in points if p.value is not None]
    current = max(measured, key=lambda p: p.age).series if measured else ""
    # The current series has the first shape, so that one series always looks alike.
    order.sort(key=lambda series: series != current)
    shapes = {series: SHAPES[i % len(SHAPES)] for i, series in enumerate(order)}
    return [
        Mark(
            point=p,
            x=paper.x(middle(p)),
            y=None if p.value is None else paper.y(p.value),
            shape=shapes[p.series],
            current=p.series == current,
        )
        for p in points
    ]


def size_of(count: int) -> float:
    return next((size for most, size in SIZES if count <= most), 0.0)


def runs(drawn: Iterable[Mark]) -> list[list[Mark]]:
    """What a line may join: neighbours of one series with no unknown value between them."""
    found: list[list[Mark]] = []
    series = sorted(drawn, key=lambda m: m.point.series)
    for _name, members in groupby(series, key=lambda m: m.point.series):
        for known, run in groupby(members, key=lambda m: m.y is not None):
            if known:
                found.append(list(run))
    return found


def lines(drawn: Sequence[Mark]) -> list[SafeString]:
    return [
        tag(
            "path",
            d=path((m.x, m.y) for m in run if m.y is not None),
            class_=f"chart-line {run[0].css}",
            stroke_width=2,
            stroke_linejoin="round",
            **LINE,
        )
        for run in runs(drawn)
        if len(run) > 1
    ]


def intervals(drawn: Sequence[Mark], paper: Paper) -> list[SafeString]:
    """A whisker for each, or where they would be a thicket a band for each run."""
    wide = [m for m in drawn if m.point.low is not None]
    if len(wide) <= MOST_WHISKERS:
        return [_whisker(m, *_ends(m, paper)) for m in wide]
    bands = (
        [(m.x, *_ends(m, paper)) for m in run if m.point.low is not None] for run in runs(drawn)
    )
    return [
        tag(
            "path",
            d=path([(x, low) for x, low, _ in band] + [(x, top) for x, _, top in band[::-1]]) + "Z",
            class_="chart-band",
            fill="currentColor",
            fill_opacity="0.2",
        )
        for band in bands
        if len(band) > 1
    ]


def _ends(mark: Mark, paper: Paper) -> tuple[float, float]:
    low, high = mark.point.low, mark.point.high
    return paper.y(low or Decimal(0)), paper.y(high or Decimal(0))


def _whisker(mark: Mark, low: float, high: float) -> SafeString:
    foot, cap = mark.x - 7, mark.x + 7
    shape = path([(foot, low), (cap, low)]) + path([(mark.x, low), (mark.x, high)])
    shape += path([(foot, high), (cap, high)])
    return tag("path", d=shape, class_=f"chart-whisker {mark.css}", stroke_width=1.5, **LINE)


def periods(drawn: Sequence[Mark], paper: Paper, size: float) -> list[SafeString]:
    """A thin bar under a point that describes more than a moment; not under a line of many."""
    bars = []
    for m in drawn:
        left, right = paper.x(m.point.starts.toordinal()), paper.x(m.point.ends.toordinal() + 1)
        if m.y is not None and size and right - left > 4 * size:
            shape = path([(left + 2, m.y), (right - 2, m.y)])
            css = f"chart-period {m.css}"
            bars.append(tag("path", d=shape, class_=css, stroke_width=4, opacity="0.4", **LINE))
    return bars


def dot(mark: Mark, y: float, size: float) -> SafeString:
    """The point itself: full where its value is certain, hollow where it is not."""
    css = f"chart-dot {mark.css}{'' if mark.point.certain else ' chart-hollow'}"
    fill = "currentColor" if mark.point.certain else "none"
    looks: dict[str, str | float] = {**LINE, "class_": css, "fill": fill, "stroke_width": 2}
    return shape(mark.shape, mark.x, y, size, **looks)


def shape(name: str, x: float, y: float, size: float, **looks: str | float) -> SafeString:
    if name == "circle":
        return tag("circle", cx=x, cy=y, r=size, **looks)
    corners = {
        "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        "diamond": [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)],
        "triangle": [(0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
    }[name]
    places = ((x + dx * size, y + dy * size) for dx, dy in corners)
    return tag("path", d=path(places) + "Z", **looks)


def cross(x: float, y: float) -> SafeString:
    """What stands on the axis for a value that is not known."""
    strokes = path([(x - 7, y - 7), (x + 7, y + 7)]) + path([(x - 7, y + 7), (x + 7, y - 7)])
    return tag("path", d=strokes, class_="chart-unknown", stroke_width=2, **LINE)


def changes(points: Iterable[Point]) -> list[tuple[Point, Point]]:
    """Where another method begins: its first point, and the one before it.

    Where the two describe the same time there is no such place, only two series.
    """
    known = sorted((p for p in points if p.value is not None), key=middle)
    firsts = {p.series: p for p in reversed(known)}
    return [(a, b) for a, b in pairwise(known) if firsts[b.series] is b and a.ends < b.starts]
