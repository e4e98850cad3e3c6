"""Pooled means against metafor, their laws, and what is refused."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import pooling
from zebrapad.engines.pairtest.cells import cells

# metafor 3.8.1 in R 4.2.2, by reference/pooling.R: Belgian and French studies of the published
# cases, and the BCG vaccine trials that metafor carries.
STORED = json.loads((Path(__file__).parent / "reference/pooling.json").read_text(encoding="utf-8"))
SETS = STORED["sets"]
MODELS = [(name, model) for name, one in SETS.items() for model in one["models"]]
# metafor stops its scoring of REML at a change of 1e-14; both ends of an interval of tau squared
# are roots that it finds to a 1e-14th of the bracket: all else follows.
CLOSE = {"rel": 1e-8, "abs": 1e-10}


def measured(name):
    return pooling.effects(SETS[name]["y"], SETS[name]["v"])


@pytest.mark.parametrize(
    ("name", "model"), MODELS, ids=lambda x: x if isinstance(x, str) else x["method"] + x["test"]
)
def test_a_mean_is_what_metafor_gives(name, model):
    made = pooling.pool(measured(name), method=model["method"], test=model["test"])
    spread = made.heterogeneity

    assert (made.estimate, made.error, *made.interval) == pytest.approx(
        tuple(model[x] for x in ("estimate", "error", "low", "high")), **CLOSE
    )
    assert made.p == pytest.approx(model["p"], rel=1e-7, abs=1e-14)
    assert (spread.q, spread.p) == pytest.approx((model["q"], model["q_p"]), rel=1e-9)
    assert (spread.i2, spread.h2) == pytest.approx((model["i2"], model["h2"]), rel=1e-7)
    assert made.weights.sum() == pytest.approx(1)
    if model["method"] != "fixed":
        assert spread.tau2 == pytest.approx(model["tau2"], **CLOSE)
        assert spread.tau2_interval == pytest.approx(
            (model["tau2_low"], model["tau2_high"]), rel=1e-7, abs=1e-10
        )
        assert made.prediction == pytest.approx(tuple(model["prediction"]), **CLOSE)
    else:
        assert np.isnan(made.prediction).all()


@pytest.mark.parametrize("name", SETS)
def test_studies_one_by_one_and_left_out_are_what_metafor_gives(name):
    there, stored = measured(name), SETS[name]
    steps = pooling.cumulative(there, np.arange(len(there)), test="normal")
    out = pooling.leave_one_out(there)

    for field in ("estimate", "error", "p", "tau2"):
        assert getattr(steps, field) == pytest.approx(
            np.array(stored["cumul"][field]), rel=1e-6, abs=1e-8
        )
        assert getattr(out, field) == pytest.approx(
            np.array(stored["leave1out"][field]), rel=1e-6, abs=1e-8
        )
    assert out.q_p == pytest.approx(np.array(stored["leave1out"]["q_p"]), rel=1e-8)


@pytest.mark.parametrize("name", SETS)
def test_a_leaning_funnel_is_what_metafor_gives(name):
    there, stored = measured(name), SETS[name]
    egger = pooling.asymmetry(there)
    mixed = pooling.asymmetry(there, model="mixed")
    on_t = pooling.asymmetry(there, model="mixed", method="dl", test="hksj")

    assert (egger.statistic, egger.p, egger.limit, *egger.limit_interval) == pytest.approx(
        tuple(stored["egger"][x] for x in ("statistic", "p", "limit", "limit_low", "limit_high")),
        rel=1e-8,
    )
    assert (mixed.statistic, mixed.p, mixed.limit) == pytest.approx(
        tuple(stored["mixed"][x] for x in ("statistic", "p", "limit")), rel=1e-6
    )
    assert (on_t.statistic, on_t.p) == pytest.approx(tuple(stored["mixed_hksj"].values()), rel=1e-7)
    assert egger.few == (len(there) < 10)


@pytest.mark.parametrize("name", SETS)
def test_a_difference_between_groups_is_what_metafor_gives(name):
    there, stored = measured(name), SETS[name]
    apart = pooling.separate(there, stored["group"], test="normal")
    same = pooling.shared(there, stored["group"])
    normal = pooling.shared(there, stored["group"], method="pm", test="normal")

    assert [one.estimate for one in apart.groups.values()] == pytest.approx(
        stored["separate"]["estimate"], rel=1e-6
    )
    assert (apart.q_between, apart.p) == pytest.approx(
        (stored["separate"]["q"], stored["separate"]["p"]), rel=1e-6
    )
    for made, kept in ((same, stored["shared"]), (normal, stored["shared_normal"])):
        assert (made.statistic, made.p, made.tau2) == pytest.approx(
            (kept["statistic"], kept["p"], kept["tau2"]), rel=1e-6, abs=1e-12
        )
    assert sum(one.studies for one in same.groups.values()) == len(there)


@pytest.mark.parametrize("measure", ["difference", "log_ratio", "log_odds"])
def test_effects_of_pairs_and_of_single_enquiries_are_what_metafor_gives(measure):
    stored = STORED["effects"]
    pairs = pooling.from_cells(cells(*np.transpose(stored["cells"])), measure, zero="any")
    x, left, y, rest = np.transpose(stored["unpaired"])
    single = pooling.from_unpaired(x, x + left, y, y + rest, measure)

    for made, kept in ((pairs, stored[measure]), (single, stored[f"unpaired_{measure}"])):
        assert made.estimate == pytest.approx(np.array(kept["y"]), rel=1e-10)
        assert made.variance == pytest.approx(np.array(kept["v"]), rel=1e-10)
    assert pairs.corrected.sum() == np.any(np.array(stored["cells"]) == 0, axis=1).sum()


def test_p_values_are_adjusted_as_r_adjusts_them():
    stored = STORED["adjust"]
    shuffled = np.array([3, 0, 6, 1, 5, 2, 4])
    p = np.array(stored["p"])[shuffled]

    assert pooling.holm(p) == pytest.approx(np.array(stored["holm"])[shuffled])
    assert pooling.benjamini_hochberg(p) == pytest.approx(np.array(stored["bh"])[shuffled])


STUDIES = st.lists(st.tuples(st.floats(-1, 1), st.floats(1e-4, 0.2)), min_size=3, max_size=12).map(
    lambda rows: pooling.effects(*np.transpose(rows))
)


@settings(deadline=None, max_examples=40)
@given(STUDIES, st.sampled_from(["fixed", "dl", "reml", "pm"]), st.randoms())
def test_arms_exchanged_turn_the_sign_and_order_moves_nothing(there, method, random):
    one = pooling.pool(there, method=method, test="normal")
    other = pooling.pool(
        pooling.effects(-there.estimate, there.variance), method=method, test="normal"
    )
    at = list(range(len(there)))
    random.shuffle(at)
    shuffled = pooling.pool(there[at], method=method, test="normal")

    assert one.estimate == pytest.approx(-other.estimate, abs=1e-9)
    assert one.interval == pytest.approx((-other.interval[1], -other.interval[0]), abs=1e-9)
    assert one.error == pytest.approx(shuffled.error, rel=1e-5)
    low, high = one.heterogeneity.tau2_interval
    assert 0 <= low <= high


@settings(deadline=None, max_examples=30)
@given(STUDIES, st.floats(0.1, 10))
def test_another_scale_gives_the_same_mean_on_that_scale(there, scale):
    one = pooling.pool(there, method="pm")
    other = pooling.pool(
        pooling.effects(there.estimate * scale, there.variance * scale**2), method="pm"
    )

    assert one.estimate * scale == pytest.approx(other.estimate, abs=1e-7)
    assert one.heterogeneity.i2 == pytest.approx(other.heterogeneity.i2, abs=1e-7)


@settings(deadline=None, max_examples=30)
@given(STUDIES)
def test_restricted_likelihood_is_nowhere_higher(there):
    from zebrapad.engines.pairtest.pooling.heterogeneity import _likelihood

    x = np.ones((len(there), 1))
    found = pooling.pool(there, method="reml").heterogeneity.tau2
    top = _likelihood(there.estimate, there.variance, x, found)
    near = found + np.array([0, 1e-4, -1e-4, 1e-3, -1e-3]) * (found + there.variance.min())

    assert all(
        _likelihood(there.estimate, there.variance, x, max(t, 0.0)) <= top + 1e-9 for t in near
    )


def test_a_step_of_the_likelihood_that_goes_too_far_is_halved():
    y, v = [0.9, 0.3, -0.1, -0.3, 1.1], [0.01, 0.67, 1.11, 0.02, 2.72]
    made = pooling.pool(pooling.effects(y, v), method="reml")

    # metafor 3.8.1: rma(y, v, control = list(threshold = 1e-14, stepadj = 0.1, maxiter = 1e5))
    assert made.heterogeneity.tau2 == pytest.approx(0.36616448107701)


def test_studies_that_agree_leave_no_spread():
    made = pooling.pool(pooling.effects([0.1, 0.1, 0.1], [0.01, 0.02, 0.03]), method="reml")

    assert made.estimate == pytest.approx(0.1)
    assert made.error < 1e-9
    assert (made.heterogeneity.tau2, *made.heterogeneity.tau2_interval) == (0, 0, 0)
    held = pooling.pool(pooling.effects([0.1, 0.1, 0.1], [0.01, 0.02, 0.03]), test="hksj_held")
    assert held.error == pytest.approx((1 / (100 + 50 + 100 / 3)) ** 0.5)


def test_one_study_is_its_own_mean_and_says_nothing_of_spread():
    made = pooling.pool(pooling.effects(0.2, 0.01), method="fixed")

    assert (made.estimate, made.error) == pytest.approx((0.2, 0.1))
    assert made.heterogeneity.df == 0
    assert made.heterogeneity.p == 1
    assert np.isnan(made.heterogeneity.tau2_interval).all()


def test_a_study_without_variance_gets_a_half_and_says_so():
    none = cells([10, 0, 4], [0, 5, 3], [0, 0, 2], [10, 0, 5])
    for measure in ("difference", "log_ratio", "log_odds"):
        made = pooling.from_cells(none, measure)
        assert made.corrected.tolist() == [True, True, False]
        assert np.all(made.variance > 0)
    assert pooling.from_cells(none, zero="all").corrected.all()
    assert not pooling.from_cells(cells(4, 3, 2, 5), zero="refuse").corrected.any()
    assert pooling.pool(pooling.from_cells(none)).corrected == 2
    with pytest.raises(ValueError, match="study 0 has no effect or no variance"):
        pooling.from_cells(none, zero="refuse")


def test_single_enquiries_with_an_empty_arm_get_a_half():
    made = pooling.from_unpaired([0, 5], [10, 10], [0, 2], [10, 10], "log_ratio")

    assert made.corrected.tolist() == [True, False]
    assert made.estimate[0] == pytest.approx(0)


def test_margins_with_the_true_correlation_are_the_four_cells():
    a, b, c, d = 45, 24, 6, 79
    phi = (a * d - b * c) / np.sqrt((a + b) * (c + d) * (a + c) * (b + d))
    for measure in ("difference", "log_ratio"):
        made = pooling.from_margins(a + b, a + c, 154, measure, correlation=phi)
        whole = pooling.from_cells(cells(a, b, c, d), measure)
        assert made.estimate == pytest.approx(whole.estimate)
        assert made.variance == pytest.approx(whole.variance)
    apart = pooling.from_margins(69, 51, 154, correlation=0)
    assert apart.variance == pytest.approx(pooling.from_unpaired(69, 154, 51, 154).variance)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: pooling.effects([], []), "at least one study"),
        (lambda: pooling.effects([1, 2], [1]), "one number a study"),
        (lambda: pooling.effects([1], [0]), "above 0"),
        (lambda: pooling.effects([np.nan], [1]), "finite"),
        (lambda: pooling.effects([1], [1], "ratio"), "measure must be one of difference"),
        (lambda: pooling.from_cells(cells(1, 1, 1, 1), zero="half"), "zero must be one of"),
        (lambda: pooling.from_unpaired(5, 4, 1, 4), "to the number of enquiries"),
        (lambda: pooling.from_unpaired(1.5, 4, 1, 4), "whole numbers"),
        (lambda: pooling.from_margins(0, 3, 9, correlation=0), "use the four cells"),
        (lambda: pooling.from_margins(5, 3, 9, correlation=0.9), r"between -0\.791 and 0\.632"),
        (lambda: pooling.from_margins(5, 3, 9, "log_odds", correlation=0), "difference, log_ratio"),
        (
            lambda: pooling.joined(
                pooling.effects([1], [1]), pooling.effects([1], [1], "log_odds")
            ),
            "one measure",
        ),
        (lambda: pooling.pool(pooling.effects(1, 1)), "at least two studies"),
        (lambda: pooling.pool(pooling.effects([1, 2], [1, 1]), method="eb"), "method must be"),
        (lambda: pooling.pool(pooling.effects([1, 2], [1, 1]), test="t"), "test must be"),
        (lambda: pooling.pool(pooling.effects([1, 2], [1, 1]), level=95), "between 0 and 1"),
        (lambda: pooling.regress(pooling.effects([1, 2], [1, 1]), [[1]]), "one row"),
        (
            lambda: pooling.regress(pooling.effects([1, 2, 3], [1, 1, 1]), [[1, 2]] * 3),
            "follow from one another",
        ),
        (
            lambda: pooling.regress(pooling.effects([1, 2], [1, 1]), [[1, 0], [0, 1]]),
            "more studies than coefficients",
        ),
        (lambda: pooling.cumulative(pooling.effects([1, 2], [1, 1]), [1]), "one number a study"),
        (lambda: pooling.leave_one_out(pooling.effects([1, 2], [1, 1])), "needs three"),
        (lambda: pooling.asymmetry(pooling.effects([1, 2], [1, 1])), "at least three"),
        (lambda: pooling.asymmetry(pooling.effects([1, 2, 3], [1, 1, 1])), "follow from"),
        (lambda: pooling.asymmetry(pooling.effects([1, 2], [1, 1]), model="begg"), "egger, mixed"),
        (lambda: pooling.separate(pooling.effects([1, 2], [1, 1]), "a"), "one name a study"),
        (lambda: pooling.separate(pooling.effects([1, 2], [1, 1]), "aa"), "at least two groups"),
        (lambda: pooling.separate(pooling.effects([1, 2, 3], [1] * 3), "aab"), "use shared"),
        (lambda: pooling.holm([0.1, 1.2]), "from 0 to 1"),
    ],
)
def test_what_is_not_supported_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


def test_sets_are_joined_in_order():
    made = pooling.joined(
        pooling.from_cells(cells([45, 3], [24, 11], [6, 1], [79, 34])),
        pooling.from_unpaired(71, 144, 73, 144),
    )

    assert len(made) == 3
    assert made[:2].estimate == pytest.approx([18 / 154, 10 / 49])
    assert made[[2]].estimate == pytest.approx([-2 / 144])


def test_a_fixed_effect_in_groups_may_have_groups_of_one():
    made = pooling.separate(
        pooling.effects([0.1, 0.2, 0.4], [0.01] * 3), ["origin", "origin", "age"], method="fixed"
    )

    assert made.q_between == pytest.approx((0.4 - 0.15) ** 2 / 0.015)
