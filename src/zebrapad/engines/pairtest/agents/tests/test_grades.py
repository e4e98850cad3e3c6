"""Report cards against every possible one."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import agents
from zebrapad.engines.pairtest.agents.grades import _cut

RATES = (0.1, 0.25, 0.5, 1.0)


def rng(seed):
    return np.random.default_rng(seed)


def posteriors(size, seed, *, alike=False):
    """Order probabilities as an analysis gives them: normal noise, agents of many sizes."""
    draw = rng(seed)
    s = np.full(size, 0.08) if alike else draw.uniform(0.02, 0.2, size)
    x = draw.gamma(1.0, 0.1, size) + s * draw.standard_normal(size)
    seen = agents.normal(x, s, points=60)
    return agents.order_probabilities(agents.posterior(seen, agents.deconvolve(seen, 2.0)))


def hostile(size, seed):
    """Any probabilities at all: circles too."""
    pi = np.triu(rng(seed).random((size, size)), 1)
    return pi + np.tril(1 - pi.T, -1) + np.eye(size) / 2


def loss_of(pi, grade, rate):
    lost = 0.0
    for i, j in combinations(range(len(grade)), 2):
        above = np.sign(grade[i] - grade[j])
        wrong = pi[j, i] if above > 0 else pi[i, j]
        lost += abs(above) * ((1 - rate) * wrong - rate * (1 - 2 * wrong))
    return lost / (len(grade) * (len(grade) - 1) / 2)


def least_loss(pi, rate):
    """The least loss over all ways to grade: best top grade of each set, by growing sets."""
    size = pi.shape[0]
    cost = 1 - (1 + rate) * pi
    # toward[i][rest]: what it costs that i stands above each of a set of agents.
    sets = range(1 << size)
    toward = np.zeros((size, 1 << size))
    for rest in sets[1:]:
        last = rest.bit_length() - 1
        toward[:, rest] = toward[:, rest ^ (1 << last)] + cost[:, last]
    best = np.full(1 << size, np.inf)
    best[0] = 0.0
    for group in sets[1:]:
        members = [i for i in range(size) if group >> i & 1]
        top = group
        while top:
            rest = group ^ top
            paid = sum(toward[i, rest] for i in members if top >> i & 1)
            best[group] = min(best[group], paid + best[rest])
            top = (top - 1) & group
    return best[-1] / (size * (size - 1) / 2)


def test_growing_sets_find_the_least_of_all_grades():
    for seed, rate in product(range(3), RATES):
        pi = hostile(5, seed)
        slow = min(loss_of(pi, grade, rate) for grade in product(range(5), repeat=5))

        assert least_loss(pi, rate) == pytest.approx(slow, abs=1e-12)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("size", [2, 3, 5, 7])
def test_the_loss_is_that_of_the_paper_and_the_least(size, rate):
    for seed in range(4):
        pi = posteriors(size, seed)
        found = agents.grades(pi, rate)

        assert found.loss == pytest.approx(loss_of(pi, found.grade, rate), abs=1e-12)
        assert found.loss == pytest.approx(
            (1 - rate) * found.discordance - rate * found.tau, abs=1e-12
        )
        assert found.loss == pytest.approx(least_loss(pi, rate), abs=1e-4)
        assert found.bound <= found.loss + 1e-12
        if found.proven:
            assert found.loss == pytest.approx(least_loss(pi, rate), abs=1e-12)


@pytest.mark.parametrize("rate", RATES)
def test_with_equal_errors_the_grades_are_proven(rate):
    for seed in range(6):
        pi = posteriors(8, seed, alike=True)
        found = agents.grades(pi, rate)

        assert found.proven
        assert found.loss == pytest.approx(least_loss(pi, rate), abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(RATES))
def test_even_with_circles_the_loss_is_between_the_bound_and_no_grades(seed, rate):
    pi = hostile(6, seed)
    found = agents.grades(pi, rate)

    assert found.bound - 1e-12 <= found.loss <= 1e-12
    assert found.loss >= least_loss(pi, rate) - 1e-12
    assert set(found.grade) == set(range(1, found.grade.max() + 1))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_other_names_and_swapped_arms_change_nothing(seed):
    pi = posteriors(7, seed % 50)
    order = rng(seed).permutation(7)
    one = agents.grades(pi)
    renamed, swapped = agents.grades(pi[np.ix_(order, order)]), agents.grades(pi.T)

    assert renamed.grade.tolist() == one.grade[order].tolist()
    assert swapped.loss == pytest.approx(one.loss, abs=1e-9)


def test_two_agents_are_graded_apart_when_that_is_sure_enough():
    sure = np.array([[0.5, 0.81], [0.19, 0.5]])
    unsure = np.array([[0.5, 0.79], [0.21, 0.5]])

    assert agents.grades(sure).grade.tolist() == [2, 1]
    assert agents.grades(sure).discordance == pytest.approx(0.19)
    assert agents.grades(sure).tau == pytest.approx(0.62)
    assert agents.grades(unsure).grade.tolist() == [1, 1]
    assert agents.grades(unsure).loss == 0


def test_at_rate_0_nobody_is_ranked():
    assert agents.grades(posteriors(9, 1), 0.0).grade.max() == 1


def test_grades_stay_within_a_discordance():
    pi = posteriors(30, 2)
    whole, found = agents.grades(pi, 1.0), agents.grades_within(pi, 0.05)

    assert 0.03 < found.discordance <= 0.05
    assert agents.grades(pi, found.rate + 0.01).discordance >= found.discordance
    assert agents.grades_within(pi, 1.0).loss == whole.loss
    assert agents.grades_within(pi, 0.0).discordance <= 1e-12


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agents.grades([[0.5]]), "at least two agents"),
        (lambda: agents.grades([0.5, 0.5]), "must be a square"),
        (lambda: agents.grades([[0.5, 1.2], [-0.2, 0.5]]), "from 0 to 1"),
        (lambda: agents.grades([[0.5, 0.7], [0.2, 0.5]]), "add up to 1"),
        (lambda: agents.grades(hostile(3, 1), 1.5), "rate must be from 0 to 1"),
        (lambda: agents.grades_within(hostile(3, 1), 2), "discordance must be"),
    ],
)
def test_what_is_not_allowed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "cut_least", "moved_least"), [(posteriors, 0.9, 0.98), (hostile, 0.0, 0.5)]
)
def test_how_often_the_grades_are_the_best_of_all(kind, cut_least, moved_least):
    found = np.array([
        _reached(kind(8, 1000 + seed), RATES[seed % 4]) for seed in range(120)
    ])  # fmt: skip
    cut, moved, proven = found.mean(axis=0)

    assert cut >= cut_least
    assert moved >= moved_least
    assert proven <= moved


def _reached(pi, rate):
    """Whether the plain cut, and the grades in the end, have the least loss; and if proven."""
    least = least_loss(pi, rate)
    cost = 1 - (1 + rate) * pi
    np.fill_diagonal(cost, 0)
    plain = _cut(cost, np.argsort(-pi.sum(axis=1)))
    end = agents.grades(pi, rate)
    return loss_of(pi, -plain, rate) < least + 1e-12, end.loss < least + 1e-12, end.proven
