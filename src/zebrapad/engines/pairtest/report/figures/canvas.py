"""A sheet to draw on: shapes with attributes, so that no style sheet is needed."""

from dataclasses import dataclass, field
from html import escape
from math import ceil, floor, log10

WIDTH = 640
TEXT = 15
INK = "currentColor"
QUIET = {"stroke": INK, "stroke-opacity": "0.25"}


@dataclass(slots=True)
class Canvas:
    """Shapes on a sheet of 640 units by `height`, in the order in which they are drawn."""

    height: float
    title: str
    text: str
    shapes: list[str] = field(default_factory=list)

    def shape(self, name: str, **attributes: object) -> None:
        """A shape; underscores in names of attributes stand for hyphens."""
        written = "".join(
            f' {key.replace("_", "-")}="{escape(_short(value))}"'
            for key, value in attributes.items()
        )
        self.shapes.append(f"<{name}{written}/>")

    def line(self, x1: float, y1: float, x2: float, y2: float, **attributes: object) -> None:
        self.shape("line", x1=x1, y1=y1, x2=x2, y2=y2, **({"stroke": INK} | attributes))

    def words(
        self, x: float, y: float, said: str, *, anchor: str = "start", bold: bool = False
    ) -> None:
        weight = ' font-weight="bold"' if bold else ""
        place = f'x="{_short(x)}" y="{_short(y)}" text-anchor="{anchor}"{weight}'
        self.shapes.append(f"<text {place}>{escape(said)}</text>")

    def svg(self) -> str:
        """The whole picture; its title and description are read by a screen reader."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_short(self.height)}" '
            f'role="img" font-family="system-ui, sans-serif" font-size="{TEXT}" fill="{INK}">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.text)}</desc>"
            f"{''.join(self.shapes)}</svg>"
        )


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to places on the sheet."""

    low: float
    high: float
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`."""
    width = max(high - low, 1e-9)
    rough = width / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(n * step, 12) for n in range(first, last + 1)]


def wrapped(said: str, most: int) -> list[str]:
    """Words in lines of at most so many characters."""
    lines: list[str] = [""]
    for word in said.split():
        joined = f"{lines[-1]} {word}".strip()
        if len(joined) <= most or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
