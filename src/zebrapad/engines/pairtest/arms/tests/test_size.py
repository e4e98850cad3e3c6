"""Over many made-up studies: intervals cover, tests hold their size. See docs/methods."""

import numpy as np
import pytest

from zebrapad.engines.pairtest import arms

STUDIES = 2_000
HORIZON = 40


def mean_wait(one, other):
    """Mean up to the horizon of the sum of two exponential times with these means."""
    apart = [mean**2 * (1 - np.exp(-HORIZON / mean)) for mean in (one, other)]
    return (apart[0] - apart[1]) / (one - other)


def waits(rng, pairs, slow):
    """Hours that share luck within the pair; the test person waits longer where slow is above 1."""
    luck = rng.exponential(12, pairs)
    return luck + rng.exponential(24, pairs), luck + slow * rng.exponential(24, pairs)


@pytest.mark.slow
@pytest.mark.parametrize("pairs", [50, 100, 200])
def test_waits_cover_and_who_is_sooner_holds_its_size(pairs):
    true = mean_wait(12, 1.3 * 24) - mean_wait(12, 24)
    rng = np.random.default_rng(3)
    covered = refused = 0
    for _ in range(STUDIES):
        watched = np.where(rng.random(pairs) < 0.3, rng.uniform(10, 60, pairs), 60)
        control, test = waits(rng, pairs, 1.3)
        low, high = arms.waiting(control, test, watched, HORIZON).interval
        covered += low <= true <= high
        control, test = waits(rng, pairs, 1)
        refused += arms.sooner(control, test, watched).p <= 0.05

    assert covered / STUDIES == pytest.approx(0.95, abs=0.02)
    assert refused / STUDIES <= 0.05 + 2 * 0.005  # two errors of 2,000 studies
