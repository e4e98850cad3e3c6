"""Whether coders agree, beside statsmodels, and how alpha grows."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from benchmarks.report import Finding
from zebrapad.engines.pairtest import agreement


def compare() -> Iterator[Finding]:
    table = np.random.default_rng(1).integers(1, 50, (5, 5))
    ours = _seconds(lambda: agreement.kappa(table), 101)
    what = f"kappa with its error ({1e3 * ours:.2f} ms)"
    try:
        taken = _seconds(lambda: peer(table), 21)
    except ImportError:
        yield Finding(what, "statsmodels is not there, not timed", "", good=True)
    else:
        what = f"{what} beside statsmodels ({1e3 * taken:.2f} ms)"
        yield Finding(what, f"{taken / ours:.1f} ×", "≥ 1 ×", good=taken >= ours)


def peer(table: np.ndarray) -> object:
    from statsmodels.stats.inter_rater import cohens_kappa

    return cohens_kappa(table)


def growth() -> Iterator[Finding]:
    rng = np.random.default_rng(2)
    for units in (10**2, 10**3, 10**4):
        codes = rng.integers(0, 5, (3, units)).astype(float)
        taken = _seconds(lambda c=codes: agreement.alpha(c, rng=rng, draws=2_000), 3)
        what = f"alpha of {units:,} units by three coders, 2,000 draws"
        yield Finding(what, f"{1e3 * taken:.0f} ms", "", good=True)


def _seconds(work, times):
    moments = [perf_counter(), *((work(), perf_counter())[1] for _ in range(times))]
    return float(np.median(np.diff(moments)))
