"""Which agents' pairs go one way more than chance: p-values, and q-values over all agents."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from zebrapad.engines.pairtest.agents.gaps import Counts, Floats, Tally
from zebrapad.engines.pairtest.agents.warning import NOT_FOR_NAMING

Side = Literal["two", "control", "test"]
Kind = Literal["midp", "exact"]


@dataclass(frozen=True, slots=True)
class Flags:
    """q-values of agents.

    Attributes:
        q: The smallest false discovery rate at which each agent would be flagged, shape (J,).
        alike: pi0, an upper bound (in the mean) of the share of agents that treat both alike.
        unlike: 1 - pi0: a lower bound of the share that does not.
        at: The p-value above which all are taken to be alike.
        warning: Key of the sentence that goes with it.
    """

    q: Floats
    alike: float
    unlike: float
    at: float
    warning: str = NOT_FOR_NAMING


def p_values(counted: Tally, *, side: Side = "two", kind: Kind = "midp") -> Floats:
    """McNemar's p-value of each agent, from the direction of its discordant pairs.

    Args:
        counted: Pairs by agent.
        side: "two"; "control" asks only whether the control person is favoured, "test" the other.
        kind: "midp" counts half of the probability of what was seen, "exact" all of it.

    Returns:
        Shape (J,); 1 (one-sided mid-p: 1/2) where there is no discordant pair.

    Raises:
        ValueError: Another side or kind.

    Source:
        Exact: the binomial law of b given b + c. Mid-p: Lancaster (1961), JASA 56, 223-234, as
        Fagerland, Lydersen and Laake (2013) have it for McNemar's test.
    """
    if side not in ("two", "control", "test") or kind not in ("midp", "exact"):
        raise ValueError("side must be two, control or test, and kind midp or exact")
    b, c = counted.only_control, counted.only_test
    if side == "two":
        return two_sided(np.minimum(b, c), b + c, kind)
    few = c if side == "control" else b
    found: Floats = special.bdtr(few, b + c, 0.5)
    return found - _halved(few, b + c) if kind == "midp" else found


def two_sided(fewer: Counts, discordant: Counts, kind: Kind) -> Floats:
    """Two-sided p-value from the smaller of b and c, and their sum; any shape."""
    exact: Floats = np.minimum(2 * special.bdtr(fewer, discordant, 0.5), 1)
    if kind == "exact":
        return exact
    even = 2 * fewer == discordant
    off = np.where(even, _halved(fewer, discordant), 2 * _halved(fewer, discordant))
    return np.where(discordant == 0, 1.0, exact - off)


def _halved(b: Counts, discordant: Counts) -> Floats:
    log = special.gammaln(discordant + 1) - special.gammaln(b + 1)
    seen: Floats = np.exp(log - special.gammaln(discordant - b + 1) - discordant * np.log(2))
    return seen / 2


def q_values(p: ArrayLike, *, at: float = 0.5) -> Flags:
    """False discovery rates, with the share of agents that are alike estimated from p above `at`.

    Args:
        p: p-value of each agent, from 0 to 1, shape (J,). With few discordant pairs an agent
            cannot have a small p: leave out those that `can_be_said` leaves out.
        at: Storey's lambda, from 0 to below 1; 0 gives Benjamini and Hochberg's.

    Raises:
        ValueError: No p-values, one outside 0 to 1, or at outside.

    Source:
        Storey (2002), JRSS B 64, 479-498: pi0 = #{p > at} / ((1 - at) J), at most 1 here, and
        q_(i) = min_{k >= i} pi0 J p_(k) / k.
    """
    given: Floats = np.asarray(p, dtype=np.float64)
    if given.ndim != 1 or given.size == 0 or not np.all((given >= 0) & (given <= 1)):
        raise ValueError("p must be one number from 0 to 1 an agent")
    if not 0 <= at < 1:
        raise ValueError("at must be from 0 to below 1, such as 0.5")
    count = given.size
    # At 0 every agent counts as alike, those with p = 0 too.
    alike = min(float((given > at).sum()) / ((1 - at) * count), 1.0) if at > 0 else 1.0
    order = np.argsort(given, kind="stable")
    stepped = alike * count * given[order] / np.arange(1, count + 1)
    q = np.empty(count)
    q[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1)
    return Flags(q, alike, 1 - alike, at)
