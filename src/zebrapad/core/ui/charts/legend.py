"""The key under a chart."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from zebrapad.core.ui.charts import marks as m
from zebrapad.core.ui.charts.labels import LINE, MIDDLE, width
from zebrapad.core.ui.charts.svg import joined, path, tag
from zebrapad.core.ui.charts.telling import Entry

WIDE = 640
SIGN = 34
GAP = 28


def legend(entries: Sequence[Entry], top: float) -> tuple[SafeString, float]:
    """The entries from left to right in as many rows as they need, and where they end."""
    parts, x, y = [], 0.0, top
    for entry in entries:
        needed = SIGN + width(entry.words)
        if x and x + needed > WIDE:
            x, y = 0.0, y + LINE * 1.1
        parts.append(_sign(entry.sign, x + SIGN / 2 - 4, y))
        parts.append(tag("text", entry.words, class_="chart-tick", x=x + SIGN, y=y, dy=MIDDLE))
        x += needed + GAP
    return joined(parts), y + LINE if entries else top


def _sign(name: str, x: float, y: float) -> SafeString:
    thin = {**m.LINE, "stroke_width": "2"}
    if name == "hollow":
        return m.shape("circle", x, y, 8, class_="chart-dot chart-hollow chart-now", **thin)
    if name == "cross":
        return m.cross(x, y)
    if name == "dots":
        dots = path([(x - 12, y), (x + 14, y)])
        return tag("path", d=dots, class_="chart-baseline", stroke_dasharray="1 5", **thin)
    if name == "whisker":
        shape = path([(x - 6, y - 10), (x + 6, y - 10)]) + path([(x, y - 10), (x, y + 10)])
        shape += path([(x - 6, y + 10), (x + 6, y + 10)])
        return tag("path", d=shape, class_="chart-whisker chart-now", **thin)
    if name == "band":
        return tag("rect", x=x - 12, y=y - 8, width=24, height=16, class_="chart-band",
                   fill="currentColor", fill_opacity="0.2")  # fmt: skip
    if name == "period":
        bar = {**thin, "stroke_width": "4"}
        return tag("path", d=path([(x - 14, y), (x + 12, y)]), class_="chart-period chart-now",
                   opacity="0.4", **bar)  # fmt: skip
    return m.shape(name, x, y, 8, class_="chart-dot chart-other", **thin | {"fill": "currentColor"})
