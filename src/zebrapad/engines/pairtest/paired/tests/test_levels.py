"""Do intervals hold their level, and tests theirs? Summed over all tables, not simulated."""

import numpy as np
import pytest
from scipy.special import gammaln, xlogy

from zebrapad.engines.pairtest import paired
from zebrapad.engines.pairtest.cells import Cells

METHODS = (paired.tango, paired.newcombe, paired.agresti_min, paired.bonett_price, paired.wald)
PAIRS = (20, 50, 200, 1000, 5000)
# Shares of the two discordant cells: from few to many, without and with a difference.
SHARES = [(0.02, 0.02), (0.1, 0.1), (0.25, 0.25), (0.07, 0.02), (0.15, 0.05), (0.3, 0.1)]
INVITED = 0.4  # of the pairs that agree, both were invited in this share
# The least and the mean coverage over `SHARES` that each method must have; see docs.
LEAST = {"tango": 0.93, "newcombe": 0.93, "agresti_min": 0.93, "bonett_price": 0.93}


def tables(n, b, c):
    """Every table with any mass, and its chance."""
    x, y = (part.ravel() for part in np.meshgrid(*(reached(n, share) for share in (b, c))))
    x, y = x[x + y <= n], y[x + y <= n]
    rest = n - x - y
    logs = xlogy(x, b) + xlogy(y, c) + xlogy(rest, 1 - b - c)
    ways = gammaln(n + 1) - gammaln(x + 1) - gammaln(y + 1) - gammaln(rest + 1)
    both = np.rint(INVITED * rest).astype(np.int64)
    return Cells(both, x, y, rest - both), np.exp(logs + ways)


def reached(n, share):
    spread = 5 * np.sqrt(n * share * (1 - share)) + 5
    return np.arange(max(0, int(n * share - spread)), min(n, int(n * share + spread)) + 1)


def coverage(method, n, b, c):
    there, chance = tables(n, b, c)
    found = method(there)
    holds = (found.low <= b - c + 1e-12) & (found.high >= b - c - 1e-12)
    return float(chance[holds].sum() / chance.sum())


def size(name, n, share):
    there, chance = tables(n, share, share)
    return float(chance[getattr(paired.mcnemar(there), name) <= 0.05].sum() / chance.sum())


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)
def test_intervals_hold_their_level(method):
    found = np.array([[coverage(method, n, b, c) for b, c in SHARES] for n in PAIRS])

    if method is not paired.wald:
        assert found[1:].min() >= LEAST[method.__name__]
    assert found[-1].min() >= 0.94


@pytest.mark.slow
def test_tests_keep_their_level():
    sizes = {
        name: np.array([[size(name, n, share) for share in (0.02, 0.1, 0.25)] for n in PAIRS])
        for name in ("exact", "midp", "asymptotic", "continuity")
    }

    assert sizes["exact"].max() <= 0.05
    assert sizes["continuity"].max() <= 0.05
    assert sizes["midp"].max() <= 0.053
    assert sizes["asymptotic"].max() <= 0.06
