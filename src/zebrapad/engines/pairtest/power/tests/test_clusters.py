"""The design effect, against drawn studies whose pairs share agents."""

import numpy as np
import pytest

from zebrapad.engines.pairtest import power
from zebrapad.engines.pairtest.power import Shares, Test

STUDIES = 4_000
SHARES = Shares(0.11, 0.06)
EQUAL, UNEQUAL = [10] * 100, [2] * 100 + [8] * 60 + [16] * 20


def drawn(sizes, correlation, rng):
    """Sums of the agents: a pair is its agent's own with chance sqrt(rho), otherwise fresh."""
    agent = np.repeat(np.arange(len(sizes)), sizes)
    law = [SHARES.only_control, SHARES.only_test, 1 - SHARES.discordant]
    value = np.array([1, -1, 0])
    own = rng.choice(value, (STUDIES, len(sizes)), p=law)[:, agent]
    fresh = rng.choice(value, own.shape, p=law)
    pairs = np.where(rng.random(own.shape) < np.sqrt(correlation), own, fresh)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    return np.add.reduceat(pairs, starts, axis=1)


def found_by_the_robust_test(sums, sizes):
    sizes = np.array(sizes)
    mean = sums.sum(axis=1, keepdims=True) / sizes.sum()
    groups = sizes.size
    spread = np.sqrt(groups / (groups - 1) * ((sums - mean * sizes) ** 2).sum(axis=1))
    return np.mean(np.abs(sums.sum(axis=1)) >= 1.96 * spread)


@pytest.mark.parametrize("sizes", [EQUAL, UNEQUAL], ids=["equal", "unequal"])
@pytest.mark.parametrize("correlation", [0.0, 0.05, 0.15])
def test_effective_pairs_have_the_power_of_pairs_that_share_agents(sizes, correlation):
    rng = np.random.default_rng(11)
    effect = power.design_effect(sizes, correlation)
    told = power.power(power.effective_pairs(1000, effect), SHARES, test=Test.ASYMPTOTIC)
    found = found_by_the_robust_test(drawn(sizes, correlation, rng), sizes)

    assert sum(sizes) == 1000
    assert found == pytest.approx(told, abs=0.03)  # four standard errors of the drawn share
