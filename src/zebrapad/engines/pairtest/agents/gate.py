"""What may be said of single agents, and mostly: that nothing can."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from zebrapad.engines.pairtest.agents.gaps import Counts, Floats, Tally
from zebrapad.engines.pairtest.agents.significance import Kind, two_sided
from zebrapad.engines.pairtest.agents.warning import (
    NOT_FOR_NAMING,
    NOTHING_OF_ONE,
    NOTHING_OF_SOME,
)


@dataclass(frozen=True, slots=True)
class Assumed:
    """An agent that discriminates as strongly as one would want to see, and the rule to see it.

    Attributes:
        only_control: Its share of pairs in which only the control person is invited.
        only_test: Its share in which only the test person is.
        level: Of the test of one agent.
        flagged: Share of agents that are flagged, for the level of the test among many: about
            level x flagged, as Benjamini and Hochberg's rule has it.
        power: Probability to be flagged that is asked for, tested alone.
        kind: Of p-value.
    """

    only_control: float = 0.30
    only_test: float = 0.05
    level: float = 0.05
    flagged: float = 0.125
    power: float = 0.8
    kind: Kind = "midp"


@dataclass(frozen=True, slots=True)
class Sayable:
    """What the design lets anyone say.

    Attributes:
        of_study: Whether the variance between agents can be estimated at all.
        of_one: For each agent whether anything can be said of it alone, shape (J,).
        needed: Discordant pairs, all one way, below which no p-value reaches the level.
        power: Probability that an agent as assumed would be flagged with so many pairs, tested
            alone, shape (J,).
        power_among_many: The same, with the level that testing all agents leaves, shape (J,).
        assumed: What was assumed.
        notes: Keys of the sentences that go with the results.
    """

    of_study: bool
    of_one: NDArray[np.bool_]
    needed: int
    power: Floats
    power_among_many: Floats
    assumed: Assumed
    notes: tuple[str, ...]


def can_be_said(counted: Tally, assumed: Assumed | None = None) -> Sayable:
    """Whether anything can be said of each single agent.

    An agent passes with enough discordant pairs for a p-value to reach the level, and enough
    pairs to flag an agent as assumed with the power asked for. Who does not pass is not
    thereby fair: nothing can be said of it.

    Args:
        counted: Pairs by agent.
        assumed: What one would want to see; the default asks for some forty pairs an agent.

    Raises:
        ValueError: A share or level is outside its range.

    Source:
        Power: exact, by the trinomial law. Least p-values of discrete tests: Tarone (1990),
        Biometrics 46, 515-522.
    """
    rule = assumed or Assumed()
    least = needed(rule.level, rule.kind)
    alone = flag_power(counted.pairs, rule)
    many = flag_power(counted.pairs, rule, level=rule.level * rule.flagged)
    of_one = (counted.discordant >= least) & (alone >= rule.power)
    notes: tuple[str, ...] = (NOT_FOR_NAMING,)
    if not of_one.any():
        notes = (NOTHING_OF_ONE, *notes)
    elif not of_one.all():
        notes = (NOTHING_OF_SOME, *notes)
    return Sayable(
        of_study=int((counted.pairs >= 2).sum()) >= 2,
        of_one=of_one,
        needed=least,
        power=alone,
        power_among_many=many,
        assumed=rule,
        notes=notes,
    )


def needed(level: float = 0.05, kind: Kind = "midp") -> int:
    """Discordant pairs, all one way, from which a two-sided p-value can reach a level.

    Six for the exact test at 0.05, five for mid-p.

    Args:
        level: Between 0 and 1.
        kind: Of p-value.

    Raises:
        ValueError: The level is outside.

    Source:
        With D pairs one way the exact p-value is 2^(1 - D), the mid-p-value 2^-D.
    """
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.05")
    pairs = np.arange(1, 1_100)
    return int(pairs[np.argmax(two_sided(0 * pairs, pairs, kind) <= level)])


def flag_power(
    pairs: ArrayLike, assumed: Assumed | None = None, *, level: float | None = None
) -> Floats:
    """Probability that an agent as assumed is flagged by its two-sided test, exactly.

    Args:
        pairs: Pairs of an agent, from 1, any shape.
        assumed: What the agent does, and the test.
        level: Another level than that of `assumed`.

    Raises:
        ValueError: A share or level is outside its range, or pairs are not whole.

    Source:
        sum_D Bin(D; n, psi) Pr(test rejects | b ~ Bin(D, p_control / psi)), psi = p_control +
        p_test, over both directions.
    """
    rule = assumed or Assumed()
    alpha = rule.level if level is None else level
    psi = rule.only_control + rule.only_test
    if min(rule.only_control, rule.only_test) < 0 or not 0 < psi <= 1:
        raise ValueError("the assumed shares must be from 0, and their sum above 0 and at most 1")
    if not 0 < alpha < 1 or not 0 < rule.flagged <= 1 or not 0 < rule.power < 1:
        raise ValueError("level and power must be between 0 and 1, and flagged above 0, at most 1")
    given: Counts = np.asarray(pairs, dtype=np.int64)
    if np.any(given < 1) or np.any(given != np.asarray(pairs)):
        raise ValueError("pairs must be whole numbers from 1")
    sizes, of = np.unique(given, return_inverse=True)
    d = np.arange(int(sizes.max(initial=0)) + 1)
    rejects = _rejects(d, rule.only_control / psi, alpha, rule.kind)
    found = np.array([float(_binomial(d[: n + 1], int(n), psi) @ rejects[: n + 1]) for n in sizes])
    capped: Floats = np.minimum(found, 1.0)
    return capped[of].reshape(given.shape)


def _rejects(discordant: Counts, share: float, level: float, kind: Kind) -> Floats:
    """Probability that the test rejects, given how many discordant pairs there are."""
    # The largest smaller count that still rejects: found by halving, for p rises with it.
    low, high = np.full(discordant.shape, -1), discordant // 2
    while np.any(low < high):
        middle = (low + high + 1) // 2
        good = two_sided(middle, discordant, kind) <= level
        low, high = np.where(good, middle, low), np.where(good, high, middle - 1)
    some = low >= 0
    few = np.where(some, low, 0)
    both = special.bdtr(few, discordant, 1 - share) + special.bdtr(few, discordant, share)
    return np.where(some, both, 0.0)


def _binomial(k: Counts, n: int, share: float) -> Floats:
    log = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    found: Floats = np.exp(log + special.xlogy(k, share) + special.xlog1py(n - k, -share))
    return found
