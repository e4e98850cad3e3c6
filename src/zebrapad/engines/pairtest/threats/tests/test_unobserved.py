"""Unequal spread of the unseen: against R and numeric derivatives, its laws, and refusals."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import chdtrc, log_ndtr, ndtr

from zebrapad.engines.pairtest import threats
from zebrapad.engines.pairtest.threats.probit import _derivatives, _height
from zebrapad.engines.pairtest.threats.unobserved import _design, _parts

from .stored import NAMED, study


def design():
    d = study("unequal")
    ones = np.ones(len(d["test"]))
    z = np.column_stack([ones, d["income"], d["job"], d["flat"], d["test"], d["test"] * d["flat"]])
    return d["invited"], z, d["test"]


def answered(**more):
    d = study("unequal")
    return threats.unobserved(
        d["invited"],
        d["test"],
        np.column_stack([d["income"], d["job"]]),
        controls=d["flat"],
        **more,
    )


def simulated(seed, n=4000, mu=0.0, gap=0.0, unlike=0.0):
    rng = np.random.default_rng(seed)
    test = np.tile([0, 1], n // 2)
    q = np.column_stack([rng.normal(size=n), rng.integers(0, 2, n)])
    index = -0.5 + q @ [0.7, 0.6] - gap * test + unlike * test * q[:, 1]
    y = (index + np.exp(mu * test) * rng.normal(size=n) > 0).astype(int)
    return y, test, q


# R 4.2.2: glm for the probit; optim and nlm with numeric derivatives for unequal spread,
# whose coefficients are good to some 1e-6 and whose errors to some 1e-4.
def test_an_ordinary_probit_is_what_glm_gives():
    y, z, _ = design()
    made = threats.fit_probit(y, z)

    assert made.coefficients == pytest.approx(np.array(NAMED["probit"]), rel=1e-7)
    assert made.likelihood == pytest.approx(NAMED["probit_likelihood"][0], rel=1e-12)
    assert np.sqrt(np.diag(made.inverse)) == pytest.approx(
        np.array(NAMED["probit_errors"]),
        rel=1e-2,  # glm takes expected, not seen, information
    )


def test_a_probit_with_unequal_spread_is_what_r_climbs_to():
    y, z, arm = design()
    made = threats.fit_probit(y, z, arm)

    assert [*made.coefficients, made.mu] == pytest.approx(NAMED["coefficients"], rel=2e-5)
    assert made.likelihood == pytest.approx(NAMED["likelihood"][0], rel=1e-11)
    assert np.sqrt(np.diag(made.inverse)) == pytest.approx(np.array(NAMED["errors"]), rel=2e-3)


def test_a_second_climb_with_numeric_slopes_finds_no_higher_top():
    y, z, arm = design()

    def minus(theta):
        return -log_ndtr((2 * y - 1) * (z @ theta[:-1]) * np.exp(-theta[-1] * arm)).sum()

    found = minimize(minus, np.zeros(7), method="BFGS", options={"gtol": 1e-4})
    made = threats.fit_probit(y, z, arm)

    assert -found.fun == pytest.approx(made.likelihood, rel=1e-9)
    assert -found.fun <= made.likelihood + 1e-9
    assert [*made.coefficients, made.mu] == pytest.approx(found.x, abs=1e-4)


def test_slopes_and_curvature_are_those_of_differences():
    y, z, arm = design()
    theta, step = np.array([-0.3, 0.5, 0.4, 0.2, -0.2, -0.1, 0.4]), 1e-5
    sign = 2 * y - 1
    scores, second, _ = _derivatives(theta, sign, z, arm)
    for i in range(7):
        up, down = theta.copy(), theta.copy()
        up[i] += step
        down[i] -= step
        slope = (_height(up, sign, z, arm) - _height(down, sign, z, arm)) / (2 * step)
        bend = (
            _derivatives(up, sign, z, arm)[0].sum(axis=0)
            - _derivatives(down, sign, z, arm)[0].sum(axis=0)
        ) / (2 * step)
        assert scores.sum(axis=0)[i] == pytest.approx(slope, rel=1e-6, abs=1e-5)
        assert second[i] == pytest.approx(bend, rel=1e-6, abs=1e-4)


def test_parts_add_up_and_their_slopes_are_those_of_differences():
    d = study("unequal")
    q, extra = np.column_stack([d["income"], d["job"]]), d["flat"][:, None]
    z = _design(d["test"], q, extra)
    theta, step = np.array([-0.3, 0.5, 0.4, 0.2, -0.2, -0.1, 0.4]), 1e-6
    values, slopes = _parts(theta, z, q, extra)

    assert values[0] == pytest.approx(values[1] + values[2])
    for i in range(7):
        up, down = theta.copy(), theta.copy()
        up[i] += step
        down[i] -= step
        numeric = (_parts(up, z, q, extra)[0] - _parts(down, z, q, extra)[0]) / (2 * step)
        assert slopes[:, i] == pytest.approx(numeric, abs=1e-8)


def test_the_whole_answer():
    made, grouped = answered(), answered(cluster=study("unequal")["pair"])
    rise = 2 * (NAMED["likelihood"][0] - NAMED["probit_likelihood"][0])

    assert made.total.estimate == pytest.approx(made.level.estimate + made.spread.estimate)
    assert made.mu.estimate == pytest.approx(NAMED["coefficients"][-1], rel=1e-5)
    assert made.ratio == pytest.approx(np.exp(made.mu.estimate))
    assert made.mu_likelihood_p == pytest.approx(chdtrc(1, rise), rel=1e-6)
    assert made.quality_p < 1e-6
    assert made.overidentified_p > 0.05
    assert made.probit == pytest.approx(made.total.estimate, abs=0.01)
    assert grouped.total.estimate == made.total.estimate
    assert grouped.total.error == pytest.approx(made.total.error, rel=0.15)
    assert (made.clusters, grouped.clusters) == (1500, 750)
    assert np.isnan(grouped.mu_likelihood_p)
    assert grouped.overidentified_p == pytest.approx(made.overidentified_p, abs=0.2)


def test_a_spread_alone_is_told_from_a_level():
    """No discrimination, but a wider spread of the unseen in the test arm: total, no level."""
    y, test, q = simulated(11, n=60_000, mu=0.5)
    made = threats.unobserved(y, test, q)
    index = -0.5 + q @ [0.7, 0.6]
    truth = ndtr(index).mean() - ndtr(index * np.exp(-0.5)).mean()

    assert made.total.estimate == pytest.approx(truth, abs=0.01)
    assert made.level.estimate == pytest.approx(0, abs=3 * made.level.error)
    assert made.spread.p < 1e-6
    assert made.mu.interval[0] < 0.5 < made.mu.interval[1]


def test_effects_that_differ_between_the_arms_are_seen_by_overidentification():
    y, test, q = simulated(12, unlike=0.8, n=8000)

    assert (threats.unobserved(y, test, q).overidentified_p or 0) < 0.001


def test_overidentification_is_near_the_likelihood_ratio_of_separate_probits():
    y, test, q = simulated(13, mu=0.2, unlike=0.25)
    made = threats.unobserved(y, test, q)
    z = np.column_stack([np.ones(len(y)), q])
    apart = sum(threats.fit_probit(y[test == arm], z[test == arm]).likelihood for arm in (0, 1))
    joint = threats.fit_probit(y, _design(test.astype(float), q, np.zeros((len(y), 0))), test)

    assert made.overidentified_p == pytest.approx(
        chdtrc(1, 2 * (apart - joint.likelihood)), abs=0.005
    )


def test_one_quality_variable_is_just_enough():
    y, test, q = simulated(14)
    made = threats.unobserved(y, test, q[:, 0])

    assert made.overidentified_p is None


def test_arms_exchanged_turn_the_total_and_the_ratio():
    y, test, q = simulated(15, mu=0.3, gap=0.3)
    one, other = threats.unobserved(y, test, q), threats.unobserved(y, 1 - test, q)

    assert one.total.estimate == pytest.approx(-other.total.estimate, abs=1e-7)
    assert one.total.error == pytest.approx(other.total.error, rel=1e-5)
    assert one.mu.estimate == pytest.approx(-other.mu.estimate, abs=1e-6)
    assert one.mu.p == pytest.approx(other.mu.p, rel=1e-4)


def test_units_of_quality_do_not_matter():
    y, test, q = simulated(16, mu=-0.2)
    one, other = threats.unobserved(y, test, q), threats.unobserved(y, test, q * [1000, 0.01] + 5)

    assert one.level.estimate == pytest.approx(other.level.estimate, abs=1e-6)
    assert one.overidentified_p == pytest.approx(other.overidentified_p, rel=1e-4)


def test_variables_that_part_the_answers_are_seen():
    z = np.column_stack([np.ones(6), [1, 2, 3, 4, 5, 6]])

    assert threats.separated(np.array([0, 0, 0, 1, 1, 1.0]), z)
    assert threats.separated(np.array([0, 0, 0, 0, 0, 0.0]), z)
    assert not threats.separated(np.array([0, 1, 0, 1, 0, 1.0]), z)


@pytest.mark.slow
def test_intervals_of_level_and_mu_hold_their_level():
    hits = []
    for seed in range(300):
        y, test, q = simulated(1000 + seed, n=3000, mu=0.3)
        made = threats.unobserved(y, test, q)
        hits.append(
            (
                made.mu.interval[0] <= 0.3 <= made.mu.interval[1],
                made.level.p > 0.05,
                (made.overidentified_p or 0) > 0.05,
            )
        )
    # 300 draws of 95 % lie within 3.8 points.
    assert np.mean(hits, axis=0) == pytest.approx(0.95, abs=0.04)


OK = np.array([[0.0], [1], [2], [3]] * 4)
MIXED = np.array([0, 1, 0, 1, 1, 0, 1, 0] * 2)
ARMS = np.repeat([0, 1], 8)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: threats.unobserved(MIXED, ARMS, None), "does not allow the correction"),
        (lambda: threats.unobserved(MIXED, ARMS, np.ones(16)), "must vary"),
        (lambda: threats.unobserved(MIXED, ARMS, OK[:3]), "one row an enquiry"),
        (lambda: threats.unobserved(MIXED, ARMS + 1, OK), "must be 0 or 1"),
        (lambda: threats.unobserved(ARMS * 0, ARMS, OK), "in the control arm the variables part"),
        (lambda: threats.unobserved(MIXED, ARMS, OK, cluster=[1]), "one label an enquiry"),
        (lambda: threats.unobserved(MIXED, MIXED * 0, OK), "in the test arm quality"),
    ],
)
def test_what_is_not_supported_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()


@pytest.mark.parametrize("sure", [1, 0])
def test_a_kind_of_enquiry_that_is_always_answered_alike_is_refused(sure):
    q = np.column_stack([np.tile([0, 1, 2, 3], 40), np.repeat([0, 1], 80)])
    y = np.where(q[:, 1] == 1, sure, np.tile([0, 1, 1, 0, 1], 32))

    with pytest.raises(ValueError, match="in the control arm the variables part"):
        threats.unobserved(np.tile(y, 2), np.repeat([0, 1], 160), np.tile(q, (2, 1)))


def test_a_steep_slope_is_no_separation():
    q = np.append(np.linspace(-8, 8, 300), [0.5, -0.5])
    y = np.append(np.linspace(-8, 8, 300) > 0, [0, 1]).astype(float)
    made = threats.fit_probit(y, np.column_stack([np.ones(302), q]))

    assert np.abs(made.scores.sum(axis=0)).max() < 1e-6
    assert made.coefficients[1] > 1


def test_quality_that_helps_in_one_arm_only_is_refused():
    rng = np.random.default_rng(2)
    test, q = np.tile([0, 1], 1000), rng.normal(size=2000)
    y = (q * np.where(test == 1, -1.0, 1.0) + rng.normal(size=2000) > 0).astype(int)

    with pytest.raises(ValueError, match="the spread of the arms can't be compared"):
        threats.unobserved(y, test, q)


def test_a_likelihood_without_a_top_is_refused():
    y = np.array([0, 0, 1, 1.0])

    with pytest.raises(ValueError, match="part those invited"):
        threats.fit_probit(y, np.column_stack([np.ones(4), [1, 2, 3, 4.0]]))


def test_a_step_that_goes_too_far_is_halved():
    rng = np.random.default_rng(1)
    arm, q = np.tile([0, 1.0], 30), rng.normal(size=60).round(1)
    y = (0.8 * q + np.exp(arm) * rng.normal(size=60) > 0).astype(float)
    made = threats.fit_probit(y, np.column_stack([np.ones(60), q, arm]), arm)

    assert made.mu == pytest.approx(1.2771875785243307)
    assert np.abs(made.scores.sum(axis=0)).max() < 1e-6
