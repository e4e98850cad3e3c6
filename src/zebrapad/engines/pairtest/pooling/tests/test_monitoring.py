"""Looking early: the e-process, spending functions, and the exact law of planned looks."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import beta, betaln, ndtr

from zebrapad.engines.pairtest import pooling
from zebrapad.engines.pairtest.cells import cells
from zebrapad.engines.pairtest.paired import mcnemar

FIFTHS = np.arange(1, 6) / 5
PATHS = st.lists(st.integers(0, 1), min_size=1, max_size=40)
# Two-sided 5 %, Lan and DeMets: gsDesign's sfLDOF for five and three equal looks, as published.
PUBLISHED = [(5, [4.877, 3.357, 2.680, 2.290, 2.031]), (3, [3.710, 2.511, 1.993])]
# Constants of Jennison and Turnbull (2000), tables 2.1 and 2.3, alpha 0.05: by looks.
POCOCK = {2: 2.178, 3: 2.289, 4: 2.361, 5: 2.413, 10: 2.555}
OBRIEN_FLEMING = {2: 1.977, 3: 2.004, 4: 2.024, 5: 2.040, 10: 2.087}


@settings(deadline=None, max_examples=20)
@given(PATHS, st.sampled_from(["two", "control", "test"]), st.sampled_from([0.5, 1.0, 3.0]))
def test_evidence_is_the_mixture_integrated(path, side, prior):
    made = pooling.e_process(path, side=side, prior=prior)
    won, lost = sum(path), len(path) - sum(path)
    low, high = {"two": (0, 1), "control": (0.5, 1), "test": (0, 0.5)}[side]
    mixture, _ = quad(
        lambda x: x ** (won + prior - 1) * (1 - x) ** (lost + prior - 1), low, high, limit=200
    )
    whole = beta(prior, prior) * (1 if side == "two" else 0.5)

    assert np.exp(made.log_e[-1]) == pytest.approx(mixture / whole * 2 ** len(path), rel=1e-5)


@settings(deadline=None, max_examples=40)
@given(PATHS)
def test_arms_exchanged_mirror_the_evidence(path):
    one = pooling.e_process(path)
    other = pooling.e_process([1 - x for x in path])

    assert one.log_e == pytest.approx(other.log_e)
    assert one.low == pytest.approx(1 - other.high, abs=1e-9)
    assert pooling.e_process(path, side="control").log_e == pytest.approx(
        pooling.e_process([1 - x for x in path], side="test").log_e
    )


@settings(deadline=None, max_examples=40)
@given(PATHS)
def test_a_half_leaves_the_confidence_sequence_when_evidence_crosses(path):
    made = pooling.e_process(path)
    out = (made.low > 0.5) | (made.high < 0.5)

    assert np.all(np.diff(made.low) >= 0)
    assert np.all(np.diff(made.high) <= 0)
    assert np.all(np.diff(made.p) <= 0)
    assert (int(np.argmax(out)) + 1 if out.any() else 0) == made.crossed
    assert np.array_equal(made.p <= 0.05 + 1e-15, out)


def test_evidence_under_equal_treatment_is_fair_after_every_pair():
    """The mean of e over all outcomes of m pairs is 1."""
    for m, side in ((1, "two"), (6, "two"), (6, "control"), (9, "test")):
        mean = sum(
            comb(m, won)
            / 2**m
            * np.exp(pooling.e_process([1] * won + [0] * (m - won), side=side).log_e[-1])
            for won in range(m + 1)
        )
        assert mean == pytest.approx(1)


def test_no_pairs_are_no_evidence():
    made = pooling.e_process([])

    assert len(made.log_e) == len(made.low) == 0
    assert made.crossed == 0


@pytest.mark.parametrize(("looks", "bounds"), PUBLISHED)
def test_boundaries_are_the_published_ones(looks, bounds):
    made = pooling.boundaries(np.arange(1, looks + 1) / looks)

    assert made == pytest.approx(bounds, abs=5.1e-4)


@pytest.mark.parametrize("looks", POCOCK)
def test_published_constants_spend_all_of_alpha(looks):
    at = np.arange(1, looks + 1) / looks
    flat = pooling.ever_crossed(at, np.full(looks, POCOCK[looks]))
    falling = pooling.ever_crossed(at, OBRIEN_FLEMING[looks] / np.sqrt(at))

    assert flat[-1] == pytest.approx(0.05, abs=1e-4)
    assert falling[-1] == pytest.approx(0.05, abs=1e-4)


@pytest.mark.parametrize("kind", ["obrien_fleming", "pocock"])
def test_boundaries_spend_what_is_allowed(kind):
    times = np.array([0.02, 0.03, 0.3, 0.31, 0.9])
    allowed = pooling.spent(times, kind=kind)
    bounds = pooling.boundaries(times, kind=kind)

    assert pooling.ever_crossed(times, bounds) == pytest.approx(allowed, abs=1e-12)
    assert pooling.spent([1.0], kind=kind, alpha=0.1) == pytest.approx([0.1])


def test_a_single_look_is_the_ordinary_test():
    assert pooling.boundaries([1.0]) == pytest.approx([1.959963984540054])
    assert pooling.plan_looks([20], 20).at_least == [15]  # binom.test(15, 20): p = 0.0414


def enumerated(pairs, at_least, share):
    """The chance to have stopped by each look, path by path."""
    alive, before, found, gone = {0: 1.0}, 0, [], 0.0
    for now, bound in zip(pairs, at_least, strict=True):
        for _ in range(now - before):
            new: dict[int, float] = {}
            for won, chance in alive.items():
                new[won + 1] = new.get(won + 1, 0) + chance * share
                new[won] = new.get(won, 0) + chance * (1 - share)
            alive = new
        out = [won for won in alive if max(won, now - won) >= bound]
        gone += sum(alive.pop(won) for won in out)
        found.append(gone)
        before = now
    return found


@pytest.mark.parametrize("share", [0.5, 0.7, 1.0])
def test_the_law_of_looks_is_that_of_every_path(share):
    pairs = [6, 10, 17, 30]
    plan = pooling.plan_looks(pairs, 40, kind="pocock")
    made = pooling.stops_by(pairs, plan.at_least, share)

    assert made == pytest.approx(enumerated(pairs, plan.at_least, share))
    if share == 0.5:
        assert plan.reached == pytest.approx(made)
        assert np.all(plan.reached <= plan.allowed)


def test_one_more_at_any_look_would_spend_too_much():
    pairs = [20, 40, 60, 80, 100]
    plan = pooling.plan_looks(pairs, 100)
    for look, bound in enumerate(plan.at_least):
        eager = plan.at_least[: look + 1].copy()
        eager[look] = bound - 1
        assert pooling.stops_by(pairs[: look + 1], eager)[-1] > plan.allowed[look]


def test_looks_at_many_pairs_come_near_the_normal_boundaries():
    pairs = np.arange(1, 6) * 2000
    plan = pooling.plan_looks(pairs, 10_000)
    z = (2 * plan.at_least - pairs) / np.sqrt(pairs)

    assert z == pytest.approx(pooling.boundaries(FIFTHS), abs=0.05)


def peeking():
    """Mid-p McNemar after every ten discordant pairs up to 400, as an impatient reader would."""
    pairs, need = np.arange(10, 401, 10), []
    for n in pairs:
        b = np.arange(n // 2 + 1, n + 1)
        found = b[mcnemar(cells(0, b, n - b, 0)).midp <= 0.05]
        need.append(found[0])
    return pairs, np.array(need)


def evident():
    """After every pair: the least number of one arm whose e is 20."""
    pairs, need = np.arange(1, 401), []
    for n in pairs:
        b = np.arange(n // 2 + 1, n + 1)
        log_e = betaln(b + 0.5, n - b + 0.5) - betaln(0.5, 0.5) + n * np.log(2)
        found = b[log_e >= np.log(20)]
        need.append(found[0] if len(found) else n + 1)
    return pairs, np.array(need)


def test_peeking_finds_five_times_too_much_and_the_e_process_never_does():
    # The design's simulations of this: 27.4 % of 2,000 and 4.1 %. Here both are exact.
    assert pooling.stops_by(*peeking())[-1] == pytest.approx(0.28328655, abs=1e-8)
    assert 0.03 < pooling.stops_by(*evident())[-1] <= 0.05


@pytest.mark.slow
def test_simulated_studies_stop_as_often_as_the_exact_law_says():
    rng = np.random.default_rng(20)
    paths = rng.integers(0, 2, (4000, 400))
    crossed = np.mean([pooling.e_process(path).crossed > 0 for path in paths])
    pairs, need = peeking()
    won = np.cumsum(paths, axis=1)[:, pairs - 1]
    fooled = np.mean(np.any(np.maximum(won, pairs - won) >= need, axis=1))

    assert crossed <= 0.05
    assert crossed == pytest.approx(pooling.stops_by(*evident())[-1], abs=0.01)
    assert fooled == pytest.approx(pooling.stops_by(peeking()[0], need)[-1], abs=0.025)


@pytest.mark.slow
def test_the_confidence_sequence_covers_at_all_times():
    rng = np.random.default_rng(21)
    for share in (0.5, 0.7, 0.95):
        made = [pooling.e_process(rng.random(300) < share) for _ in range(1500)]
        missed = np.mean([one.low[-1] > share or one.high[-1] < share for one in made])
        assert missed <= 0.05


def test_a_study_says_where_it_stands():
    favours = [1] * 30 + [0, 1] * 5 + [1] * 10
    made = pooling.stopping(favours, [20, 40, 60], 60)

    assert made.control.tolist() == [20, 35]
    assert made.test.tolist() == [0, 5]
    assert made.looks.pairs.tolist() == [20, 40]
    assert made.stop.all()
    assert made.stopped_at == 20
    assert made.midp[1] == pytest.approx(float(mcnemar(cells(0, 35, 5, 0)).midp))
    assert made.evidence.crossed == 7
    calm = pooling.stopping([0, 1] * 20, [20, 40], 60, kind="pocock")
    assert (calm.stopped_at, calm.evidence.crossed) == (0, 0)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: pooling.e_process([2]), "only control"),
        (lambda: pooling.e_process([1], alpha=1), "alpha must be between"),
        (lambda: pooling.e_process([1], side="left"), "two, control, test"),
        (lambda: pooling.spent([0.5, 0.4]), "must rise"),
        (lambda: pooling.spent([0.5, 1.4]), "at most 1"),
        (lambda: pooling.spent([0.5], kind="linear"), "obrien_fleming, pocock"),
        (lambda: pooling.ever_crossed([0.5], [0]), "above 0"),
        (lambda: pooling.plan_looks([0.5], 10), "whole numbers"),
        (lambda: pooling.plan_looks([20], 10), "10 are planned"),
        (lambda: pooling.stops_by([5, 5], [4, 4]), "must be rising"),
        (lambda: pooling.stops_by([5], [2]), "above half"),
        (lambda: pooling.stopping([1, 0], [20], 60), "first look is after 20"),
    ],
)
def test_what_is_not_supported_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


def test_the_normal_tail_of_one_look_is_exact():
    assert pooling.ever_crossed([0.3], [2.0]) == pytest.approx([2 * ndtr(-2.0)])
