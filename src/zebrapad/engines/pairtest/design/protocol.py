"""What is drawn: arms, kinds of enquiry, order, messages, senders, lags, quotas, burden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, permutations
from math import comb, factorial, perm

MOST_WAYS = 5040


class Kind(StrEnum):
    """How many of the arms one listing gets.

    Attributes:
        MATCHED: `together` arms, each once.
        SINGLE: One arm: nobody can notice that two belong together (Vuolo et al. 2018).
        PLACEBO: The first arm as many times as a matched listing has arms; what differs
            then is chance, order and spill-over (Phillips 2019).
    """

    MATCHED = "matched"
    SINGLE = "single"
    PLACEBO = "placebo"


class Order(StrEnum):
    """Who writes first.

    Attributes:
        RANDOM: Balanced in blocks.
        TEST_FIRST: The later arms first: it can only hide a disadvantage of theirs.
        AS_NAMED: Always the first arm first. It can't be told from the effect.
    """

    RANDOM = "random"
    TEST_FIRST = "test_first"
    AS_NAMED = "as_named"


@dataclass(frozen=True, slots=True)
class Protocol:
    """The registered design of a draw.

    Attributes:
        arms: Names of the arms, the control first.
        together: How many arms a matched listing gets; fewer than there are makes
            rotating incomplete blocks.
        kinds: How often each kind comes, as whole weights.
        order: Who writes first.
        templates: How many messages there are; a listing never gets one twice, so there
            must be as many as it gets enquiries, or a single one for all.
        senders: For each arm how many fictitious people it has.
        lags: Minutes between two enquiries of a listing, each as often.
        quotas: For a stratum how many listings at most; a stratum without one has none.
        per_agent: Most enquiries to one agent within `days`; 0 for no limit.
        days: Length of that period.
    """

    arms: tuple[str, ...]
    together: int = 2
    kinds: Mapping[Kind, int] = field(default_factory=lambda: {Kind.MATCHED: 1})
    order: Order = Order.RANDOM
    templates: int = 1
    senders: tuple[int, ...] = ()
    lags: tuple[int, ...] = (60,)
    quotas: Mapping[str, int] = field(default_factory=dict)
    per_agent: int = 0
    days: int = 7

    def __post_init__(self) -> None:
        for wrong, says in self._rules():
            if wrong:
                raise ValueError(says)

    def _rules(self) -> list[tuple[bool, str]]:
        alone = self.templates == 1
        weights = self.kinds.values()
        counts = self.senders or (1,) * len(self.arms)
        return [
            (len(set(self.arms)) != len(self.arms), "arms must be different names"),
            (len(self.arms) < 2, "arms must be at least two"),
            (
                not 2 <= self.together <= len(self.arms),
                f"together must be from 2 to the number of arms, {len(self.arms)}",
            ),
            (
                not weights or min(weights) < 0 or not sum(weights),
                "kinds needs whole weights from 0, one of them above 0",
            ),
            (
                not alone and self.templates < self.together,
                f"templates must be 1 or at least {self.together}, so that none comes twice",
            ),
            (len(counts) != len(self.arms) or min(counts) < 1, "senders needs one count an arm"),
            (not self.lags or min(self.lags) < 0, "lags must be minutes from 0"),
            (any(q < 0 for q in self.quotas.values()), "quotas must be whole numbers from 0"),
            (self.per_agent < 0 or self.days < 1, "per_agent is from 0 and days from 1"),
            (self._ways() > MOST_WAYS, "there are too many arms or templates to balance"),
        ]

    def _ways(self) -> int:
        k, arms = max(self.together, 0), len(self.arms)
        return max(comb(arms, k), factorial(min(k, 12)), perm(max(self.templates, 1), k))

    @property
    def sets(self) -> list[tuple[int, ...]]:
        """Every choice of arms for a matched listing."""
        return list(combinations(range(len(self.arms)), self.together))

    @property
    def orders(self) -> list[tuple[int, ...]]:
        """Every order in which `together` enquiries may go out, as places."""
        given = tuple(range(self.together))
        if self.order is Order.AS_NAMED:
            return [given]
        return [given[::-1]] if self.order is Order.TEST_FIRST else list(permutations(given))

    @property
    def messages(self) -> list[tuple[int, ...]]:
        """Every choice of messages for `together` enquiries, none twice."""
        if self.templates == 1:
            return [(0,) * self.together]
        return list(permutations(range(self.templates), self.together))
