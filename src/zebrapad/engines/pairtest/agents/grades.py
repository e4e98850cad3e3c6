"""Report cards: agents in grades, so that as few pairs of agents as may be stand the wrong way."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.agents.gaps import Floats
from zebrapad.engines.pairtest.agents.warning import NOT_FOR_NAMING

Order = NDArray[np.int64]
SLACK = 1e-12
HALVINGS = 12


@dataclass(frozen=True, slots=True)
class Grades:
    """A grade for each agent.

    Attributes:
        grade: 1 for the smallest gaps, rising with the gap, shape (J,).
        rate: Lambda; one agent stands above another when that is surer than 1 / (1 + lambda).
        loss: Expected loss, (1 - lambda) discordance - lambda tau, a pair of agents.
        discordance: Expected share of pairs of agents whose grades stand the wrong way.
        tau: Expected rank correlation of grades and gaps (Kendall's tau-a).
        bound: No grades at all can have a smaller loss than this.
        proven: Whether the loss is known to be the smallest there is.
        warning: Key of the sentence that goes with it.
    """

    grade: Order
    rate: float
    loss: float
    discordance: float
    tau: float
    bound: float
    proven: bool
    warning: str = NOT_FOR_NAMING


def grades(order: ArrayLike, rate: float = 0.25) -> Grades:
    """Grades that make the expected loss of mis-ranking small.

    To set i above j costs 1 - (1 + lambda) pi_ij; one grade for both costs nothing. Agents are
    ordered by the sum of their order probabilities, cut into grades by a dynamic programme that
    is exact for that order, and then moved one by one as long as that helps. The result is
    proven smallest when every agent before another in the order has at least its probability
    against every third, or when the loss reaches the bound.

    Args:
        order: Order probabilities, from `order_probabilities`, shape (J, J).
        rate: Lambda, from 0 (never rank) to 1 (a right order is worth a wrong one).

    Raises:
        ValueError: The rate is outside, there are fewer than two agents, or opposite
            probabilities do not add up to 1.

    Source:
        Kline, Rose and Walters (2024), American Economic Review 114, 2472-2525: loss, discordance
        rate and tau; they minimise by integer programming. Dynamic programme: see docs/methods.
    """
    pi = _checked(order, rate)
    cost = 1 - (1 + rate) * pi
    np.fill_diagonal(cost, 0)
    ranked = np.argsort(-pi.sum(axis=1), kind="stable")
    place = _cut(cost, ranked)
    dominated = bool(np.all(np.diff(pi[np.ix_(ranked, ranked)], axis=0) <= SLACK))
    if not dominated:
        place = _settled(cost, place, ranked)
    return _graded(pi, cost, place, rate, dominated=dominated)


def grades_within(order: ArrayLike, discordance: float = 0.05) -> Grades:
    """Grades at the highest rate whose expected discordance stays within a bound.

    Args:
        order: Order probabilities, shape (J, J).
        discordance: The largest expected share of wrongly ordered pairs, from 0 to 1.

    Raises:
        ValueError: As `grades`, or the discordance is outside.

    Source:
        Kline, Rose and Walters (2024): lambda chosen by the discordance rate; found by halving.
    """
    if not 0 <= discordance <= 1:
        raise ValueError("discordance must be from 0 to 1, such as 0.05")
    found = grades(order, 1.0)
    if found.discordance <= discordance:
        return found
    low, high = 0.0, 1.0
    found = grades(order, low)
    for _halving in range(HALVINGS):
        middle = (low + high) / 2
        tried = grades(order, middle)
        if tried.discordance <= discordance:
            low, found = middle, tried
        else:
            high = middle
    return found


def _checked(order: ArrayLike, rate: float) -> Floats:
    if not 0 <= rate <= 1:
        raise ValueError("rate must be from 0 to 1, such as 0.25")
    pi: Floats = np.array(order, dtype=np.float64)
    if pi.ndim != 2 or pi.shape[0] != pi.shape[1] or pi.shape[0] < 2:
        raise ValueError("order must be a square of order probabilities of at least two agents")
    if not np.all((pi >= -SLACK) & (pi <= 1 + SLACK)):
        raise ValueError("order probabilities must be from 0 to 1")
    np.fill_diagonal(pi, 0.5)
    if not np.allclose(pi + pi.T, 1, rtol=0, atol=1e-8):
        raise ValueError("opposite order probabilities must add up to 1")
    return pi


def _cut(cost: Floats, ranked: Order) -> Order:
    """Best cut of a given order into grades: which, from the top, each agent is in."""
    size = ranked.size
    sums = np.zeros((size + 1, size + 1))
    sums[1:, 1:] = np.triu(cost[np.ix_(ranked, ranked)], 1).cumsum(axis=0).cumsum(axis=1)
    corner = np.diagonal(sums)
    best, cut = np.zeros(size + 1), np.zeros(size + 1, dtype=np.int64)
    for end in range(1, size + 1):
        # Agents of one grade cost nothing against each other: what they would have cost is saved.
        saved = corner[end] - sums[:end, end] - sums[end, :end] + corner[:end]
        found = best[:end] - saved
        # The first of the smallest: with equal losses, fewer and larger grades.
        cut[end] = int(np.argmin(found.round(12)))
        best[end] = found[cut[end]]
    place = np.zeros(size, dtype=np.int64)
    end = size
    while end > 0:
        place[ranked[: cut[end]]] -= 1
        end = int(cut[end])
    return np.unique(place, return_inverse=True)[1]


def _settled(cost: Floats, place: Order, ranked: Order) -> Order:
    """Move agents one by one, and cut anew, until neither helps."""
    by_rank = np.argsort(ranked)
    best = _loss(cost, place)
    while True:
        place = _moved(cost, place)
        cut = _cut(cost, np.lexsort((by_rank, place)))
        place = min(place, cut, key=lambda tried: _loss(cost, tried))
        found = _loss(cost, place)
        if found >= best - SLACK * cost.size:
            return place
        best = found


def _moved(cost: Floats, place: Order) -> Order:
    # Even numbers are grades, odd ones the gaps between: an agent may open a grade of its own.
    found = np.unique(place, return_inverse=True)[1]
    moving = True
    while moving:
        moving = False
        for agent in _restless(cost, found):
            to, gain = _better(cost, found, agent)
            if gain > SLACK * cost.shape[0]:
                wide = 2 * found + 1
                wide[agent] = to
                found = np.unique(wide, return_inverse=True)[1]
                moving = True
    return found


def _restless(cost: Floats, place: Order) -> Order:
    """Agents who would gain by a move, if nobody else moved."""
    order = np.argsort(place, kind="stable")
    ends = np.concatenate(([0], np.cumsum(np.bincount(place))))
    zero = np.zeros((1, place.size))
    ahead = np.vstack((zero, np.cumsum(cost[order], axis=0)))[ends]
    behind = np.vstack((zero, np.cumsum(cost.T[order], axis=0)))[ends]
    behind = behind[-1] - behind
    within = ahead[:-1] + behind[1:]
    least = np.minimum((ahead + behind).min(axis=0), within.min(axis=0))
    now = within[place, np.arange(place.size)]
    return np.flatnonzero(now - least > SLACK * place.size)


def _better(cost: Floats, place: Order, agent: int) -> tuple[int, float]:
    """The best grade or gap for one agent, and what it gains to move there."""
    size = int(place.max()) + 1
    under = np.bincount(place, weights=cost[:, agent], minlength=size)
    over = np.bincount(place, weights=cost[agent], minlength=size)
    ahead = np.concatenate(([0.0], np.cumsum(under)))
    behind = over.sum() - np.concatenate(([0.0], np.cumsum(over)))
    costs = np.empty(2 * size + 1)
    costs[0::2] = ahead + behind
    costs[1::2] = ahead[:-1] + behind[1:]
    to = int(np.argmin(costs))
    return to, float(costs[2 * int(place[agent]) + 1] - costs[to])


def _loss(cost: Floats, place: Order) -> float:
    return float(cost[place[:, None] < place].sum())


def _graded(pi: Floats, cost: Floats, place: Order, rate: float, *, dominated: bool) -> Grades:
    pairs = pi.shape[0] * (pi.shape[0] - 1) / 2
    above = place[:, None] < place
    loss = _loss(cost, place) / pairs
    bound = float(np.minimum(np.minimum(cost, cost.T), 0).sum()) / 2 / pairs
    return Grades(
        grade=place.max() - place + 1,
        rate=rate,
        loss=loss,
        discordance=float(pi.T[above].sum()) / pairs,
        tau=float((pi - pi.T)[above].sum()) / pairs,
        bound=bound,
        proven=dominated or loss <= bound + 1e-12,
    )
