"""Gaps of agents, their variance, and whether agents are alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import agents
from zebrapad.engines.pairtest.agents.tests.reference_values import CONTROL, PAIRS, TEST, from_r

R = from_r()
COUNTED = agents.tallied(CONTROL, TEST, PAIRS)

quick = settings(deadline=None, max_examples=40)


def pairs_of(counted):
    """One difference a pair, and whose it is."""
    rows = zip(counted.only_control, counted.only_test, counted.pairs, strict=True)
    d = [[1] * b + [-1] * c + [0] * (n - b - c) for b, c, n in rows]
    who = [[j] * len(own) for j, own in enumerate(d)]
    return np.concatenate(d), np.concatenate(who)


@st.composite
def studies(draw, least=2):
    size = draw(st.integers(least, 8))
    cells = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
    b, c, d = np.array([draw(cells) for _ in range(size)]).T
    return agents.tallied(b, c, np.maximum(b + c + d, 2))


def test_gaps_are_those_of_r():
    found = agents.gaps_of(COUNTED)

    np.testing.assert_allclose(found.difference, R["theta"], atol=1e-14)
    np.testing.assert_allclose(found.se, R["se"], atol=1e-14)


@quick
@given(studies())
def test_pairs_and_counts_give_the_same(counted):
    d, who = pairs_of(counted)
    again, one, other = agents.tally(d, who), agents.gaps(d, who), agents.gaps_of(counted)

    assert again.only_control.tolist() == counted.only_control.tolist()
    assert again.discordant.tolist() == counted.discordant.tolist()
    for name in ("difference", "se", "pooled_se"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), atol=1e-7)


def test_an_agent_with_one_pair_has_no_error_of_its_own():
    found = agents.gaps([1, 0, 1, 0], ["a", "b", "b", "b"])

    assert np.isnan(found.se).tolist() == [True, False]
    assert np.all(found.pooled_se > 0)
    assert np.isnan(agents.gaps([1, 0], ["a", "b"]).pooled_se).all()


def test_differences_may_be_steps_of_a_scale():
    assert agents.gaps([2.5, -0.5], ["a", "a"]).difference.tolist() == [1.0]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agents.tally([2], ["a"]), "-1, 0 or 1"),
        (lambda: agents.gaps([1, 0], ["a"]), "one value a pair"),
        (lambda: agents.gaps([], []), "one value a pair"),
        (lambda: agents.gaps([np.nan], ["a"]), "must be finite"),
        (lambda: agents.tallied([1], [0], [0]), "at least one pair"),
        (lambda: agents.tallied([1], [1], [1]), "no more discordant"),
        (lambda: agents.tallied([1], [1, 2], [3]), "one number an agent"),
        (lambda: agents.tallied([], [], []), "one number an agent"),
        (lambda: agents.tallied([0.5], [1], [3]), "only_control must be whole"),
        (lambda: agents.tallied([1], [-1], [3]), "only_test must be whole"),
        (lambda: agents.between(agents.gaps([1, 0], ["a", "b"])), "need two pairs"),
        (lambda: agents.split([1, 0], ["a", "b"], [0]), "one value a pair"),
        (lambda: agents.split([1, 0], ["a", "b"], [0, 2]), "half must be 0 or 1"),
        (lambda: agents.split([1, 0], ["a", "b"], [0, 1]), "pairs in both halves"),
        (lambda: agents.chi_square([0.1], [0.1]), "at least two agents"),
        (lambda: agents.chi_square([0.1, 0.2], [0.1, 0]), "use `permuted`"),
        (lambda: agents.permuted(agents.tallied([1], [0], [2]), rng(1)), "at least two agents"),
        (lambda: agents.permuted(COUNTED, rng(1), 0), "draws must be at least 1"),
        (lambda: agents.directions(agents.tallied([1, 1], [0, 0], [2, 2]), rng(1)), "both ways"),
    ],
)
def test_what_is_not_allowed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def rng(seed):
    return np.random.default_rng(seed)


def test_the_variance_is_that_of_hedges_in_r():
    found = agents.between(agents.gaps_of(COUNTED))

    assert found.variance == pytest.approx(R["hedges_tau2"][0], abs=1e-15)
    assert found.sd == pytest.approx(np.sqrt(R["variance"][0]), abs=1e-12)


@quick
@given(studies())
def test_the_variance_is_the_u_statistic_over_all_pairs_of_pairs(counted):
    d, who = pairs_of(counted)
    own = [d[who == j] for j in range(counted.pairs.size)]
    squares = [
        sum(x[p] * x[q] for p in range(x.size) for q in range(x.size) if p != q)
        / (x.size * (x.size - 1))
        for x in own
    ]
    means = np.array([x.mean() for x in own])
    crossed = means.sum() ** 2 - (means**2).sum()
    slow = np.mean(squares) - crossed / (means.size * (means.size - 1))

    assert agents.between(agents.gaps_of(counted)).variance == pytest.approx(slow, abs=1e-12)


def leave_one_out(estimate, size):
    values = np.array([estimate(np.arange(size) != gone) for gone in range(size)])
    return np.sqrt((size - 1) / size * ((values - values.mean()) ** 2).sum())


def test_the_jackknife_leaves_out_each_agent_in_turn():
    found = agents.gaps_of(COUNTED)

    def without(kept):
        return found.difference[kept].var(ddof=1) - (found.se[kept] ** 2).mean()

    assert agents.between(found).se == pytest.approx(leave_one_out(without, 12), rel=1e-12)


def test_the_jackknife_of_halves_too():
    d, who = pairs_of(COUNTED)
    half = agents.halves(who, rng(4))
    x, y = (np.array([d[(who == j) & (half == h)].mean() for j in range(12)]) for h in (0, 1))

    found = agents.split(d, who, half)

    assert found.variance == pytest.approx(np.cov(x, y)[0, 1], rel=1e-12)
    slow = leave_one_out(lambda kept: np.cov(x[kept], y[kept])[0, 1], 12)
    assert found.se == pytest.approx(slow, rel=1e-12)
    assert np.isnan(found.naive)
    assert found.left_out == 0


def test_the_mean_of_many_splits_is_the_bias_corrected_variance():
    d, who = pairs_of(agents.tallied([3, 0, 1, 2], [0, 1, 1, 2], [4, 4, 4, 4]))
    splits = [agents.split(d, who, agents.halves(who, rng(s))).variance for s in range(1500)]

    whole = agents.between(agents.gaps(d, who)).variance
    assert np.mean(splits) == pytest.approx(whole, abs=4 * np.std(splits) / np.sqrt(1500))


def test_halves_are_halves():
    who = np.array(["b", "a", "a", "b", "a"])
    half = agents.halves(who, rng(1))

    assert [int(half[who == name].sum()) for name in "ab"] == [1, 1]


def test_two_agents_have_a_variance_and_no_error_of_it():
    found = agents.between(agents.gaps([1, 1, 0, 0, 1], ["a", "a", "b", "b", "c"]))

    assert np.isnan(found.se)
    assert (found.agents, found.left_out) == (2, 1)
    assert found.variance == pytest.approx(0.5)


def test_agents_more_alike_than_chance_have_a_variance_below_0():
    found = agents.between(agents.gaps([1, 0, 1, 0], ["a", "a", "b", "b"]))

    assert found.variance < 0
    assert found.sd == 0


@quick
@given(studies(), st.randoms(use_true_random=False))
def test_swapped_arms_or_other_names_move_no_variance(counted, random):
    swapped = agents.tallied(counted.only_test, counted.only_control, counted.pairs)
    order = list(range(counted.pairs.size))
    random.shuffle(order)
    renamed = agents.tallied(
        *(x[order] for x in (counted.only_control, counted.only_test, counted.pairs))
    )
    one, other, third = (agents.between(agents.gaps_of(x)) for x in (counted, swapped, renamed))

    assert one.variance == pytest.approx(other.variance, abs=1e-13)
    assert one.variance == pytest.approx(third.variance, abs=1e-13)
    assert one.mean == pytest.approx(-other.mean, abs=1e-13)


def test_cochrans_q_is_that_of_r():
    found = agents.chi_square(R["theta"], R["se"])

    assert found.statistic == pytest.approx(R["q"][0], abs=1e-10)
    assert found.p == pytest.approx(R["q_p"][0], abs=1e-12)
    assert found.freedom == 11


def test_directions_have_the_statistic_of_r():
    found = agents.directions(COUNTED, rng(1), 1999)

    assert found.statistic == pytest.approx(R["directions"][0], abs=1e-10)
    assert found.p == pytest.approx(0.03, abs=0.02)


def test_permutations_have_the_law_of_shuffled_pairs():
    d, who = pairs_of(COUNTED)
    n = COUNTED.pairs
    shuffled = np.random.default_rng(2)

    def statistic(x):
        return (np.bincount(who, x) ** 2 / n).sum() - d.sum() ** 2 / n.sum()

    slow = [statistic(shuffled.permutation(d)) for _ in range(4000)]
    found = agents.permuted(COUNTED, rng(3), 4000)

    assert found.statistic == pytest.approx(statistic(d), rel=1e-12)
    share = np.mean(np.array(slow) >= found.statistic - 1e-9)
    assert found.p == pytest.approx(share, abs=4 * np.sqrt(2 * 0.01 / 4000) + 2 / 4000)
    assert np.isnan(found.freedom)
    assert found.draws == 4000


def test_agents_that_do_the_same_are_never_unlike():
    counted = agents.tallied([2, 2, 2], [1, 1, 1], [9, 9, 9])

    assert agents.permuted(counted, rng(1), 99).p == 1
    assert agents.directions(counted, rng(1), 99).p == 1


def test_all_pairs_concordant_leaves_nothing_to_deal_out():
    counted = agents.tallied([0, 0], [0, 0], [3, 4])

    assert agents.permuted(counted, rng(1), 9).p == 1
    with pytest.raises(ValueError, match="need discordant pairs"):
        agents.directions(counted, rng(1), 9)


@pytest.mark.slow
def test_simulated_agencies_have_the_variance_they_were_given():
    draw = rng(20)
    naive, corrected, true, covered = [], [], [], []
    for _study in range(1500):
        n = 5 + draw.poisson(10, 40)
        favour, often = draw.beta(2, 1, 40), draw.beta(4, 14, 40)
        d = draw.binomial(n, often)
        b = draw.binomial(d, favour)
        found = agents.between(agents.gaps_of(agents.tallied(b, d - b, n)))
        naive.append(found.naive)
        corrected.append(found.variance)
        true.append((often * (2 * favour - 1)).var(ddof=1))
        covered.append(abs(found.variance - TRUE) <= 1.96 * found.se)

    error = np.std(corrected) / np.sqrt(len(corrected))
    assert np.mean(corrected) == pytest.approx(np.mean(true), abs=4 * error)
    assert np.mean(naive) > 1.5 * np.mean(true)
    assert np.mean(covered) > 0.85


def moment(a, b):
    return a * (a + 1) / ((a + b) * (a + b + 1))


# Var(w (2f - 1)) of the two independent beta laws of the simulation above.
TRUE = moment(4, 14) * (4 * moment(2, 1) - 4 * 2 / 3 + 1) - (4 / 18 * (2 * 2 / 3 - 1)) ** 2


@pytest.mark.slow
def test_permutations_of_alike_agents_keep_their_level():
    draw = rng(21)
    p = np.empty((2, 1500))
    for study in range(1500):
        n = 5 + draw.poisson(10, 25)
        d = draw.binomial(n, 0.3)
        counted = agents.tallied(b := draw.binomial(d, 0.6), d - b, n)
        p[:, study] = [t(counted, draw, 199).p for t in (agents.permuted, agents.directions)]

    for law in p:
        for level in (0.01, 0.05, 0.1, 0.5):
            share = np.mean(law <= level)
            assert share == pytest.approx(level, abs=4 * np.sqrt(level * (1 - level) / 1500))
