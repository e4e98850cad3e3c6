"""Exact power beside 2,000 studies simulated with pandas and statsmodels, and how it grows."""

from collections.abc import Iterator
from itertools import count
from time import perf_counter

import numpy as np

from benchmarks.report import Finding
from zebrapad.engines.pairtest import power

SUPPOSED, STUDIES = power.Shares(0.0825, 0.05), 2_000
LEVELS = (0.05 + step * 1e-9 for step in count())  # a new level each time: nothing is remembered


def compare() -> Iterator[Finding]:
    ours = _seconds(lambda: power.power(1000, SUPPOSED, alpha=next(LEVELS), test="exact"), 51)
    plan = _seconds(lambda: power.plan(1000, SUPPOSED, alpha=next(LEVELS)), 5)
    yield Finding("Plan of 1,000 pairs", f"{1000 * plan:.1f} ms", "≤ 20 ms", good=plan <= 0.02)
    try:
        taken = _seconds(lambda: simulated(1000), 1)
    except ImportError:
        yield Finding("pandas and statsmodels", "not there, not timed", "", good=True)
    else:
        what = (
            f"Power of 1,000 pairs beside {STUDIES:,} studies ({1e3 * ours:.1f} ms, {taken:.1f} s)"
        )
        yield Finding(what, f"{taken / ours:,.0f} ×", "≥ 100 ×", good=taken >= 100 * ours)


def simulated(pairs: int) -> float:
    import pandas as pd
    from statsmodels.stats.contingency_tables import mcnemar

    rng, found, shares = np.random.default_rng(1), 0, [0.2, 0.0825, 0.05, 0.6675]
    arms = np.array([(1, 1), (1, 0), (0, 1), (0, 0)])
    for _ in range(STUDIES):
        study = pd.DataFrame(arms[rng.choice(4, pairs, p=shares)], columns=["control", "test"])
        found += mcnemar(pd.crosstab(study.control, study.test), exact=True).pvalue <= 0.05
    return found / STUDIES


def growth() -> Iterator[Finding]:
    for pairs in (10**3, 10**4, 10**5, 10**6):
        gap = power.of_difference(2.8 * (0.1 / pairs) ** 0.5, 0.1)
        one = _seconds(lambda n=pairs, s=gap: power.power(n, s, alpha=next(LEVELS)), 5)
        needed = _seconds(lambda s=gap: power.pairs_needed(s, alpha=next(LEVELS)), 5)
        plan = _seconds(lambda n=pairs, s=gap: power.plan(n, s, alpha=next(LEVELS)), 5)
        times = f"power {1e3 * one:.1f}, pairs needed {1e3 * needed:.0f}, plan {1e3 * plan:.0f} ms"
        yield Finding(f"{pairs:,} pairs", times, "", good=True)


def _seconds(work, times):
    moments = [perf_counter(), *((work(), perf_counter())[1] for _ in range(times))]
    return float(np.median(np.diff(moments)))


if __name__ == "__main__":
    for finding in (*compare(), *growth()):
        print(f"{finding.what}: {finding.measured} (aim: {finding.aim or 'none'})")
