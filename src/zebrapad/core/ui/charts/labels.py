"""Words on a chart: each where it covers nothing, or not at all."""

from dataclasses import dataclass, field
from math import hypot
from typing import Literal

Anchor = Literal["start", "middle", "end"]

# Wide enough for a phone, on which 640 units are some 290 pixels; charts.css makes them
# smaller where there is room, so that what fits here fits everywhere.
SIZE = 26
LINE = 32
# The mean width of a bold character as a share of its height, in the fonts that are asked for.
WIDTH = 0.6
STEP = 10
# Lets a word stand in the middle of its line however large it is in the end.
MIDDLE = "0.35em"


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the drawing that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def distance(self, x: float, y: float) -> float:
        """How far a place is from the nearest edge; 0 inside."""
        return hypot(max(self.left - x, 0, x - self.right), max(self.top - y, 0, y - self.bottom))

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word may stand: `y` is its base line."""

    x: float
    y: float
    anchor: Anchor = "middle"

    def box(self, words: str) -> Box:
        wide = width(words)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return Box(left, self.y - 0.8 * SIZE, left + wide, self.y + 0.24 * SIZE)


@dataclass(slots=True)
class Room:
    """What is left of the drawing; words are put in it one after the other."""

    edge: Box
    taken: list[Box] = field(default_factory=list)

    def take_line(self, ax: float, ay: float, bx: float, by: float) -> None:
        """Keep words off a straight line, as a row of small boxes."""
        steps = max(int(max(abs(bx - ax), abs(by - ay)) / STEP), 1)
        for i in range(steps + 1):
            x, y = ax + (bx - ax) * i / steps, ay + (by - ay) * i / steps
            self.taken.append(Box(x - 2, y - 2, x + 2, y + 2))

    def put(self, words: str, spots: list[Spot]) -> Spot | None:
        """The first spot on which the words cover nothing; it is taken from then on."""
        for spot in spots:
            box = spot.box(words)
            if self.edge.holds(box) and not any(box.meets(other) for other in self.taken):
                self.taken.append(box)
                return spot
        return None


def width(words: str) -> float:
    """How wide words are, nearly.

    >>> width("2022") < width("Streefcijfer")
    True
    """
    return len(words) * SIZE * WIDTH


def shortened(words: str, room: float) -> str:
    """Words that fit, with an ellipsis where some had to go."""
    most = max(int(room / (SIZE * WIDTH)), 1)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def wrapped(words: str, room: float) -> list[str]:
    """Words in lines that fit, broken at spaces."""
    lines: list[str] = []
    for word in words.split():
        if lines and width(f"{lines[-1]} {word}") <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(shortened(word, room))
    return lines
