"""Pooling beside statsmodels, and how it and monitoring grow."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from benchmarks.report import Finding
from zebrapad.engines.pairtest import pooling

STUDIES = 475


def compare() -> Iterator[Finding]:
    y, v = studies(STUDIES)
    effects = pooling.effects(y, v)
    ours = _seconds(lambda: pooling.pool(effects, method="pm"), 21)
    reml = _seconds(lambda: pooling.pool(effects), 11)
    yield Finding(
        f"REML, HKSJ, profile interval, {STUDIES} studies", f"{1e3 * reml:.1f} ms", "", good=True
    )
    try:
        taken = _seconds(lambda: peer(y, v), 5)
    except ImportError:
        yield Finding("statsmodels", "not there, not timed", "", good=True)
    else:
        what = f"Paule–Mandel and HKSJ beside statsmodels ({1e3 * ours:.1f}, {1e3 * taken:.1f} ms)"
        yield Finding(what, f"{taken / ours:.1f} ×", "≥ 1 ×", good=taken >= ours)


def peer(y: np.ndarray, v: np.ndarray) -> object:
    """What a user would write; it gives no interval of tau squared and no prediction."""
    from statsmodels.stats.meta_analysis import combine_effects

    return combine_effects(y, v, method_re="iterated").summary_frame()


def growth() -> Iterator[Finding]:
    for count in (10, 100, 1000):
        effects = pooling.effects(*studies(count))
        taken = _seconds(lambda e=effects: pooling.pool(e), 5)
        yield Finding(f"{count:,} studies pooled with REML", f"{1e3 * taken:.1f} ms", "", good=True)
    rng = np.random.default_rng(2)
    for pairs in (10**3, 10**4, 10**5):
        path = rng.integers(0, 2, pairs)
        taken = _seconds(lambda p=path: pooling.e_process(p), 3)
        yield Finding(
            f"e-process of {pairs:,} discordant pairs", f"{1e3 * taken:.1f} ms", "", good=True
        )


def studies(count: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    v = rng.uniform(0.0004, 0.004, count)
    return rng.normal(0.1, 0.05, count) + rng.normal(size=count) * np.sqrt(v), v


def _seconds(work, times):
    moments = [perf_counter(), *((work(), perf_counter())[1] for _ in range(times))]
    return float(np.median(np.diff(moments)))
