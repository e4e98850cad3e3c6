"""A draw is balanced, the same everywhere, and never looks ahead."""

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import design
from zebrapad.engines.pairtest.design import Kind, LeftOut, Order, Protocol
from zebrapad.engines.pairtest.design.stream import Stream

TWO = Protocol(("control", "test"), templates=2, senders=(3, 2), lags=(30, 60, 90))
# Written down once from this code, on x86-64 with NumPy 2.4: whoever draws again must find it.
WRITTEN_DOWN = "6c4c0f7132f88d16"
FIRST_NUMBERS = [229, 997, 78]


def columns(drawn):
    names = ("listing", "kind", "arm", "order", "template", "sender", "minutes")
    return np.stack([getattr(drawn, name) for name in names])


def test_a_seed_gives_the_same_draw_everywhere():
    drawn = columns(design.draw(TWO, 20260314, ["north", "south"] * 50))
    digest = hashlib.sha256(drawn.astype("<i8").tobytes()).hexdigest()

    assert digest[:16] == WRITTEN_DOWN
    stream = Stream(1, "purpose")
    assert [stream.below(1000) for _ in range(3)] == FIRST_NUMBERS


def test_no_number_is_likelier_than_another():
    stream = Stream(1, "thirds")
    drawn = np.array([stream.below(3) for _ in range(3000)])
    large = [stream.below(2**63 + 1) for _ in range(50)]  # nearly half of the words are thrown away

    assert np.ptp(np.bincount(drawn)) < 200
    assert max(large) <= 2**63


def test_another_seed_gives_another_draw():
    one, other = (columns(design.draw(TWO, seed, ["north"] * 50)) for seed in (1, 2))

    assert not np.array_equal(one, other)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**64), st.lists(st.sampled_from("abc"), min_size=1, max_size=40))
def test_what_comes_later_changes_nothing_of_before(seed, strata):
    whole = columns(design.draw(TWO, seed, strata))
    begun = columns(design.draw(TWO, seed, strata[:-1]))

    assert np.array_equal(whole[:, : begun.shape[1]], begun)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32), st.integers(2, 4), st.integers(0, 30))
def test_every_place_in_the_order_comes_as_often(seed, arms, blocks):
    protocol = Protocol(tuple("abcd"[:arms]), together=arms, templates=arms)
    listings = blocks * len(protocol.orders)
    found = design.balance(design.draw(protocol, seed, ["all"] * listings))

    assert found.worst == 0
    assert found.order.sum() == arms * listings
    assert found.order.shape == (arms, arms) or not listings


def test_each_listing_gets_each_arm_once_with_different_messages():
    drawn = design.draw(TWO, 7, ["all"] * 101)

    for listing in range(101):
        of = drawn.listing == listing
        assert sorted(drawn.arm[of]) == [0, 1]
        assert sorted(drawn.order[of]) == [1, 2]
        assert sorted(drawn.template[of]) == [0, 1]
        assert drawn.minutes[of].tolist() in ([0, 30], [0, 60], [0, 90])
    assert len(drawn) == 202
    assert design.balance(drawn).worst <= 1
    assert np.ptp(design.balance(drawn).sender[0]) <= 1


def test_rotating_arms_meet_each_other_as_often():
    protocol = Protocol(("control", "two men", "two women", "trans"), together=2)
    drawn = design.draw(protocol, 3, ["all"] * 60)
    met = [tuple(sorted(drawn.arm[drawn.listing == i])) for i in range(60)]

    assert {pair: met.count(pair) for pair in met} == dict.fromkeys(protocol.sets, 10)


def test_kinds_come_by_their_weights():
    kinds = {Kind.MATCHED: 2, Kind.SINGLE: 2, Kind.PLACEBO: 1}
    drawn = design.draw(Protocol(("control", "test"), kinds=kinds), 5, ["all"] * 50)
    of_kind = {kind: drawn.listing[drawn.kind == place] for place, kind in enumerate(Kind)}

    assert {kind: len(np.unique(of)) for kind, of in of_kind.items()} == {
        Kind.MATCHED: 20,
        Kind.SINGLE: 20,
        Kind.PLACEBO: 10,
    }
    assert len(of_kind[Kind.SINGLE]) == 20
    assert set(drawn.arm[drawn.kind == list(Kind).index(Kind.PLACEBO)]) == {0}
    assert np.bincount(drawn.arm[drawn.kind == list(Kind).index(Kind.SINGLE)]).tolist() == [10, 10]


@pytest.mark.parametrize(
    ("order", "first"), [(Order.TEST_FIRST, {1}), (Order.AS_NAMED, {0}), (Order.RANDOM, {0, 1})]
)
def test_who_writes_first_is_as_registered(order, first):
    drawn = design.draw(Protocol(("control", "test"), order=order), 5, ["all"] * 20)

    assert set(drawn.arm[drawn.order == 1]) == first


def test_a_full_quota_leaves_out_what_comes_after():
    drawn = design.draw(Protocol(("c", "t"), quotas={"a": 1, "b": 0}), 5, ["a", "a", "b", "c", "c"])

    assert dict(drawn.left_out) == {1: LeftOut.QUOTA, 2: LeftOut.QUOTA}
    assert set(drawn.listing) == {0, 3, 4}


def test_no_agent_is_asked_more_often_than_allowed():
    protocol = Protocol(("c", "t"), per_agent=4, days=7)
    drawn = design.draw(
        protocol, 5, ["a"] * 6, agents=["x", "x", "x", "y", "x", "x"], days=[0, 3, 6, 6, 7, 9]
    )

    assert dict(drawn.left_out) == {2: LeftOut.BURDEN, 5: LeftOut.BURDEN}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "needs agents and days"),
        ({"agents": ["x"], "days": [1, 2]}, "one value a listing"),
        ({"agents": ["x", "y"], "days": [2, 1]}, "days must not fall"),
    ],
)
def test_a_limit_of_burden_without_what_it_needs_is_refused(options, says):
    with pytest.raises(ValueError, match=says):
        design.draw(Protocol(("c", "t"), per_agent=4), 5, ["a", "a"], **options)


def test_a_seed_below_zero_is_refused():
    with pytest.raises(ValueError, match="seed must be"):
        design.draw(TWO, -1, [])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"arms": ("a", "a")}, "different names"),
        ({"arms": ("a",)}, "at least two"),
        ({"together": 3}, "from 2 to the number of arms, 2"),
        ({"together": 1}, "from 2 to"),
        ({"kinds": {Kind.SINGLE: 0}}, "one of them above 0"),
        ({"kinds": {}}, "one of them above 0"),
        ({"arms": ("a", "b", "c"), "together": 3, "templates": 2}, "1 or at least 3"),
        ({"senders": (1,)}, "one count an arm"),
        ({"lags": ()}, "lags must be"),
        ({"quotas": {"a": -1}}, "quotas must be"),
        ({"days": 0}, "days from 1"),
        ({"arms": tuple("abcdefgh"), "together": 8}, "too many arms"),
    ],
)
def test_a_protocol_that_can_not_be_drawn_is_refused(wrong, says):
    with pytest.raises(ValueError, match=says):
        Protocol(**({"arms": ("a", "b")} | wrong))
