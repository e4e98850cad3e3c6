"""Over many made-up studies: tests hold their size. See docs/methods."""

import numpy as np
import pytest

from zebrapad.engines.pairtest import threats


def order_sizes(discordant, advantage=0.0, draws=2000):
    """How often Gart's test of the arms, exact and mid-p, refuses where arms are alike."""
    rng = np.random.default_rng(discordant)
    share = 1 / (1 + np.exp(-advantage))
    exact = midp = 0
    for _ in range(draws):
        first = rng.binomial(discordant, share)
        second = rng.binomial(discordant, 1 - share)
        made = threats.fisher((first, discordant - first), (discordant - second, second))
        exact += made.fisher <= 0.05
        midp += made.midp <= 0.05
    return exact / draws, midp / draws


@pytest.mark.slow
@pytest.mark.parametrize("advantage", [0.0, 1.0])
@pytest.mark.parametrize("discordant", [8, 20, 60])
def test_arms_that_are_alike_are_refused_as_often_as_said(discordant, advantage):
    exact, midp = order_sizes(discordant, advantage)

    assert exact <= 0.05 + 0.012
    assert midp <= 0.05 + 0.02


def mixed(rng, listings, companion):
    kind = rng.integers(0, 3, listings)
    arms = rng.integers(0, 2, listings)
    rows = []
    for one, (k, arm) in enumerate(zip(kind, arms, strict=True)):
        senders = {0: [arm], 1: [0, 1], 2: [arm, arm]}[k]
        mood = rng.normal(0, 0.5)
        for sender in senders:
            with_test = len(senders) > 1 and sum(senders) - sender
            chance = 1 / (1 + np.exp(0.2 + mood + 0.6 * sender + companion * with_test))
            rows.append((rng.random() < chance, sender, one))
    return np.array(rows, dtype=int).T


@pytest.mark.slow
def test_interference_is_found_as_often_as_said_where_there_is_none_and_more_where_there_is():
    rng = np.random.default_rng(6)
    still = [threats.spillover(*mixed(rng, 600, 0.0)).interference.p <= 0.05 for _ in range(400)]
    moved = [threats.spillover(*mixed(rng, 600, 0.8)).interference.p <= 0.05 for _ in range(100)]

    assert np.mean(still) == pytest.approx(0.05, abs=0.03)
    assert np.mean(moved) > 0.5
