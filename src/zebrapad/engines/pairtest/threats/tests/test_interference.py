"""Order, spill-over and fading: against R, their laws, and what is refused."""

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import threats
from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.paired import mcnemar
from zebrapad.engines.pairtest.threats.spillover import CONTRASTS

from .stored import FISHER, NAMED, study

COUNTS = st.tuples(*[st.integers(0, 30)] * 4).filter(any)


def orders(b1, c1, b2, c2):
    return cells(10, b1, c1, 20), cells(8, b2, c2, 25)


# stats::fisher.test in R 4.2.2, for the table of order and for that of the arms.
@pytest.mark.parametrize("stored", FISHER)
def test_garts_tests_are_what_r_gives(stored):
    b1, c1, b2, c2 = (int(x) for x in stored[:4])
    made = threats.order_effect(*orders(b1, c1, b2, c2))

    assert (made.order.fisher, made.arms.fisher) == pytest.approx(tuple(stored[4:]), rel=1e-9)


@settings(deadline=None, max_examples=50)
@given(*[st.integers(0, 12)] * 4)
def test_fisher_is_the_sum_over_tables_in_whole_numbers(a, b, c, d):
    row, column, n = a + b, a + c, a + b + c + d
    ways = {
        k: Fraction(comb(column, k) * comb(n - column, row - k), comb(n, row))
        for k in range(max(0, row + column - n), min(row, column) + 1)
    }
    made = threats.fisher((a, b), (c, d))
    alike = sum(x for x in ways.values() if x == ways[a])
    total = sum(x for x in ways.values() if x <= ways[a])

    assert made.fisher == pytest.approx(float(total))
    assert made.midp == pytest.approx(float(total - alike / 2))


def test_without_discordant_pairs_there_is_nothing_to_order():
    made = threats.order_effect(cells(5, 0, 0, 5), cells(4, 0, 0, 6))

    assert (made.order.fisher, made.order.midp) == (1, 0.5)
    assert (made.difference, made.p, made.advantage_p) == (0, 1, 1)
    assert np.isnan(made.log_odds_order)
    assert made.interval[0] < 0 < made.interval[1]


def test_an_advantage_of_the_first_cancels_in_the_mean():
    first, second = cells(10, 30, 10, 50), cells(10, 14, 26, 50)
    made = threats.order_effect(first, second)

    assert (made.control_first, made.test_first) == pytest.approx((0.2, -0.12))
    assert made.difference == pytest.approx(0.04)
    assert made.advantage == pytest.approx(0.16)
    assert made.advantage_p < 0.01 < made.p
    assert made.order.midp < made.order.fisher < 0.01
    assert made.log_odds_order == pytest.approx((np.log(3) - np.log(14 / 26)) / 2)
    assert made.log_odds_arms == pytest.approx((np.log(3) + np.log(14 / 26)) / 2)
    assert made.carry_over.estimate == pytest.approx(0)
    assert made.pairs == (100, 100)


def test_carry_over_is_the_difference_of_invitations_a_pair():
    made = threats.order_effect(cells(20, 10, 10, 10), cells(5, 10, 5, 10))
    totals = [np.repeat([2, 1, 0], x) for x in ([20, 20, 10], [5, 15, 10])]

    assert made.carry_over.estimate == pytest.approx(totals[0].mean() - totals[1].mean())
    assert made.carry_over.error == pytest.approx(np.sqrt(sum(x.var() / len(x) for x in totals)))


@settings(deadline=None, max_examples=10)
@given(COUNTS, COUNTS)
def test_arms_exchanged_turn_the_difference_and_keep_the_advantage(one, other):
    first, second = cells(*one), cells(*other)
    made = threats.order_effect(first, second)
    turned = threats.order_effect(second.swapped, first.swapped)

    assert turned.difference == pytest.approx(-made.difference)
    assert turned.advantage == pytest.approx(made.advantage)
    assert turned.order.fisher == pytest.approx(made.order.fisher)
    assert turned.arms.fisher == pytest.approx(made.arms.fisher)
    assert turned.carry_over.estimate == pytest.approx(-made.carry_over.estimate)


def mixed():
    d = study("mixed")
    return d["invited"], d["test"], d["listing"], d["agent"]


# lm and sandwich::vcovCL of sandwich 3.0.2 in R 4.2.2.
@pytest.mark.parametrize("name", [*CONTRASTS, "adjusted"])
def test_contrasts_of_a_mixed_design_are_what_sandwich_gives(name):
    made = threats.spillover(*mixed())
    found = made.adjusted if name == "adjusted" else made.contrasts[name]

    assert [found.estimate, found.error] == pytest.approx(NAMED[name], rel=1e-9)
    assert made.cannot_say == ()
    assert made.interference.df == 4


