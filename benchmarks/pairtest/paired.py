"""The exact law of sign flips beside draws of them, and many studies at once."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from benchmarks.report import Finding
from zebrapad.engines.pairtest import paired
from zebrapad.engines.pairtest.cells import cells

FLIPS = 100_000  # a million take ten times as long


def compare() -> Iterator[Finding]:
    rng = np.random.default_rng(1)
    pairs = rng.choice([-1, 0, 1], 1000, p=[0.05, 0.87, 0.08])
    ours = min(_seconds(lambda: paired.sign_flip(pairs)) for _ in range(20))
    taken, p = drawn(pairs)
    what = (
        f"Sign flips of 1,000 pairs beside scipy's {FLIPS:,} ({1e6 * ours:.0f} µs, {taken:.0f} s)"
    )
    yield Finding(what, f"{taken / ours:,.0f} ×", "≥ 10,000 ×", good=taken >= 1e4 * ours)
    apart = abs(paired.sign_flip(pairs) - p)
    yield Finding("Difference of the two p-values", f"{apart:.4f}", "≤ 0.005", good=apart <= 0.005)
    many = cells(*rng.integers(0, 200, (4, 100_000)))
    yield Finding(
        "100,000 studies described",
        f"{_seconds(lambda: paired.describe(many)):.1f} s",
        "",
        good=True,
    )


def drawn(pairs) -> tuple[float, float]:
    """SciPy's permutation test, vectorised; the sign flips of pairs are its `samples`."""
    from scipy.stats import permutation_test

    began = perf_counter()
    found = permutation_test(
        (pairs,),
        lambda x, axis: x.sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=FLIPS,
        batch=5_000,
        rng=np.random.default_rng(2),
    )
    return perf_counter() - began, float(found.pvalue)


def _seconds(work) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    for finding in compare():
        print(f"{finding.what}: {finding.measured} (aim: {finding.aim or 'none'})")
