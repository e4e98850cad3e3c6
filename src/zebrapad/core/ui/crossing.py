"""The mark: a crossing whose gaps take their colour as steps are done."""

from collections.abc import Sequence
from dataclasses import dataclass

# RAL 3020, 2009, 1023, 6024, 5017, 4006: what the Flemish road agency prescribes.
COLOURS = ("#bb1f11", "#df5508", "#f6b600", "#008754", "#005a8c", "#912d76")
WIDE = 8  # a bar and a gap are equally wide, as on the road
HIGH = 40
KERB = 4


@dataclass(frozen=True, slots=True)
class Stripe:
    x: int
    colour: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where to paint what, in a box of `width` by `HIGH`."""

    width: int
    bars: tuple[int, ...]
    gaps: tuple[Stripe, ...]
    done: int
    total: int


def crossing(steps: Sequence[bool]) -> Crossing:
    """One gap for each step; without steps a plain zebra of six gaps.

    >>> crossing([True, False]).gaps
    (Stripe(x=12, colour='#bb1f11'),)
    """
    gaps = len(steps) or len(COLOURS)
    painted = tuple(
        Stripe(KERB + WIDE * (2 * place + 1), COLOURS[place % len(COLOURS)])
        for place, done in enumerate(steps)
        if done
    )
    return Crossing(
        width=2 * KERB + WIDE * (2 * gaps + 1),
        bars=tuple(KERB + WIDE * 2 * place for place in range(gaps + 1)),
        gaps=painted,
        done=len(painted),
        total=len(steps),
    )
