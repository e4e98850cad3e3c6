"""The wild cluster bootstrap: against draws written out, agent by agent."""

from itertools import product

import numpy as np
import pytest

from zebrapad.engines.pairtest.clustered import Signs, Variance, robust, wild_bootstrap

D = np.array([1, 0, 0, 1, -1, 1, 1, 0, 0, 1, 1, 0, -1, 1, 0, 0])
AGENT = np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 5])


def t_of(d):
    found = robust(d, AGENT, variance=Variance.CR1)
    return found.difference / found.error if found.error else np.inf


def test_few_agents_have_every_sign_gone_through():
    found = wild_bootstrap(D, AGENT, np.random.default_rng(1))
    every = [abs(t_of(D * np.array(signs)[AGENT])) for signs in product((1, -1), repeat=6)]

    assert found.t == pytest.approx(t_of(D))
    assert found.p == pytest.approx(np.mean(np.array(every) >= abs(t_of(D)) - 1e-9))
    assert (found.draws, found.whole) == (64, True)


@pytest.mark.parametrize("signs", list(Signs))
def test_many_agents_are_drawn(signs):
    rng = np.random.default_rng(2)
    agent = rng.integers(0, 40, 400)
    none = rng.choice([-1, 0, 1], 400)
    some = rng.choice([-1, 0, 1], 400, p=[0.1, 0.5, 0.4])
    drawn = wild_bootstrap(none, agent, rng, draws=2_000, signs=signs)

    assert drawn.p == pytest.approx(robust(none, agent, variance=Variance.CR1).p, abs=0.06)
    assert wild_bootstrap(some, agent, rng, draws=2_000, signs=signs).p < 0.01
    assert not drawn.whole


def test_webbs_weights_are_drawn_for_few_agents_too():
    found = wild_bootstrap(D, AGENT, np.random.default_rng(1), draws=500, signs=Signs.WEBB)

    assert (found.draws, found.whole) == (500, False)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda rng: wild_bootstrap([1, 0], [1, 1], rng), "at least two agents"),
        (lambda rng: wild_bootstrap(D, AGENT, rng, draws=0), "draws from 1"),
        (lambda rng: wild_bootstrap([1, 1], [1, 2], rng), "do not differ"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call(np.random.default_rng(1))
