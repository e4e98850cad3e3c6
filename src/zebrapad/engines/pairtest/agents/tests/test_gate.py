"""Flags, concentration, and what may be said of single agents."""

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import agents
from zebrapad.engines.pairtest.agents.tests.reference_values import CONTROL, PAIRS, TEST, from_r

R = from_r()
COUNTED = agents.tallied(CONTROL, TEST, PAIRS)


def rng(seed):
    return np.random.default_rng(seed)


def test_p_values_are_those_of_r():
    exact = agents.p_values(COUNTED, kind="exact")

    np.testing.assert_allclose(exact, R["exact"], atol=1e-13)
    np.testing.assert_allclose(agents.p_values(COUNTED), R["midp"], atol=1e-13)
    one = agents.p_values(COUNTED, side="control", kind="exact")
    np.testing.assert_allclose(one, R["exact_control"], atol=1e-13)


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_p_values_are_sums_of_binomial_terms(b, c, concordant):
    counted = agents.tallied([b, c], [c, b], [b + c + concordant + 1] * 2)
    d = b + c
    term = [comb(d, k) / 2**d for k in range(d + 1)]
    above = sum(term[b:])
    two = min(1, 2 * min(above, sum(term[: b + 1])))
    middle = term[b] / 2 if b == c else term[b]

    def p(side, kind):
        return agents.p_values(counted, side=side, kind=kind)

    assert p("two", "exact")[0] == pytest.approx(two, abs=1e-12)
    assert p("two", "midp")[0] == pytest.approx(two - middle if d else 1, abs=1e-12)
    assert p("control", "midp")[0] == pytest.approx(above - term[b] / 2, abs=1e-12)
    assert p("test", "exact")[1] == p("control", "exact")[0]
    assert p("two", "midp")[0] == p("two", "midp")[1]


def test_without_lambda_q_values_are_benjamini_and_hochbergs():
    found = agents.q_values(R["exact"], at=0)

    np.testing.assert_allclose(found.q, R["bh"], atol=1e-13)
    assert found.alike == 1


def slow_q(p, at):
    """Storey's q-value by its definition: the least FDR of all cuts that include each p."""
    count = len(p)
    alike = min(1.0, sum(x > at for x in p) / ((1 - at) * count))

    def fdr(cut):
        return alike * count * cut / sum(x <= cut for x in p)

    return [min(1.0, *(fdr(cut) for cut in p if cut >= x)) if p else 1 for x in p]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=20), st.sampled_from([0.3, 0.5, 0.8]))
def test_q_values_are_by_storeys_definition(p, at):
    found = agents.q_values(p, at=at)

    np.testing.assert_allclose(found.q, slow_q(p, at), atol=1e-12)
    assert found.unlike == 1 - found.alike


def test_half_of_the_agents_unlike_shows():
    p = np.concatenate((np.full(50, 1e-4), (np.arange(50) + 0.5) / 50))
    found = agents.q_values(p)

    assert found.unlike == pytest.approx(0.5)
    assert (found.q[:50] < 0.01).all()


def test_a_lump_of_gaps_is_concentrated():
    found = agents.concentration([0.0, 0.0, 0.0, 0.0, 0.5])

    assert found.top == pytest.approx(1)
    assert found.gini == pytest.approx(0.8)
    assert found.gaps.tolist() == [0, 0, 0, 0, 0, 1]
    even = agents.concentration([0.2, 0.2], [1, 3], share=0.5)
    assert even.top == pytest.approx(0.5)
    assert even.gini == pytest.approx(0)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=12))
def test_ginis_index_is_the_mean_difference(gaps):
    x = np.array(gaps)
    slow = np.abs(x[:, None] - x).mean() / (2 * x.mean())

    assert agents.concentration(x).gini == pytest.approx(slow, abs=1e-9)


# Exact by a double loop over b and c (`slow_power`); correspondence tests' design notes have,
# by simulation, 11, 45, 67, 82 % alone and 0.2, 10, 29, 47 % at 0.05 x 5 / 40.
POWER = {10: (0.1088, 0.0014), 20: (0.4524, 0.1058), 30: (0.6717, 0.2848), 40: (0.8123, 0.4716)}


def slow_power(n, level):
    found = 0.0
    for b in range(n + 1):
        for c in range(n - b + 1):
            p = agents.p_values(agents.tallied([b], [c], [n]))[0]
            if p <= level:
                ways = comb(n, b) * comb(n - b, c)
                found += ways * 0.3**b * 0.05**c * 0.65 ** (n - b - c)
    return found


@pytest.mark.parametrize("pairs", POWER)
def test_the_power_to_flag_an_agent(pairs):
    alone, many = POWER[pairs]

    assert agents.flag_power(pairs) == pytest.approx(alone, abs=5e-5)
    assert agents.flag_power(pairs, level=0.05 / 8) == pytest.approx(many, abs=5e-5)


@pytest.mark.parametrize("level", [0.05, 0.00625])
def test_the_power_is_the_double_sum(level):
    sizes = [1, 7, 18]
    slow = [slow_power(n, level) for n in sizes]

    np.testing.assert_allclose(agents.flag_power(sizes, level=level), slow, atol=1e-12)


