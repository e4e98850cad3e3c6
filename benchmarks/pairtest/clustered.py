"""Pairs of agents: the robust difference beside pyfixest, flips of agents beside draws of them."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np

from benchmarks.report import Finding
from zebrapad.engines.pairtest import clustered

ROWS, AGENTS, DRAWS = 1_000_000, 20_000, 100_000


def compare() -> Iterator[Finding]:
    rng = np.random.default_rng(1)
    d = rng.choice([-1, 0, 1], 10_000, p=[0.05, 0.87, 0.08])
    agent = rng.integers(0, 1000, 10_000)
    ours = min(_seconds(lambda: clustered.exact_flips(d, agent)) for _ in range(5))
    taken = _seconds(lambda: drawn(d, agent, rng))
    what = f"Flips of 1,000 agents, 10,000 pairs, beside {DRAWS:,} draws"
    what += f" ({1e3 * ours:.0f} ms, {taken:.1f} s)"
    yield Finding(what, f"{taken / ours:,.0f} ×", "≥ 20 ×", good=taken >= 20 * ours)
    batched = _seconds(lambda: clustered.draw_flips(d, agent, rng, draws=DRAWS))
    yield Finding("The same draws by draw_flips", f"{batched:.2f} s", "", good=True)
    ours = min(_seconds(lambda: clustered.wild_bootstrap(d, agent, rng)) for _ in range(3))
    taken = wild(d, agent)
    what = f"Wild bootstrap, 9,999 draws, beside wildboottest ({1e3 * ours:.0f} ms, {taken:.1f} s)"
    yield Finding(what, f"{taken / ours:,.0f} ×", "≥ 20 ×", good=taken >= 20 * ours)
    yield from logits(rng)
    d, agent = rng.choice([-1, 0, 1], ROWS // 2), rng.integers(0, AGENTS, ROWS // 2)
    ours = min(_seconds(lambda: clustered.robust(d, agent)) for _ in range(5))
    try:
        taken, apart = fixed_effects(d, agent)
    except ImportError:
        yield Finding("pyfixest", "not there, not timed", "", good=True)
        return
    what = f"Robust difference, {ROWS:,} rows, {AGENTS:,} agents, beside pyfixest's second call"
    what += f" ({1e3 * ours:.0f} ms, {taken:.1f} s)"
    yield Finding(what, f"{taken / ours:,.0f} ×", "≥ 5 ×", good=taken >= 5 * ours)
    yield Finding("Difference of the two estimates", f"{apart:.1e}", "≤ 1e-8", good=apart <= 1e-8)


def logits(rng) -> Iterator[Finding]:
    control, test = rng.random(10_000) < 0.4, rng.random(10_000) < 0.3
    x, agent = rng.normal(size=10_000), rng.integers(0, 1000, 10_000)
    ours = min(
        _seconds(lambda: clustered.conditional_logit(control, test, x, agent)) for _ in range(5)
    )
    try:
        from statsmodels.discrete.conditional_models import ConditionalLogit
    except ImportError:
        yield Finding("statsmodels", "not there, not timed", "", good=True)
        return
    y = np.column_stack([control, test]).ravel().astype(int)
    beside = np.column_stack([np.tile([1.0, 0.0], 10_000), np.column_stack([x, 0 * x]).ravel()])
    groups = np.repeat(np.arange(10_000), 2)
    began = perf_counter()
    theirs = ConditionalLogit(y, beside, groups=groups).fit(disp=0)
    taken = perf_counter() - began
    what = "Conditional logit, 10,000 pairs, 1,000 agents, beside statsmodels without agents"
    what += f" ({1e3 * ours:.0f} ms, {taken:.1f} s)"
    yield Finding(what, f"{taken / ours:,.0f} ×", "≥ 20 ×", good=taken >= 20 * ours)
    mine = clustered.conditional_logit(control, test, x).coefficients
    apart = float(np.abs(theirs.params - mine).max())
    yield Finding("Difference of the coefficients", f"{apart:.1e}", "≤ 1e-4", good=apart <= 1e-4)


def wild(d, agent) -> float:
    """wildboottest on a mean; nothing where it is not there."""
    try:
        import statsmodels.api as sm
        from wildboottest.wildboottest import wildboottest
    except ImportError:
        return float("nan")
    model = sm.OLS(d.astype(float), np.ones((d.size, 1)))
    return _seconds(lambda: wildboottest(model, param="const", cluster=agent, B=9_999, seed=1))


def drawn(d, agent, rng) -> float:
    """What one would write: signs in batches, a matrix product, vectorised."""
    total = np.bincount(agent, weights=d)
    far = 0
    for _ in range(DRAWS // 5_000):
        signs = rng.choice([-1.0, 1.0], (5_000, total.size))
        far += np.count_nonzero(np.abs(signs @ total) >= abs(total.sum()))
    return (far + 1) / (DRAWS + 1)


def fixed_effects(d, agent) -> tuple[float, float]:
    """A linear model of rows with an effect a pair, clustered by agent: the same estimand."""
    import pandas as pd
    import pyfixest as pf

    pair = np.repeat(np.arange(d.size), 2)
    control = np.tile([1, 0], d.size)
    y = np.where(
        control == 1, np.repeat((d > 0).astype(float), 2), np.repeat((d < 0).astype(float), 2)
    )
    rows = pd.DataFrame({"y": y, "control": control, "pair": pair, "agent": np.repeat(agent, 2)})
    for _ in range(2):
        began = perf_counter()
        fit = pf.feols("y ~ control | pair", rows, vcov={"CRV1": "agent"})
        taken = perf_counter() - began
    return taken, abs(float(fit.coef()["control"]) - float(d.mean()))


def _seconds(work) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    for finding in compare():
        print(f"{finding.what}: {finding.measured} (aim: {finding.aim or 'none'})")
