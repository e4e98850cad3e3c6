"""Pairs that share agents: against R, against sums written out, and at the edge."""

import csv
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import clustered, paired
from zebrapad.engines.pairtest.cells import from_outcomes
from zebrapad.engines.pairtest.clustered import Variance

HERE = Path(__file__).parent / "reference"  # robust.R says how these were made
PAIRS = st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.integers(0, 5)), min_size=6, max_size=40)


def rows(name):
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def study():
    read = rows("pairs.csv")
    return np.array([float(r["difference"]) for r in read]), np.array([r["agent"] for r in read])


@pytest.mark.parametrize("row", rows("robust.csv"), ids=lambda row: row["type"])
def test_every_correction_is_that_of_clubsandwich(study, row):
    found = clustered.robust(*study, variance=Variance(row["type"].lower()))

    assert found.difference == pytest.approx(float(row["estimate"]), rel=1e-12)
    assert found.error == pytest.approx(float(row["error"]), rel=1e-10)
    if row["type"] == "CR2":
        assert found.df == pytest.approx(float(row["df"]), rel=1e-9)
        assert found.p == pytest.approx(float(row["p"]), rel=1e-8)


def test_agents_of_one_pair_are_independent_pairs():
    d = np.array([1, 0, 0, -1, 1, 1, 0, 0, 1, 0])
    found = clustered.robust(d, np.arange(10), variance=Variance.CR1)

    assert found.error == pytest.approx(d.std(ddof=1) / np.sqrt(10))
    assert found.effect == pytest.approx(1.0)
    assert found.df == 9


@settings(deadline=None, max_examples=40)
@given(PAIRS, st.permutations(range(6)))
def test_names_of_agents_and_order_of_pairs_are_of_no_matter(drawn, renamed):
    d, agent = np.array(drawn).T
    if len(set(agent)) < 2:
        return
    other = np.array(renamed)[agent]
    one, two = clustered.robust(d, agent), clustered.robust(d[::-1], other[::-1])

    assert one.error == pytest.approx(two.error, abs=1e-12)
    assert one.df == pytest.approx(two.df)
    assert clustered.exact_flips(d, agent) == clustered.exact_flips(d[::-1], other[::-1])
    turned = clustered.robust(-d, agent)
    assert turned.difference == -one.difference
    assert turned.p == pytest.approx(one.p)


def test_names_may_be_anything():
    named = clustered.robust([1, 0, 1, 0], ["x", "x", "y", "z"])

    other = clustered.robust([1, 0, 1, 0], [7_000_000, 7_000_000, 3, -4])
    assert named.p == pytest.approx(other.p)
    assert named.agents == 3


@settings(deadline=None, max_examples=30)
@given(PAIRS)
def test_the_exact_law_is_every_flip_written_out(drawn):
    d, agent = np.array(drawn).T
    total, _size = clustered.sums(d, agent)
    seen = abs(total.sum())
    flips = [abs(np.dot(signs, total)) >= seen for signs in product((1, -1), repeat=len(total))]

    assert clustered.exact_flips(d, agent).p == pytest.approx(np.mean(flips), rel=1e-12)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=60))
def test_agents_of_one_pair_give_mcnemars_exact_test(outcomes):
    control, test = np.array(outcomes).T
    found = clustered.exact_flips(control - test, np.arange(len(control)))

    assert found.p == pytest.approx(float(paired.mcnemar(from_outcomes(control, test)).exact))


def test_draws_come_near_the_exact_law(study):
    exact = clustered.exact_flips(*study).p
    drawn = clustered.draw_flips(study[0], study[1], np.random.default_rng(1), draws=20_000)

    assert drawn.p == pytest.approx(exact, abs=4 * np.sqrt(exact / 20_000))
    assert drawn.draws == 20_000
    hours = clustered.draw_flips([0.5, 1.25, 2.0], [0, 1, 2], np.random.default_rng(1), draws=999)
    assert hours.p == pytest.approx(0.25, abs=0.06)


def test_no_difference_at_all_is_no_reason_to_doubt():
    rng = np.random.default_rng(1)
    for found in (
        clustered.exact_flips([0, 0], [0, 1]).p,
        clustered.draw_flips([0, 0], [0, 1], rng, draws=9).p,
        clustered.robust([0, 0], [0, 1]).p,
    ):
        assert found == 1
    assert clustered.robust([1, 1], [0, 1]).p == 0
    assert np.isnan(clustered.robust([1, 1], [0, 1]).effect)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: clustered.robust([1, 0], [3, 3]), "at least two agents"),
        (lambda: clustered.robust([1], [3, 3]), "one finite number and one agent"),
        (lambda: clustered.robust([], []), "one finite number"),
        (lambda: clustered.robust([np.nan, 1], [1, 2]), "one finite number"),
        (lambda: clustered.robust([1, 0], [1, 2], level=1), "level must be"),
        (lambda: clustered.exact_flips([0.5, 1], [1, 2]), "whole numbers"),
        (lambda: clustered.exact_flips([5e6, 1], [1, 2]), "at most 4000000"),
        (
            lambda: clustered.draw_flips([1], [1], np.random.default_rng(1), draws=0),
            "draws must be from 1",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
