"""Bounds for what did not arrive: against completions, trimming by hand, and their coverage."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr

from zebrapad.engines.pairtest import threats
from zebrapad.engines.pairtest.cells import cells

LOST = st.tuples(*[st.integers(0, 2)] * 5)


@settings(deadline=None, max_examples=25)
@given(st.tuples(*[st.integers(0, 5)] * 4).filter(lambda x: sum(x[:3]) > 0), LOST)
def test_worst_cases_are_the_extremes_of_every_completion(seen, lost):
    made = threats.worst_case(cells(*seen), threats.Lost(*lost))
    kinds = ((0, 2), (1, 3), (0, 1), (2, 3), range(4))
    ends = [kind for kind, n in zip(kinds, lost, strict=True) for _ in range(n)]
    tables = np.unique(
        [np.array(seen) + np.bincount(np.array(x, dtype=int), minlength=4) for x in product(*ends)],
        axis=0,
    )
    net = tables[:, 1] - tables[:, 2]

    assert made.difference.low == pytest.approx((net / tables.sum(axis=1)).min())
    assert made.difference.high == pytest.approx((net / tables.sum(axis=1)).max())
    assert made.difference_invited.low == pytest.approx((net / tables[:, :3].sum(axis=1)).min())
    assert made.difference_invited.high == pytest.approx((net / tables[:, :3].sum(axis=1)).max())
    assert made.pairs == sum(seen) + sum(lost)
    assert made.lost == sum(lost)


def test_with_nothing_lost_the_interval_is_walds():
    made = threats.worst_case(cells(45, 24, 6, 79), threats.Lost())
    error = np.sqrt((30 - 18**2 / 154) / 154**2)

    assert made.difference.low == made.difference.high == pytest.approx(18 / 154)
    assert made.difference.interval == pytest.approx(
        (18 / 154 - 1.959963984540054 * error, 18 / 154 + 1.959963984540054 * error)
    )


def test_where_nobody_may_have_been_invited_the_rate_can_not_be_said():
    made = threats.worst_case(cells(0, 0, 0, 5), threats.Lost(both=2))

    assert np.isnan([made.difference_invited.low, *made.difference_invited.interval]).all()
    assert made.difference.high == pytest.approx(2 / 7)


def test_the_interval_of_a_range_solves_its_equation():
    low, high = threats.imbens_manski(0.0, 0.1, (0.05, 0.03))
    c = (high - 0.1) / 0.03

    assert -low / 0.05 == pytest.approx(c)
    assert ndtr(c + 0.1 / 0.05) - ndtr(-c) == pytest.approx(0.95)
    assert threats.imbens_manski(0.0, 0.1, (0.0, 0.0)) == (0.0, 0.1)
    assert threats.imbens_manski(0.0, 9.0, (0.1, 0.1))[0] == pytest.approx(-0.1644853627)


def enquiries(seed, n=3000, arrived=(0.95, 0.8), invited=(0.5, 0.35)):
    rng = np.random.default_rng(seed)
    test = np.tile([0, 1], n // 2)
    easy = np.repeat(rng.random(n // 2), 2)
    delivered = (easy < np.where(test == 1, arrived[1], arrived[0])).astype(int)
    kind = 0.2 * (easy > 0.8)
    y = (rng.random(n) < np.where(test == 1, invited[1], invited[0]) + kind).astype(int)
    return y, delivered, test, np.repeat(np.arange(n // 2), 2)


def by_hand(y, delivered, test):
    """Sort the answers of the arm that arrives more often and cut the surplus at either end."""
    shares = [delivered[test == arm].mean() for arm in (0, 1)]
    more = int(shares[1] > shares[0])
    answers = np.sort(y[(test == more) & (delivered == 1)]).astype(float)
    keep = len(answers) * shares[1 - more] / shares[more]
    other = y[(test == 1 - more) & (delivered == 1)].mean()

    def mean_of_lowest(sorted_answers):
        weights = np.clip(keep - np.arange(len(sorted_answers)), 0, 1)
        return weights @ sorted_answers / weights.sum()

    low, high = mean_of_lowest(answers), mean_of_lowest(answers[::-1])
    return (low - other, high - other) if more == 0 else (other - high, other - low)


@pytest.mark.parametrize("arrived", [(0.95, 0.8), (0.7, 0.9), (0.9, 0.9), (0.99, 0.3)])
@pytest.mark.parametrize("invited", [(0.5, 0.35), (0.05, 0.6)])
def test_trimming_is_cutting_the_surplus_of_sorted_answers(arrived, invited):
    y, delivered, test, pair = enquiries(3, arrived=arrived, invited=invited)
    made = threats.lee(y, delivered, test, pair)

    assert (made.difference.low, made.difference.high) == pytest.approx(by_hand(y, delivered, test))
    low, high = made.difference.interval
    assert low < made.difference.low <= made.difference.high < high
    assert made.clusters == 1500


def test_arms_exchanged_mirror_the_bounds():
    y, delivered, test, pair = enquiries(4)
    one, other = threats.lee(y, delivered, test, pair), threats.lee(y, delivered, 1 - test, pair)

    assert (one.trimmed_arm, other.trimmed_arm) == ("control", "test")
    assert one.difference.low == pytest.approx(-other.difference.high)
    assert one.difference.interval == pytest.approx(
        (-other.difference.interval[1], -other.difference.interval[0])
    )


def test_where_all_arrives_bounds_are_the_difference():
    y, _, test, pair = enquiries(5)
    made = threats.lee(y, np.ones(3000), test, pair)

    assert made.trimmed_arm == "none"
    assert made.difference.low == made.difference.high
    assert made.difference.low == pytest.approx(y[test == 0].mean() - y[test == 1].mean())


def test_errors_of_the_bounds_are_those_of_clusters_drawn_again():
    y, delivered, test, pair = enquiries(6, n=2000)
    made = threats.lee(y, delivered, test, pair)
    rng, ends = np.random.default_rng(7), []
    for _ in range(400):
        rows = (2 * rng.integers(0, 1000, 1000)[:, None] + [0, 1]).ravel()
        ends.append(by_hand(y[rows], delivered[rows], test[rows]))
    low, high = np.std(ends, axis=0)
    wide = threats.imbens_manski(made.difference.low, made.difference.high, (low, high))

    # 400 draws know an error to some 4 %.
    assert made.difference.low - made.difference.interval[0] == pytest.approx(
        made.difference.low - wide[0], rel=0.12
    )
    assert made.difference.interval[1] - made.difference.high == pytest.approx(
        wide[1] - made.difference.high, rel=0.12
    )


@pytest.mark.slow
def test_the_interval_of_trimmed_bounds_covers_the_difference_among_the_always_reached():
    covered = []
    for seed in range(600):
        y, delivered, test, pair = enquiries(seed, n=1000)
        low, high = threats.lee(y, delivered, test, pair).difference.interval
        # Reached by both are those with easy < 0.8: no extra kindness among them.
        covered.append(low <= 0.15 <= high)
    assert np.mean(covered) >= 0.94


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: threats.worst_case(cells([1, 1], 1, 1, 1), threats.Lost()), "one study"),
        (lambda: threats.worst_case(cells(1, 1, 1, 1), threats.Lost(both=-1)), "from 0"),
        (lambda: threats.imbens_manski(1, 0, (1, 1)), "low must not be above high"),
        (lambda: threats.lee([1], [1, 1], [0, 1], [1, 2]), "one value an enquiry"),
        (lambda: threats.lee([3, 1], [1, 1], [0, 1], [1, 2]), "must be 0 or 1"),
        (lambda: threats.lee([1, 1], [1, 1], [1, 1], [1, 2]), "both arms"),
        (lambda: threats.lee([1, 1], [1, 0], [0, 1], [1, 2]), "must have arrived"),
    ],
)
def test_what_is_not_supported_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
