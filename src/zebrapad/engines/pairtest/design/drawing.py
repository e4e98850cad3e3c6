"""The draw: which listing gets which enquiries, in which order, with which message."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.design.protocol import Kind, Protocol
from zebrapad.engines.pairtest.design.stream import Blocks, Stream

Codes = NDArray[np.int64]
COLUMNS = ("listing", "kind", "arm", "order", "template", "sender", "minutes")


class LeftOut(StrEnum):
    """Why a listing gets no enquiry."""

    QUOTA = "quota"
    BURDEN = "burden"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What was drawn; one row an enquiry, arrays of shape (enquiries,).

    Attributes:
        listing: Place of the listing in what was given.
        kind: Which kind of enquiry the listing got, as a place in `list(Kind)`.
        arm: Place of the arm in the protocol.
        order: When within the listing it goes out, from 1.
        template: Which message, from 0.
        sender: Which fictitious person of the arm, from 0.
        minutes: Minutes after the first enquiry to this listing.
        left_out: Listings without an enquiry, and why.
        protocol: What it was drawn by.
        strata: Stratum of every listing that was given.
    """

    listing: Codes
    kind: Codes
    arm: Codes
    order: Codes
    template: Codes
    sender: Codes
    minutes: Codes
    left_out: Mapping[int, LeftOut]
    protocol: Protocol
    strata: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.listing)


def draw(
    protocol: Protocol,
    seed: int,
    strata: Sequence[str],
    *,
    agents: Sequence[str] | None = None,
    days: ArrayLike | None = None,
) -> Drawing:
    """Draw for listings in the order in which they came in.

    Every stratum and every factor has permuted blocks of its own, from a stream of its own:
    what a listing gets depends on the seed and on how many of its stratum came before, and
    on nothing that comes after. So a draw may go on later by giving all listings again.

    Args:
        protocol: The registered design.
        seed: The registered seed, a whole number from 0.
        strata: Stratum of each listing, in order of arrival.
        agents: Who is asked, one name a listing; needed for a limit of burden.
        days: Day of arrival of each, whole numbers that don't fall; needed likewise.

    Raises:
        ValueError: The seed is below 0, lengths differ, or what a limit needs is missing.

    Source:
        Permuted blocks: Rosenberger and Lachin (2016), Randomization in Clinical Trials, 3.
    """
    if seed < 0:
        raise ValueError("seed must be a whole number from 0")
    burden = _burden(protocol, len(strata), agents, days)
    by_stratum: dict[str, _OfStratum] = {}
    rows: list[tuple[int, ...]] = []
    left_out: dict[int, LeftOut] = {}
    for listing, stratum in enumerate(strata):
        of = by_stratum.setdefault(stratum, _OfStratum(protocol, seed, stratum))
        if of.taken >= protocol.quotas.get(stratum, len(strata)):
            left_out[listing] = LeftOut.QUOTA
        elif not burden.allows(listing, of.size):
            left_out[listing] = LeftOut.BURDEN
        else:
            rows += ((listing, *row) for row in of.take())
    table = np.array(rows, dtype=np.int64).reshape(-1, len(COLUMNS))
    columns = {name: table[:, place].copy() for place, name in enumerate(COLUMNS)}
    return Drawing(**columns, left_out=left_out, protocol=protocol, strata=tuple(strata))


class _OfStratum:
    """The blocks of one stratum. The kind of the next listing is known before it comes."""

    def __init__(self, protocol: Protocol, seed: int, stratum: str) -> None:
        self.protocol = protocol
        self.taken = 0
        self._seed, self._stratum = seed, stratum
        weights = [(place, protocol.kinds.get(kind, 0)) for place, kind in enumerate(Kind)]
        self._kinds = self._of("kind", [p for p, weight in weights for _ in range(weight)])
        self._sets = self._of("arms", range(len(protocol.sets)))
        self._alone = self._of("arm", range(len(protocol.arms)))
        self._lags = self._of("lag", range(len(protocol.lags)))
        counts = protocol.senders or (1,) * len(protocol.arms)
        self._senders = [self._of(f"sender {a}", range(n)) for a, n in enumerate(counts)]
        self._ways: dict[tuple[str, int], Blocks] = {}
        self._next = self._kinds.take()

    def _of(self, factor: str, levels: Sequence[int]) -> Blocks:
        return Blocks(Stream(self._seed, f"{factor}/{self._stratum}"), levels)

    @property
    def size(self) -> int:
        """How many enquiries the next listing will get."""
        return 1 if list(Kind)[self._next] is Kind.SINGLE else self.protocol.together

    def take(self) -> list[tuple[int, ...]]:
        """Kind, arm, order, template, sender and minutes of each enquiry of the next listing."""
        kind, size = list(Kind)[self._next], self.size
        arms = self._arms(kind)
        of_set = self.protocol.sets.index(arms) if kind is Kind.MATCHED else -1
        orders: list[tuple[int, ...]] = [(0,)]
        messages: list[tuple[int, ...]] = [(t,) for t in range(self.protocol.templates)]
        if size > 1:
            orders, messages = self.protocol.orders, self.protocol.messages
        first = orders[self._way("order", of_set, len(orders))]
        told = messages[self._way("template", of_set if size > 1 else -2, len(messages))]
        lag = self.protocol.lags[self._lags.take()]
        rows: list[tuple[int, ...]] = [
            (self._next, arms[a], at + 1, told[a], self._senders[arms[a]].take(), at * lag)
            for at, a in enumerate(first)
        ]
        self.taken += 1
        self._next = self._kinds.take()
        return rows

    def _arms(self, kind: Kind) -> tuple[int, ...]:
        if kind is Kind.MATCHED:
            return self.protocol.sets[self._sets.take()]
        return (self._alone.take(),) if kind is Kind.SINGLE else (0,) * self.protocol.together

    def _way(self, factor: str, of_set: int, count: int) -> int:
        """Each set of arms is balanced by itself, so that order is no clue to the arms."""
        if (factor, of_set) not in self._ways:
            self._ways[factor, of_set] = self._of(f"{factor} {of_set}", range(count))
        return self._ways[factor, of_set].take()


class _Burden:
    """How many enquiries each agent got in the last days."""

    def __init__(self, most: int, days: int, agents: Sequence[str], arrived: Codes) -> None:
        self.most, self.days, self.agents, self.arrived = most, days, agents, arrived
        self.sent: dict[str, deque[tuple[int, int]]] = defaultdict(deque)

    def allows(self, listing: int, size: int) -> bool:
        """Whether there is room for `size` more; if so, they are counted."""
        if not self.most:
            return True
        sent, today = self.sent[self.agents[listing]], int(self.arrived[listing])
        while sent and sent[0][0] <= today - self.days:
            sent.popleft()
        if sum(count for _day, count in sent) + size > self.most:
            return False
        sent.append((today, size))
        return True


def _burden(
    protocol: Protocol, listings: int, agents: Sequence[str] | None, days: ArrayLike | None
) -> _Burden:
    if not protocol.per_agent:
        return _Burden(0, 1, (), np.zeros(0, dtype=np.int64))
    if agents is None or days is None:
        raise ValueError("a limit per agent needs agents and days, one a listing")
    arrived = np.asarray(days, dtype=np.int64)
    if len(agents) != listings or arrived.shape != (listings,) or np.any(np.diff(arrived) < 0):
        raise ValueError("agents and days need one value a listing, and days must not fall")
    return _Burden(protocol.per_agent, protocol.days, agents, arrived)