def test_six_pairs_one_way_or_five():
    assert agents.needed(kind="exact") == 6
    assert agents.needed(kind="midp") == 5
    assert agents.needed(0.01, "exact") == 8
    reach = agents.p_values(agents.tallied([4, 5, 6], [0, 0, 0], [9, 9, 9]), kind="exact")
    np.testing.assert_allclose(reach, [0.125, 0.0625, 0.03125])


def test_with_ten_pairs_an_agent_nothing_can_be_said_of_one():
    counted = agents.tallied([9, 0], [0, 1], [10, 10])
    found = agents.can_be_said(counted)

    assert not found.of_one.any()
    assert found.of_study
    assert found.power_among_many.max() < 0.002
    assert found.notes == (agents.NOTHING_OF_ONE, agents.NOT_FOR_NAMING)


def test_of_an_agent_with_too_few_discordant_pairs_nothing_can_be_said_either():
    found = agents.can_be_said(agents.tallied([8, 2], [1, 1], [60, 60]))

    assert found.of_one.tolist() == [True, False]
    assert found.notes == (agents.NOTHING_OF_SOME, agents.NOT_FOR_NAMING)


def test_of_all_of_many_pairs_something_can_be_said_and_the_warning_stays():
    assert agents.can_be_said(agents.tallied([8], [1], [60])).notes == (agents.NOT_FOR_NAMING,)
    assert not agents.can_be_said(agents.tallied([8], [1], [60])).of_study


def study(seed, size, least, most, **options):
    draw = rng(seed)
    n = draw.integers(least, most, size)
    d = draw.binomial(n, draw.beta(4, 6, size))
    b = draw.binomial(d, draw.beta(3, 2, size))
    return agents.describe(agents.tallied(b, d - b, n), draw, draws=99, **options)


def test_a_study_with_few_pairs_speaks_of_the_study_only():
    found = study(1, 60, 5, 15)

    assert found.single is None
    assert found.prior.sd == pytest.approx(found.spread.sd, rel=0.3)
    assert found.concentration.top > 0.2
    assert found.alike.p <= 0.05
    assert found.said.notes[0] == agents.NOTHING_OF_ONE


def test_a_study_with_many_pairs_speaks_of_agents_that_have_them():
    found = study(2, 30, 20, 120)
    one = found.single

    assert one.agent.tolist() == np.flatnonzero(found.said.of_one).tolist()
    assert one.p.shape == one.flags.q.shape == one.posterior.mean.shape == one.grades.grade.shape
    assert one.warning == agents.NOT_FOR_NAMING
    assert np.corrcoef(one.posterior.mean, one.grades.grade)[0, 1] > 0.8


def test_with_enough_pairs_everywhere_the_normal_law_serves():
    found = study(3, 20, 200, 300)

    assert np.all(np.diff(found.prior.gap) > 0)
    assert found.single.agent.size == 20


def test_agents_that_are_all_alike_have_no_prior_and_that_shows_nothing():
    found = agents.describe(agents.tallied([30, 30], [10, 10], [99, 99]), rng(1), draws=9)

    assert found.spread.variance < 0
    assert (found.prior, found.concentration) == (None, None)
    assert (found.single.posterior, found.single.grades) == (None, None)
    assert found.said.notes == (agents.NO_SPREAD_SEEN, agents.NOT_FOR_NAMING)


def test_one_agent_is_no_study_of_agents():
    found = agents.describe(agents.tallied([30], [10], [99]), rng(1))

    assert (found.spread, found.alike, found.prior) == (None, None, None)
    assert found.single.p.shape == (1,)


def test_one_agent_among_small_ones_has_no_grade():
    counted = agents.tallied([30, 4, 0, 4], [2, 0, 4, 0], [99, 6, 6, 6])
    found = agents.describe(counted, rng(1), draws=9)

    assert found.single.agent.tolist() == [0]
    assert found.single.posterior.mean[0] > 0.15
    assert found.single.grades is None


def test_gaps_that_favour_the_test_person_are_not_shared_out():
    found = agents.describe(agents.tallied([0, 2, 0], [5, 3, 1], [9, 9, 9]), rng(1), draws=9)

    assert found.prior.mean < 0
    assert found.concentration is None


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agents.p_values(COUNTED, side="both"), "side must be two"),
        (lambda: agents.p_values(COUNTED, kind="fisher"), "kind midp or exact"),
        (lambda: agents.q_values([]), "p must be one number"),
        (lambda: agents.q_values([1.2]), "p must be one number"),
        (lambda: agents.q_values([0.2], at=1), "at must be from 0"),
        (lambda: agents.needed(0), "level must be between"),
        (lambda: agents.flag_power([0]), "whole numbers from 1"),
        (lambda: agents.flag_power([1.5]), "whole numbers from 1"),
        (lambda: agents.flag_power(9, level=0), "level and power"),
        (lambda: agents.flag_power(9, agents.Assumed(flagged=0)), "level and power"),
        (lambda: agents.flag_power(9, agents.Assumed(only_control=0.99)), "shares must be"),
        (lambda: agents.concentration([1.0], [1, 2]), "one number each"),
        (lambda: agents.concentration([1.0], [-1]), "weights must be from 0"),
        (lambda: agents.concentration([-1.0]), "nothing to share out"),
    ],
)
def test_what_is_not_allowed_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
