"""An indicator's values over time, drawn on the server as one SVG."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from django.utils.dateformat import format as formatted
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from zebrapad.core.ui.charts import marks as m
from zebrapad.core.ui.charts.labels import (
    LINE,
    MIDDLE,
    SIZE,
    Anchor,
    Box,
    Room,
    Spot,
    shortened,
    width,
    wrapped,
)
from zebrapad.core.ui.charts.legend import legend
from zebrapad.core.ui.charts.scales import (
    Paper,
    axis_factor,
    time_ticks,
    value_ticks,
    whole_years,
)
from zebrapad.core.ui.charts.svg import joined, path, tag
from zebrapad.core.ui.charts.telling import Telling
from zebrapad.core.ui.wording import amount
from zebrapad.engines.progress import Point

WIDE = 640
PLOT_HIGH = 300
EDGE = 12
# More values than this are read from the line and the table, not from numbers on the chart.
MOST_NUMBERS = 12
MOST_QUESTION_MARKS = 30
# How far off the newest number and the baseline's may stand: of few points, and of many.
NEAR = (0, 20)
FAR = (0, 24, 48, 72)


def series_chart(
    points: Iterable[Point],
    *,
    baseline: Point | None,
    target: Decimal | None,
    unit: str,
    title: str,
    description: str,
    language: str,
    target_year: int | None = None,
    yes_no: bool = False,
) -> SafeString:
    """The values of an indicator's total against its baseline and target.

    Words and numbers are in `language`; `unit`, `title` and `description` come in it. The
    zero is always on the chart. Series are never joined, values that are not certain are
    hollow, values that are not known stand as a cross on the axis of time.
    """
    known = sorted({*points, *([baseline] if baseline else [])}, key=lambda p: (p.age, p.series))
    with override(language):
        told = Telling(known, baseline, target, target_year, unit, yes_no=yes_no)
        if told.measured:
            body, high = _Drawing.of(told).drawn()
        else:
            body, high = _nothing(told)
        return _framed(body, high, title, " ".join(filter(None, (description, told.summary()))))


def _framed(body: SafeString, high: float, title: str, description: str) -> SafeString:
    # The names must be the chart's own where several stand on one page.
    key = hashlib.blake2s((title + body).encode(), digest_size=5).hexdigest()
    return tag(
        "svg",
        tag("title", title, id=f"chart-{key}-title"),
        tag("desc", description, id=f"chart-{key}-desc"),
        body,
        xmlns="http://www.w3.org/2000/svg",
        class_="chart",
        viewBox=f"0 0 {WIDE} {high:.0f}",
        width="100%",
        role="img",
        aria_labelledby=f"chart-{key}-title",
        aria_describedby=f"chart-{key}-desc",
        font_size=SIZE,
        fill="currentColor",
    )


def _nothing(told: Telling) -> tuple[SafeString, float]:
    rows = [row for words in told.nothing() for row in wrapped(words, WIDE - 4 * EDGE)]
    high = LINE * (len(rows) + 2)
    frame = tag(
        "rect", x=2, y=2, width=WIDE - 4, height=high - 4, rx=8, stroke_width=1.5,
        stroke_dasharray="6 6", class_="chart-empty", **m.LINE,
    )  # fmt: skip
    words = [_word(row, Spot(WIDE / 2, LINE * (i + 1.75))) for i, row in enumerate(rows)]
    return joined([frame, *words]), high


def _word(words: str, spot: Spot, css: str = "chart-word", dy: str = "0") -> SafeString:
    shift = {} if dy == "0" else {"dy": dy}
    return tag("text", words, class_=css, x=spot.x, y=spot.y, text_anchor=spot.anchor, **shift)


def _line(css: str, dashes: str, *places: tuple[float, float], thick: float = 1.0) -> SafeString:
    looks: dict[str, str | float] = {**m.LINE, "class_": css, "stroke_width": thick}
    if dashes:
        looks["stroke_dasharray"] = dashes
    return tag("path", d=path(places), **looks)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A chart that has something to show."""

    told: Telling
    paper: Paper
    ticks: Sequence[Decimal]
    factor: Decimal
    points: list[m.Mark]
    breaks: list[float]
    room: Room

    @classmethod
    def of(cls, told: Telling) -> "_Drawing":
        ticks = [Decimal(0), Decimal(1)] if told.yes_no else value_ticks(told.heights())
        factor = axis_factor(ticks)
        widest = max(width(told.number(t / factor)) for t in ticks)
        first, last = whole_years(day for p in told.points for day in (p.starts, p.ends))
        changes = m.changes(told.points)
        top = EDGE + LINE * (1 + (told.unit != "" or factor != 1) + bool(changes))
        paper = Paper(
            left=EDGE + widest, right=WIDE - EDGE, top=top, bottom=top + PLOT_HIGH,
            first=first, last=last, low=ticks[0], high=ticks[-1],
        )  # fmt: skip
        points = m.marks(told.points, paper)
        room = Room(Box(paper.left + 4, top - LINE - 4, WIDE, paper.bottom))
        breaks = [(paper.x(m.middle(a)) + paper.x(m.middle(b))) / 2 for a, b in changes]
        return cls(told, paper, ticks, factor, points, breaks, room)

    @property
    def size(self) -> float:
        return m.size_of(len(self.points))

    def drawn(self) -> tuple[SafeString, float]:
        size = self.size
        shapes = [
            *self._value_axis(),
            *self._time_axis(),
            *self._break_lines(),
            *self._aims(),
            *m.periods(self.points, self.paper, size),
            *m.intervals(self.points, self.paper),
            *m.lines(self.points),
            *self._dots(size),
        ]
        key, high = legend(self.told.legend(self.points, self.paper), self.paper.bottom + LINE * 2)
        return joined([*shapes, *self._words(), key]), high

    def _value_axis(self) -> list[SafeString]:
        paper, factor = self.paper, self.factor
        parts = []
        for tick in self.ticks:
            y = paper.y(tick)
            css = "chart-zero" if tick == 0 else "chart-grid"
            opacity = 1.0 if tick == 0 else 0.5
            parts.append(_line(css, "", (paper.left, y), (paper.right, y), thick=opacity))
            spot = Spot(paper.left - 8, y, "end")
            parts.append(_word(self.told.number(tick / factor), spot, "chart-tick", dy=MIDDLE))
        unit = self.told.unit if factor == 1 else f"{self.told.unit} × {amount(factor)}".strip()
        if unit:
            words = shortened(unit, WIDE - 2 * EDGE)
            parts.append(_word(words, Spot(0, EDGE + 0.5 * SIZE, "start"), "chart-tick"))
        return parts

    def _time_axis(self) -> list[SafeString]:
        paper, parts = self.paper, []
        months = paper.first.year == paper.last.year
        for place, tick in enumerate(time_ticks(paper.first, paper.last)):
            x = paper.x(tick.opens)
            parts.append(_line("chart-zero", "", (x, paper.bottom), (x, paper.bottom + 8)))
            words = formatted(tick.name, "N Y" if place == 0 else "N") if months else None
            words = words or str(tick.name.year)
            half = width(words) / 2
            x = x + half if months else min(max(paper.x(tick.day), half), WIDE - half)
            parts.append(_word(words, Spot(x, paper.bottom + LINE), "chart-tick"))
        return parts

    def _break_lines(self) -> list[SafeString]:
        paper, above, right = self.paper, Room(Box(0, 0, WIDE, self.paper.top)), WIDE - 2
        parts, words = [], _("other method")
        half = width(words) / 2
        for x in self.breaks:
            parts.append(
                _line("chart-break", "3 4", (x, paper.top - LINE), (x, paper.bottom), thick=2)
            )
            middle = min(max(x, half), right - half)
            spot = above.put(words, [Spot(middle, paper.top - LINE - 8)])
            if spot:
                parts.append(_word(words, spot))
        return parts

    def _aims(self) -> list[SafeString]:
        """The target, and how high the baseline was as far as it can be compared."""
        paper, told, parts = self.paper, self.told, []
        start = self._mark_of(told.baseline)
        if start is not None and start.y is not None:
            end = min([x for x in self.breaks if x > start.x], default=paper.right)
            parts.append(
                _line("chart-baseline", "1 5", (start.x, start.y), (end, start.y), thick=2)
            )
        if told.target is not None:
            y = paper.y(told.target)
            parts.append(_line("chart-target", "9 5", (paper.left, y), (paper.right, y), thick=2.5))
        return parts

    def _mark_of(self, point: Point | None) -> m.Mark | None:
        return next((mark for mark in self.points if mark.point == point), None)

    def _dots(self, size: float) -> list[SafeString]:
        shown = {self.told.newest, self.told.baseline}
        parts = []
        for mark in self.points:
            radius = size or (6.0 if mark.point in shown else 0.0)
            if mark.y is None:
                parts.append(m.cross(mark.x, self.paper.bottom))
            elif radius or not mark.point.certain:
                parts.append(m.dot(mark, mark.y, radius or 3.0))
        return parts

    def _words(self) -> list[SafeString]:
        """The target's words, then numbers: of the newest, of the baseline, of the others."""
        self._take_marks()
        parts = []
        if self.told.target is not None:
            parts.append(self._target_word(self.told.target))
        order = sorted(self.points, key=lambda mark: mark.point.age, reverse=True)
        order.sort(key=lambda mark: self.told.rank(mark.point))
        few = len(order) <= MOST_NUMBERS
        some = sum(not mark.point.certain for mark in order) <= MOST_QUESTION_MARKS
        for mark in order:
            words = self.told.words(mark.point, few=few, some=some)
            steps = (NEAR if few else FAR) if self.told.rank(mark.point) < 2 else NEAR[:1]
            parts.append(self._number(mark, words, steps, few=few))
        return parts

    def _number(
        self, mark: m.Mark, wordings: Sequence[str], steps: Sequence[int], *, few: bool
    ) -> SafeString:
        """The best wording that fits near a point or farther off, else the next, else nothing."""
        others = [o for o in self.points if few and o is not mark and o.y is not None]
        for words, step in product(wordings, steps):
            spots = [s for s in _around(mark, step) if _is_of(mark, others, s.box(words))]
            if spot := self.room.put(words, spots):
                return _word(words, spot, "chart-word chart-number")
        return SafeString("")

    def _take_marks(self) -> None:
        reach, room, paper = self.size or 3, self.room, self.paper
        for mark in self.points:
            if mark.y is not None:
                room.taken.append(
                    Box(mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach)
                )
            if mark.point.low is not None and mark.point.high is not None:
                low, high = paper.y(mark.point.low), paper.y(mark.point.high)
                room.taken.append(Box(mark.x - 8, high - 2, mark.x + 8, low + 2))
        for run in m.runs(self.points) if reach > 3 else ():
            for a, b in pairwise(run):
                room.take_line(a.x, a.y or 0, b.x, b.y or 0)
        if self.told.target is not None:
            y = paper.y(self.told.target)
            room.taken.append(Box(paper.left, y - 2, paper.right, y + 2))
        room.taken.extend(Box(x - 2, paper.top, x + 2, paper.bottom) for x in self.breaks)

    def _target_word(self, target: Decimal) -> SafeString:
        words, y = self.told.target_words(target), self.paper.y(target)
        left, right = self.paper.left + 8, self.paper.right - 4
        ends: list[tuple[float, Anchor]] = [(left, "start"), (right, "end")]
        ends.append(((left + right) / 2, "middle"))
        offsets = (-10, SIZE, -10 - LINE, SIZE + LINE)
        spots = [Spot(x, y + dy, anchor) for dy in offsets for x, anchor in ends]
        # A target without its name would be a riddle, so where nothing is free it covers.
        spot = self.room.put(words, spots) or spots[0]
        self.room.taken.append(spot.box(words))
        return _word(words, spot, "chart-word chart-target-word")


def _is_of(mark: m.Mark, others: Sequence[m.Mark], box: Box) -> bool:
    """Whether words in this place are seen as this point's, not as a neighbour's."""
    own = box.distance(mark.x, mark.y or 0)
    return all(box.distance(o.x, o.y or 0) > 1.3 * own for o in others)


def _around(mark: m.Mark, step: int) -> list[Spot]:
    """Above, below and beside a point, or as much farther off."""
    y = mark.y or 0.0
    return [
        Spot(mark.x, y - 16 - step),
        Spot(mark.x, y + 16 + 0.7 * SIZE + step),
        Spot(mark.x + 14, y - 12 - step, "start"),
        Spot(mark.x - 14, y - 12 - step, "end"),
        Spot(mark.x + 18, y + 0.34 * SIZE - step, "start"),
        Spot(mark.x - 18, y + 0.34 * SIZE - step, "end"),
        Spot(mark.x + 14, y + 34 + step, "start"),
        Spot(mark.x - 14, y + 34 + step, "end"),
    ]
