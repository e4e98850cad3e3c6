"""A hundred dots for a hundred pairs: what four cells look like."""

from collections.abc import Sequence

from zebrapad.engines.pairtest.report.figures.canvas import INK, Canvas

DOTS, ACROSS = 100, 10
STEP, EDGE = 28, 16
SIDE = ACROSS * STEP + EDGE


def shares(counts: Sequence[int]) -> list[int]:
    """How many of a hundred dots each count gets: largest remainders, in all a hundred."""
    total = sum(counts)
    exact = [DOTS * count / total for count in counts]
    whole = [int(share) for share in exact]
    rest = sorted(range(len(counts)), key=lambda i: whole[i] - exact[i])
    for i in rest[: DOTS - sum(whole)]:
        whole[i] += 1
    return whole


def dots(counts: Sequence[int], labels: Sequence[str], *, title: str, text: str) -> str:
    """A hundred dots as SVG, each cell with a shape of its own.

    Args:
        counts: Both, only control, only test, neither; at least one pair.
        labels: What each is called, in the same order.
        title: Title, read by a screen reader.
        text: What it shows, in words.

    Raises:
        ValueError: There are not four of each, or no pairs.
    """
    if len(counts) != 4 or len(labels) != 4 or sum(counts) < 1:
        raise ValueError("counts and labels need four of each, and at least one pair")
    given = shares(counts)
    kinds = [kind for kind, count in enumerate(given) for _ in range(count)]
    sheet = Canvas(SIDE + EDGE, title, text)
    for place, kind in enumerate(kinds):
        _dot(sheet, kind, EDGE + place % ACROSS * STEP, EDGE + place // ACROSS * STEP)
    for kind, (count, label, of) in enumerate(zip(counts, labels, given, strict=True)):
        y = 60 + kind * 56
        _dot(sheet, kind, SIDE + 30, y - 5)
        sheet.words(SIDE + 50, y, label, bold=True)
        sheet.words(SIDE + 50, y + 20, f"{count} ({of} / {DOTS})")
    return sheet.svg()


def _dot(sheet: Canvas, kind: int, x: float, y: float) -> None:
    """Full for both, the upper half for control, the lower for test, a small ring for neither."""
    if kind == 3:
        sheet.shape("circle", cx=x, cy=y, r=4, fill="none", stroke=INK, stroke_opacity="0.5")
        return
    sheet.shape("circle", cx=x, cy=y, r=10, fill=INK if kind == 0 else "none", stroke=INK)
    if kind:
        sweep = 1 if kind == 1 else 0
        sheet.shape("path", d=f"M{x - 10} {y}A10 10 0 0 {sweep} {x + 10} {y}Z", fill=INK)
