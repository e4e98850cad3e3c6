"""Several arms and times beside SciPy and statsmodels, and how they grow."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from benchmarks.report import Finding
from zebrapad.engines.pairtest import arms

DRAWS = 9_999


def compare() -> Iterator[Finding]:
    rng = np.random.default_rng(1)
    blocks = (rng.random((300, 3)) < [0.5, 0.45, 0.4]).astype(float)
    ours = _seconds(lambda: arms.permuted(blocks, rng, draws=DRAWS), 11)
    yield from _beside(f"Cochran's Q, {DRAWS:,} shuffles, 300 listings", ours, _shuffled, blocks)
    answers = rng.integers(0, 5, (2, 10_000))
    ours = _seconds(lambda: arms.homogeneity(*answers, 5), 21)
    yield from _beside("Stuart-Maxwell and Bhapkar, 10,000 pairs", ours, _square, answers)


def growth() -> Iterator[Finding]:
    rng = np.random.default_rng(2)
    for pairs in (10**3, 10**4, 10**5):
        y, x = rng.exponential(30, (2, pairs))
        taken = _seconds(lambda y=y, x=x: arms.waiting(y, x, 72, 48), 3)
        yield Finding(f"wait of {pairs:,} pairs", f"{1e3 * taken:.1f} ms", "", good=True)


def _beside(what: str, ours: float, peer, given) -> Iterator[Finding]:
    try:
        taken = _seconds(lambda: peer(given), 3)
    except ImportError:
        yield Finding(what, f"{1e3 * ours:.2f} ms; the peer is not there, not timed", "", good=True)
    else:
        what = f"{what} ({1e3 * ours:.2f}, {1e3 * taken:.2f} ms)"
        yield Finding(what, f"{taken / ours:.1f} ×", "≥ 1 ×", good=taken >= ours)


def _shuffled(blocks):
    from scipy.stats import permutation_test

    def spread(*arm, axis):
        return np.var([one.sum(axis=axis) for one in arm], axis=0)

    return permutation_test(blocks.T, spread, permutation_type="samples", n_resamples=DRAWS)


def _square(pairs):
    from statsmodels.stats.contingency_tables import SquareTable

    table = SquareTable(np.histogram2d(*pairs, bins=5)[0])
    return table.homogeneity(), table.homogeneity(method="bhapkar")


def _seconds(work, times):
    moments = [perf_counter(), *((work(), perf_counter())[1] for _ in range(times))]
    return float(np.median(np.diff(moments)))
