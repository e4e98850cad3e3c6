"""Did discrimination change between two rounds in one city?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtr, stdtrit

from zebrapad.engines.pairtest.cells import Cells, cells, from_outcomes
from zebrapad.engines.pairtest.pooling.mover import among_invited, combined

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Change:
    """How an index moved between two rounds.

    Attributes:
        first: The index in the first round, a fraction of 1.
        second: In the second.
        change: Second less first; below 0: less discrimination of the test person.
        interval: Of the change.
        p: Two-sided, of no change.
        index: `difference` (over all pairs) or `difference_invited`.
        pairs: What the index was divided by in each round.
        agents: Agents of the first round, of the second, and in both; all 0 where pairs
            were taken as independent.
        df: Degrees of freedom of t; infinite where pairs were taken as independent.
    """

    first: float
    second: float
    change: float
    interval: tuple[float, float]
    p: float
    index: str
    pairs: tuple[int, int]
    agents: tuple[int, int, int]
    df: float


def change(first: Cells, second: Cells, *, invited: bool = False, level: float = 0.95) -> Change:
    """Change between two rounds of independent pairs.

    Pairs of one round are independent of those of the other: other listings, and agents
    that appear in both matter little. Where they matter, take `change_by_agent`.

    Args:
        first: The four cells of the first round.
        second: Of the second.
        invited: Over pairs with at least one invitation instead of all pairs.
        level: Of the interval.

    Raises:
        ValueError: Several studies at once, or a round without invitations while
            `invited` is asked.

    Source:
        Interval: Zou and Donner (2008), Statistics in Medicine 27, 1693-1702, of Tango's.
    """
    if first.n.ndim or second.n.ndim:
        raise ValueError("each round must be one study: its cells single numbers")
    both = _stacked(first, second)
    both = among_invited(both) if invited else both
    made = combined(both, [-1.0, 1.0], level)
    parts = (both.only_control - both.only_test) / both.n
    return Change(
        first=float(parts[0]),
        second=float(parts[1]),
        change=made.estimate,
        interval=made.interval,
        p=made.p,
        index="difference_invited" if invited else "difference",
        pairs=(int(both.n[0]), int(both.n[1])),
        agents=(0, 0, 0),
        df=np.inf,
    )


def _stacked(first: Cells, second: Cells) -> Cells:
    names = ("both", "only_control", "only_test", "neither")
    return cells(*([getattr(first, name), getattr(second, name)] for name in names))


@dataclass(frozen=True, slots=True)
class Round:
    """The pairs of one round.

    Attributes:
        control: Whether the control person was invited, 0 or 1, shape (n,).
        test: The same for the test person.
        agent: Who answered, any labels; the same label in both rounds is one agent.
    """

    control: ArrayLike
    test: ArrayLike
    agent: ArrayLike


def change_by_agent(
    first: Round, second: Round, *, invited: bool = False, level: float = 0.95
) -> Change:
    """Change between two rounds where pairs of one agent, in either round, hang together.

    What an agent adds to the first mean is set against what it adds to the second, so that
    agents who come back make the interval shorter where they keep their ways.

    Args:
        first: Pairs of the first round.
        second: Of the second.
        invited: Over pairs with at least one invitation instead of all pairs.
        level: Of the interval.

    Raises:
        ValueError: Arrays of unequal length, outcomes other than 0 and 1, fewer than two
            agents, or a round without invitations while `invited` is asked.

    Source:
        Cluster sandwich: Liang and Zeger (1986), Biometrika 73, 13-22, with G / (G - 1)
        and t on G - 1; a ratio by its linear part: Woodruff (1971), JASA 66, 411-414.
    """
    parts = [_share(one, invited) for one in (first, second)]
    labels = [np.asarray(one.agent) for one in (first, second)]
    names, at = np.unique(np.concatenate(labels), return_inverse=True)
    if len(names) < 2:
        raise ValueError("a variance between agents needs at least two agents")
    pull = np.concatenate([-parts[0][1], parts[1][1]])
    sums = np.bincount(at, weights=pull, minlength=len(names))
    df = float(len(names) - 1)
    error = float(np.sqrt(len(names) / df * np.sum(sums**2)))
    moved = parts[1][0] - parts[0][0]
    reach = float(stdtrit(df, (1 + level) / 2)) * error
    seen = [set(np.unique(some).tolist()) for some in labels]
    return Change(
        first=parts[0][0],
        second=parts[1][0],
        change=moved,
        interval=(moved - reach, moved + reach),
        p=_two_sided(moved, error, df),
        index="difference_invited" if invited else "difference",
        pairs=(parts[0][2], parts[1][2]),
        agents=(len(seen[0]), len(seen[1]), len(seen[0] & seen[1])),
        df=df,
    )


def _share(given: Round, invited: bool) -> tuple[float, Numbers, int]:  # noqa: FBT001
    """The index, what each pair adds to it beyond the mean, and what it is divided by."""
    counted = from_outcomes(given.control, given.test)
    if np.shape(given.agent) != np.shape(given.control):
        raise ValueError("agent needs one label a pair")
    whole = among_invited(counted) if invited else counted
    control, test = np.asarray(given.control), np.asarray(given.test)
    n = int(whole.n)
    index = float((whole.only_control - whole.only_test) / n)
    counts = (control + test > 0) if invited else np.ones(len(control))
    return index, (control.astype(float) - test - index * counts) / n, n


def _two_sided(moved: float, error: float, df: float) -> float:
    if error == 0:
        return 1.0 if moved == 0 else 0.0
    return float(2 * stdtr(df, -abs(moved) / error))
