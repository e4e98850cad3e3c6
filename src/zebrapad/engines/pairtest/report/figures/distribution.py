"""How something is spread over agents: a density, and a stroke for each agent."""

from collections.abc import Callable, Sequence

from zebrapad.engines.pairtest.report.figures.canvas import INK, WIDTH, Canvas, Scale, ticks

HEIGHT, LEFT, BOTTOM, TOP = 280, 20, 60, 16


def distribution(
    support: Sequence[float],
    density: Sequence[float],
    observed: Sequence[float],
    *,
    title: str,
    text: str,
    written: Callable[[float], str],
) -> str:
    """A density as SVG, with a stroke below it for each observed value.

    Strokes have no names: no agent can be pointed at.

    Args:
        support: Places, rising; at least two.
        density: Density at each place.
        observed: Observed values.
        title: Title, read by a screen reader.
        text: What it shows, in words.
        written: How a value is written.

    Raises:
        ValueError: Lengths differ, or there are fewer than two places.
    """
    if len(support) < 2 or len(support) != len(density):
        raise ValueError("support and density need the same number of places, at least two")
    inside = [support[0], support[-1], *observed]
    marks = ticks(min(inside), max(inside))
    across = Scale(marks[0], marks[-1], LEFT, WIDTH - LEFT)
    bottom = HEIGHT - BOTTOM
    down = Scale(0, max(*density, 1e-12), bottom - 24, TOP)
    sheet = Canvas(HEIGHT, title, text)
    points = " ".join(
        f"{across(a):.1f},{down(b):.1f}" for a, b in zip(support, density, strict=True)
    )
    sheet.shape("polyline", points=points, fill="none", stroke=INK, stroke_width=2.5)
    for value in observed:
        sheet.line(across(value), bottom - 16, across(value), bottom - 4, stroke_opacity="0.6")
    sheet.line(LEFT, bottom, WIDTH - LEFT, bottom)
    sheet.line(across(0.0), TOP, across(0.0), bottom, stroke_dasharray="2 4")
    for mark in marks:
        sheet.words(across(mark), bottom + 24, written(mark), anchor="middle")
    return sheet.svg()
