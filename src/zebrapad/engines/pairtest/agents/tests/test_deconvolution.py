"""The law of agents' gaps, and what is known of each agent."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import agents
from zebrapad.engines.pairtest.agents.penalty import flattening
from zebrapad.engines.pairtest.agents.spline import natural, orthonormal
from zebrapad.engines.pairtest.agents.tests.reference_values import CONTROL, PAIRS, TEST, from_r

R = from_r()
COUNTED = agents.tallied(CONTROL, TEST, PAIRS)


def rng(seed):
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("norm", "penalty"), [("length", 0.5), ("square", 0.2)])
def test_the_prior_and_what_follows_are_those_of_r(norm, penalty):
    # optim() of R stops where its gradient is some 1e-7; hence 1e-8 on what is flat there.
    seen = agents.normal(R["theta"], R["se"], points=201)
    prior = agents.deconvolve(seen, penalty, norm=norm)
    known = agents.posterior(seen, prior)

    np.testing.assert_allclose(prior.weight, R[f"{norm}_weight"], atol=1e-8)
    np.testing.assert_allclose(known.mean, R[f"{norm}_mean"], atol=1e-8)
    np.testing.assert_allclose(known.sd, R[f"{norm}_sd"], atol=1e-8)
    assert prior.log_likelihood == pytest.approx(R[f"{norm}_fit"][0], abs=1e-8)
    assert np.linalg.norm(prior.coefficients) == pytest.approx(R[f"{norm}_length"][0], abs=1e-8)


def test_splines_are_straight_beyond_their_ends_and_smooth_within():
    x = np.linspace(0, 1, 2001)
    columns = natural(x, 4)
    bend = np.gradient(np.gradient(columns, x, axis=0), x, axis=0)

    assert columns.shape == (2001, 4)
    np.testing.assert_allclose(bend[[2, -3]], 0, atol=0.05)
    assert np.abs(np.diff(bend[2:-2], axis=0)).max() < 0.1
    assert natural(x, 1).shape == (2001, 1)
    found = orthonormal(columns)
    np.testing.assert_allclose(found.T @ found / 2001, np.eye(4), atol=1e-12)


@pytest.mark.parametrize("seen", [
    agents.normal(R["theta"], R["se"], points=60), agents.trinomial(COUNTED, points=(11, 11))
])  # fmt: skip
@pytest.mark.parametrize("norm", ["length", "square"])
def test_no_other_prior_nearby_is_better(seen, norm):
    prior = agents.deconvolve(seen, 0.3, norm=norm)

    def value(alpha):
        weight = np.exp(seen.basis @ alpha)
        weight /= weight.sum()
        length = np.linalg.norm(alpha)
        fit = (np.log(seen.rows @ weight) + seen.log_scale)[seen.of].sum()
        return fit - 0.3 * (length if norm == "length" else length**2)

    top = value(prior.coefficients)
    for nudge in rng(1).standard_normal((200, prior.coefficients.size)):
        assert value(prior.coefficients + 0.01 * nudge) < top


def slow_trinomial(b, c, n, favour, often):
    ways = comb(n, b) * comb(n - b, c)
    return ways * (often * favour) ** b * (often * (1 - favour)) ** c * (1 - often) ** (n - b - c)


def test_counts_have_the_trinomial_likelihood():
    counted = agents.tallied([2, 0, 2], [1, 0, 1], [5, 3, 5])
    seen = agents.trinomial(counted, points=(11, 11), freedom=2)
    angle = np.linspace(0, np.pi / 2, 11)
    slow = sorted(
        (round(w * (2 * f - 1), 12), slow_trinomial(2, 1, 5, f, w))
        for f in np.sin(angle) ** 2
        for w in np.sin(angle) ** 2
    )
    row = seen.of[0]

    assert seen.of[0] == seen.of[2] != seen.of[1]
    found = sorted(zip(seen.gap, seen.rows[row] * np.exp(seen.log_scale[row]), strict=True))
    np.testing.assert_allclose(found, slow, atol=1e-12)
    assert seen.basis.shape == (121, 5)


def test_the_posterior_of_counts_is_bayes_rule():
    counted = agents.tallied([3, 0], [1, 0], [6, 4])
    seen = agents.trinomial(counted, points=(11, 11))
    prior = agents.deconvolve(seen, 0.5)
    known = agents.posterior(seen, prior)

    joint = seen.rows[seen.of[0]] * prior.weight
    assert known.mean[0] == pytest.approx(joint @ seen.gap / joint.sum(), abs=1e-12)
    np.testing.assert_allclose(known.weight.sum(axis=1), 1)
    assert np.all(np.diff(known.gap) > 0)
    assert agents.probability_above(known, 0)[0] == pytest.approx(
        joint[seen.gap > 0].sum() / joint.sum(), abs=1e-12
    )
    assert known.warning == agents.NOT_FOR_NAMING


def test_more_pairs_need_a_finer_lattice():
    few, many = (agents.trinomial(agents.tallied([1], [1], [n])) for n in (9, 4000))

    assert few.gap.size == 41 * 25
    assert many.gap.size == 101 * 101
    finer = agents.trinomial(COUNTED, points=(161, 97))
    coarse = agents.trinomial(COUNTED)
    a, b = (agents.posterior(x, agents.deconvolve(x, 0.5)).mean for x in (finer, coarse))
    np.testing.assert_allclose(a, b, atol=2e-3)


def test_swapped_arms_swap_the_sign():
    swapped = agents.tallied(TEST, CONTROL, PAIRS)
    one, other = (
        (x := agents.trinomial(counted), agents.deconvolve(x, 1.0))
        for counted in (COUNTED, swapped)
    )
    a, b = agents.posterior(*one), agents.posterior(*other)

    assert one[1].mean == pytest.approx(-other[1].mean, abs=1e-8)
    np.testing.assert_allclose(a.mean, -b.mean, atol=1e-8)
    np.testing.assert_allclose(a.low, -b.high, atol=1e-8)
    np.testing.assert_allclose(
        agents.order_probabilities(a), agents.order_probabilities(b).T, atol=1e-8
    )


def test_a_large_penalty_holds_the_prior_flat():
    seen = agents.normal(R["theta"], R["se"], points=50)
    prior = agents.deconvolve(seen, flattening(seen) * 1.001)

    np.testing.assert_allclose(prior.weight, 1 / 50)
    assert np.isnan(agents.share_above(prior, 0.1).se)
    near = agents.deconvolve(seen, flattening(seen) * 0.999)
    assert 0 < np.linalg.norm(near.coefficients) < 0.01


def test_the_climb_starts_above_the_flat_prior():
    # Here the first guess lies beyond the top, lower than the flat prior.
    seen = agents.trinomial(agents.tallied([0, 0, 0, 0, 1], [0, 0, 0, 0, 13], [38, 40, 12, 40, 42]))
    penalty = 0.9 * flattening(seen)
    flat = np.log(seen.rows.mean(axis=1)) + seen.log_scale
    for start in (None, np.full(11, 9.0)):
        prior = agents.deconvolve(seen, penalty, start=start)
        length = np.linalg.norm(prior.coefficients)
        assert prior.log_likelihood - penalty * length > flat[seen.of].sum()


def test_the_penalty_is_chosen_by_the_variance():
    seen = agents.normal(R["theta"], R["se"])

    for norm in ("length", "square"):
        prior = agents.match_variance(seen, 0.007, norm=norm)
        assert prior.sd**2 == pytest.approx(0.007, rel=1e-5)
    widest = agents.match_variance(seen, 1.0)
    narrowest = agents.match_variance(seen, 1e-9)
    assert widest.sd**2 < 1
    assert narrowest.penalty < prior.penalty < widest.penalty * 1.001


def test_the_penalty_is_chosen_by_left_out_agents():
    draw = rng(5)
    true, s = draw.normal(0.1, 0.1, 80), np.full(80, 0.08)
    seen = agents.normal(true + s * draw.standard_normal(80), s, points=200)
    one, again = (agents.cross_validate(seen, rng(1)) for _ in range(2))

    assert one.penalty == again.penalty
    assert one.sd == pytest.approx(0.1, abs=0.04)


def test_the_prior_recovers_what_it_was_drawn_from():
    draw = rng(6)
    true = draw.choice([0.0, 0.3], 600, p=[0.7, 0.3])
    s = draw.uniform(0.03, 0.06, 600)
    x = true + s * draw.standard_normal(600)
    seen = agents.normal(x, s)
    prior = agents.match_variance(seen, agents.between(_as_gaps(x, s)).variance)
    share = agents.share_above(prior, 0.15)
    known = agents.posterior(seen, prior)

    assert share.estimate == pytest.approx(0.3, abs=0.05)
    assert 0.005 < share.se < 0.05
    assert np.mean((known.mean - true) ** 2) < 0.7 * np.mean((x - true) ** 2)
    assert np.mean((known.low <= true) & (true <= known.high)) > 0.9


def _as_gaps(x, s):
    return agents.Gaps(np.full(x.size, 50), x, s, s)


@pytest.mark.parametrize("seed", range(3))
def test_the_standard_error_of_a_share_is_that_of_other_samples(seed):
    draw = rng(seed)
    s = np.full(400, 0.08)

    def share():
        seen = agents.normal(
            draw.normal(0.1, 0.1, 400) + s * draw.standard_normal(400), s, points=80
        )
        return agents.share_above(agents.deconvolve(seen, 5.0), 0.1)

    found = [share() for _ in range(60)]
    seen = np.std([x.estimate for x in found])
    assert np.mean([x.se for x in found]) == pytest.approx(seen, rel=0.35)


def slow_order(weight):
    agents_, points = weight.shape
    found = np.zeros((agents_, agents_))
    for i in range(agents_):
        for j in range(agents_):
            for m in range(points):
                for k in range(points):
                    found[i, j] += weight[i, m] * weight[j, k] * ((m > k) + 0.5 * (m == k))
    return found


def test_order_probabilities_are_the_double_sum():
    seen = agents.normal(R["theta"][:4], R["se"][:4], points=30)
    known = agents.posterior(seen, agents.deconvolve(seen, 0.5))
    found = agents.order_probabilities(known)

    np.testing.assert_allclose(found, slow_order(known.weight), atol=1e-14)
    np.testing.assert_allclose(np.diag(found), 0.5)
    np.testing.assert_allclose(found + found.T, 1, atol=1e-15)


def test_linear_shrinkage_is_the_normal_posterior():
    found = agents.shrink([0.3, 0.0], [0.1, 0.2], mean=0.1, variance=0.01)

    np.testing.assert_allclose(found.kept, [0.5, 0.2])
    np.testing.assert_allclose(found.mean, [0.2, 0.08])
    np.testing.assert_allclose(found.sd**2, [0.005, 0.008])
    assert agents.shrink([0.3], [0.1], mean=0.1, variance=-1).mean.tolist() == [0.1]


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1000), st.integers(3, 12))
def test_relabelled_agents_keep_what_is_known_of_them(seed, size):
    draw = rng(seed)
    n = draw.integers(2, 12, size)
    d = draw.binomial(n, 0.5)
    b = draw.binomial(d, 0.6)
    order = draw.permutation(size)
    first, second = (
        agents.trinomial(agents.tallied(b[o], (d - b)[o], n[o]), points=(21, 15))
        for o in (np.arange(size), order)
    )
    one, other = (agents.posterior(x, agents.deconvolve(x, 0.8)) for x in (first, second))

    np.testing.assert_allclose(one.mean[order], other.mean, atol=1e-7)
    assert np.all(one.low <= one.mean + 1e-9)
    assert np.all(one.mean <= one.high + 1e-9)


SEEN = agents.normal(R["theta"], R["se"], points=50)
# Three agents known nearly for sure: the likeliest law is three spikes, which no spline reaches.
SPIKES = agents.normal([0.0, 0.5, 1.0], [0.001] * 3, points=60)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agents.normal([0.1, 0.2], [0.1, 0]), "use `trinomial`"),
        (lambda: agents.normal([0.1, np.inf], [0.1, 0.1]), "one finite number"),
        (lambda: agents.normal([0.1, 0.1], [0.1, 0.1]), "with different gaps"),
        (lambda: agents.normal([0.1, 0.2], [0.1, 0.1], points=9), "points must be at least 20"),
        (lambda: agents.normal([0.1, 0.2], [0.1, 0.1], freedom=0), "freedom must be"),
        (lambda: agents.trinomial(COUNTED, points=(12, 11)), "must be odd"),
        (lambda: agents.trinomial(COUNTED, points=(9, 11)), "points must be at least 11"),
        (lambda: agents.deconvolve(SEEN, 0), "penalty must be a number from 1e-09"),
        (lambda: agents.deconvolve(SPIKES, 1e-9), "use a larger one"),
        (lambda: agents.match_variance(SEEN, -0.1), "no more than by chance"),
        (lambda: agents.cross_validate(SEEN, rng(1), folds=1), "folds must be from 2"),
        (lambda: agents.posterior(SEEN, agents.deconvolve(SEEN, 1.0), level=1), "level must be"),
        (
            lambda: agents.posterior(agents.trinomial(COUNTED), agents.deconvolve(SEEN, 1.0)),
            "must have the support",
        ),
        (lambda: agents.shrink([0.1], [0.0], mean=0, variance=1), "use the pooled one"),
        (lambda: agents.shrink([0.1], [0.1, 0.2], mean=0, variance=1), "one number an agent"),
    ],
)
def test_what_is_not_allowed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.slow
@pytest.mark.parametrize(("size", "pairs", "covered"), [(40, 40, 0.85), (200, 40, 0.92)])
def test_shrunk_gaps_are_nearer_and_intervals_hold_most(size, pairs, covered):
    draw = rng(9)
    lost, held = [], []
    for _study in range(25):
        n = 5 + draw.poisson(pairs - 5, size)
        favour, often = draw.beta(2, 1, size), draw.beta(4, 14, size)
        true = often * (2 * favour - 1)
        d = draw.binomial(n, often)
        counted = agents.tallied(b := draw.binomial(d, favour), d - b, n)
        own = agents.gaps_of(counted)
        spread = agents.between(own)
        straight = agents.shrink(
            own.difference, own.pooled_se, mean=spread.mean, variance=spread.variance
        )
        laws = (agents.trinomial(counted), agents.normal(own.difference, own.pooled_se))
        known = [agents.posterior(x, agents.match_variance(x, spread.variance)) for x in laws]
        estimates = (own.difference, straight.mean, known[0].mean, known[1].mean)
        lost.append([np.mean(np.square(x - true)) for x in estimates])
        held.append(np.mean((known[0].low <= true) & (true <= known[0].high)))
    raw, linear, exact, normal = np.mean(lost, axis=0)

    assert max(linear, exact) < 0.9 * raw
    assert exact < normal
    assert np.mean(held) > covered
