"""Unequal spread of the unseen beside a climb with numeric slopes, and how threats grow."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_ndtr

from benchmarks.report import Finding
from zebrapad.engines.pairtest import threats


def compare() -> Iterator[Finding]:
    y, arm, q = enquiries(20_000)
    z = np.column_stack([np.ones(len(y)), q, arm])
    ours = _seconds(lambda: threats.fit_probit(y, z, arm), 5)
    taken = _seconds(lambda: climbed(y, z, arm), 1)
    what = f"Heteroskedastic probit beside BFGS in SciPy ({1e3 * ours:.0f}, {1e3 * taken:.0f} ms)"
    yield Finding(what, f"{taken / ours:.1f} ×", "≥ 1 ×", good=taken >= ours)


def climbed(y: np.ndarray, z: np.ndarray, arm: np.ndarray) -> object:
    """What a user would write: no package of Python's has the model."""

    def minus(theta: np.ndarray) -> float:
        return -log_ndtr((2 * y - 1) * (z @ theta[:-1]) * np.exp(-theta[-1] * arm)).sum()

    return minimize(minus, np.zeros(z.shape[1] + 1), method="BFGS")


def growth() -> Iterator[Finding]:
    for count in (10**3, 10**4, 10**5, 10**6):
        y, arm, q = enquiries(count)
        pair = np.arange(count) // 2
        whole = _seconds(lambda y=y, a=arm, q=q, p=pair: threats.unobserved(y, a, q, cluster=p), 1)
        lee = _seconds(lambda y=y, a=arm, p=pair: threats.lee(y, y | (p % 9 > 0), a, p), 1)
        spill = _seconds(lambda y=y, a=arm, p=pair: threats.spillover(y, a, p), 1)
        times = f"{1e3 * whole:.0f}, {1e3 * lee:.0f} and {1e3 * spill:.0f} ms"
        yield Finding(
            f"{count:,} enquiries: unseen, Lee's bounds, spill-over", times, "", good=True
        )


def enquiries(count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    arm, q = np.tile([0, 1], count // 2), rng.normal(size=(count, 3))
    index = -0.4 + q @ [0.5, 0.3, 0.2] - 0.3 * arm
    return (index + np.exp(0.2 * arm) * rng.normal(size=count) > 0).astype(int), arm, q


def _seconds(work, times):
    moments = [perf_counter(), *((work(), perf_counter())[1] for _ in range(times))]
    return float(np.median(np.diff(moments)))