def test_labels_do_not_matter_and_without_agents_listings_are_clusters():
    y, t, listing, agent = mixed()
    made = threats.spillover(y, t, [f"l{x:.0f}" for x in listing], agent + 7)

    assert made.contrasts == threats.spillover(y, t, listing, agent).contrasts
    assert threats.spillover(y, t, listing).clusters == 400


def test_pairs_alone_say_nothing_of_interference():
    made = threats.spillover([1, 0, 1, 1, 0, 0], [0, 1] * 3, [1, 1, 2, 2, 3, 3])

    assert list(made.contrasts) == ["paired"]
    assert made.contrasts["paired"].estimate == pytest.approx(1 / 3)
    assert made.interference is None
    assert made.adjusted is None
    assert made.enquiries["control_alone"] == 0
    assert "alone" in made.cannot_say


def test_single_enquiries_alone_are_two_samples():
    made = threats.spillover([1, 1, 0, 1, 0, 0], [0, 0, 0, 1, 1, 1], range(6))

    assert list(made.contrasts) == ["alone"]
    assert made.adjusted is None


def test_placebo_pairs_beside_matched_ones_tell_arm_from_companion():
    arms = [0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 1]
    y = [1, 0, 1, 1, 1, 1, 0, 1, 0, 0, 1, 0]
    made = threats.spillover(y, arms, np.repeat(range(6), 2))

    assert made.contrasts["test_companion_on_control"].estimate == pytest.approx(1 - 3 / 4)
    assert made.adjusted is not None
    assert made.interference.df == 2


# lm and sandwich::vcovCL, t on one less than the agents.
def test_fading_is_what_sandwich_gives():
    d = study("fading")
    made = threats.attenuation(d["difference"], d["earlier"].astype(int), d["agent"])

    assert [made.at_first.estimate, made.at_first.error] == pytest.approx(NAMED["at_first"])
    assert [made.slope.estimate, made.slope.error] == pytest.approx(NAMED["slope"])
    assert made.slope.p == pytest.approx(NAMED["slope_p"][0])
    assert made.pairs.sum() == 260
    assert made.overall.estimate == pytest.approx(d["difference"].mean())
    assert made.first_only.estimate == pytest.approx(d["difference"][d["earlier"] == 0].mean())
    assert made.means[0] == pytest.approx(made.first_only.estimate)


def test_one_first_contact_is_too_few():
    made = threats.attenuation([1, 0, 1], [0, 1, 2], [1, 2, 2])

    assert made.first_only is None


def test_a_certain_number_has_no_doubt():
    made = threats.attenuation([1, 1, 1, 1], [0, 0, 1, 1], [1, 2, 1, 2])

    assert made.first_only.p == 0
    assert made.slope.estimate == pytest.approx(0, abs=1e-12)


def test_an_order_drawn_at_random_leaves_mcnemar_as_it_is():
    """With the same cells in both orders the pooled pairs give the same difference."""
    made = threats.order_effect(cells(20, 9, 4, 17), cells(20, 9, 4, 17))
    pooled = mcnemar(cells(40, 18, 8, 34))

    assert made.advantage == 0
    assert made.difference == pytest.approx(10 / 100)
    assert (made.p < 0.1) == (float(pooled.midp) < 0.1)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: threats.order_effect(cells([1, 2], 1, 1, 1), cells(1, 1, 1, 1)), "one set"),
        (lambda: threats.order_effect(cells(1, 1, 1, 1), cells(1, 1, 1, 1), level=0), "level"),
        (lambda: threats.spillover([1], [0, 1], [1, 1]), "one value an enquiry"),
        (lambda: threats.spillover([2, 1], [0, 1], [1, 2]), "must be 0 or 1"),
        (lambda: threats.spillover([1] * 4, [0, 1, 0, 0], [1, 1, 1, 2]), "leave one out"),
        (lambda: threats.spillover([1, 1], [0, 1], [1, 1]), "two clusters"),
        (lambda: threats.spillover([1, 1, 1], [0, 1, 0], [1, 1, 2], [1, 2, 2]), "one agent"),
        (lambda: threats.spillover([1, 1], [0, 1], [1, 2]), "no two situations"),
        (lambda: threats.attenuation([1, 0], [0], [1, 2]), "one value a pair"),
        (lambda: threats.attenuation([0.5, 0], [0, 1], [1, 2]), "-1, 0 or 1"),
        (lambda: threats.attenuation([1, 0], [0, 0], [1, 2]), "two numbers of earlier"),
        (lambda: threats.attenuation([1, 0], [0, 1], [1, 2], level=2), "level must be"),
    ],
)
def test_what_is_not_supported_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
