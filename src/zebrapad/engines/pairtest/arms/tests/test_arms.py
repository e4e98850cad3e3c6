"""Three arms and more, and ordered answers: against R, against one another, at the edge."""

import csv
from itertools import permutations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import arms, paired
from zebrapad.engines.pairtest.cells import from_outcomes

HERE = Path(__file__).parent / "reference"  # arms.R and ordered.R say how these were made
PLACES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=60)


def table(name):
    with (HERE / name).open(encoding="utf-8") as file:
        return np.array([[int(cell) for cell in row] for row in list(csv.reader(file))[1:]])


def of_r(name="arms.csv"):
    with (HERE / name).open(encoding="utf-8") as file:
        return {row["what"]: row for row in csv.DictReader(file)}


def test_cochrans_q_is_that_of_coin():
    found, wanted = arms.cochran(table("blocks.csv")), of_r()["cochran"]

    assert found.q == pytest.approx(float(wanted["statistic"]), rel=1e-10)
    assert found.p == pytest.approx(float(wanted["p"]), rel=1e-8)
    assert (found.df, found.listings, found.left_out) == (2, 60, 0)


def test_stuart_and_maxwells_test_is_that_of_coin():
    control, test = table("answers.csv").T
    found, wanted = arms.homogeneity(control, test, 4), of_r()["stuart_maxwell"]

    assert found.stuart_maxwell == pytest.approx(float(wanted["statistic"]), rel=1e-9)
    assert found.p_stuart_maxwell == pytest.approx(float(wanted["p"]), rel=1e-8)
    assert found.table.sum() == 80


@pytest.mark.parametrize("what", ["stuart_maxwell", "bhapkar"])
def test_both_tests_are_their_matrices_in_r(what):
    control, test = table("answers.csv").T
    found, wanted = arms.homogeneity(control, test, 4), of_r("ordered.csv")[what]

    assert getattr(found, what) == pytest.approx(float(wanted["statistic"]), rel=1e-9)
    assert getattr(found, f"p_{what}") == pytest.approx(float(wanted["p"]), rel=1e-8)


@pytest.mark.parametrize(
    ("what", "counts", "df"),
    [
        ("still", [[9, 1, 0], [4, 7, 0], [0, 0, 12]], 1),
        ("apart", [[9, 1, 0, 0], [4, 7, 0, 0], [0, 0, 5, 8], [0, 0, 2, 3]], 2),
    ],
)
def test_levels_between_which_no_pair_moves_give_no_degree_of_freedom(what, counts, df):
    rows, columns = np.indices(np.shape(counts))
    control, test = (np.repeat(at.ravel(), np.ravel(counts)) for at in (rows, columns))
    found, wanted = arms.homogeneity(control, test, len(counts)), of_r("ordered.csv")[what]

    assert found.df == df
    assert found.stuart_maxwell == pytest.approx(float(wanted["statistic"]), rel=1e-9)
    assert found.p_stuart_maxwell == pytest.approx(float(wanted["p"]), rel=1e-8)


def test_scores_are_the_paired_t_interval_of_r():
    control, test = table("answers.csv").T
    found, r = arms.scores(control, test, 4), of_r("ordered.csv")

    assert found.difference == pytest.approx(float(r["mean"]["statistic"]), rel=1e-12)
    assert found.interval == pytest.approx(
        [float(r[end]["statistic"]) for end in ("low", "high")], rel=1e-9
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=9))
def test_the_p_of_scores_is_that_of_every_flip_written_out(places):
    control, test = np.array(places).T
    d = control - test
    sums = [abs(np.dot(signs, d)) for signs in product((-1, 1), repeat=len(d))]

    expected = np.mean(np.array(sums) >= abs(d.sum()))
    assert arms.scores(control, test, 4).p == pytest.approx(expected, rel=1e-9)


def test_two_arms_are_mcnemars_test():
    two = table("blocks.csv")[:, :2]
    cells = from_outcomes(*two.T)

    assert arms.cochran(two).p == pytest.approx(float(paired.mcnemar(cells).asymptotic))
    found = arms.homogeneity(two[:, 0], two[:, 1], 2)
    assert found.p_stuart_maxwell == pytest.approx(float(paired.mcnemar(cells).asymptotic))


def test_shuffled_arms_come_near_every_shuffle_written_out():
    blocks = np.array([[1, 0, 0], [1, 1, 0], [1, 0, 0], [1, 1, 0]])
    seen = arms.cochran(blocks).q
    ways = product(*(list(permutations(row)) for row in blocks.tolist()))
    expected = np.mean([arms.cochran(np.array(way)).q >= seen - 1e-9 for way in ways])

    found = arms.permuted(blocks, np.random.default_rng(1), draws=3_000)
    assert found == pytest.approx(expected, abs=0.02)


def test_a_missing_arm_is_left_out_and_counted_but_its_pairs_are_compared():
    blocks = table("blocks.csv").astype(float)
    blocks[:10, 2] = np.nan
    found = arms.cochran(blocks)
    compared = arms.pairwise(blocks)

    assert (found.listings, found.left_out) == (50, 10)
    assert [int(one.cells.n) for one in compared] == [60, 50, 50]
    assert [(one.first, one.second) for one in compared] == [(0, 1), (0, 2), (1, 2)]
    assert all(one.adjusted >= one.p for one in compared)
    assert all(one.interval.low <= one.difference <= one.interval.high for one in compared)


@settings(deadline=None, max_examples=40)
@given(PLACES)
def test_arms_exchanged_turn_every_sign(places):
    control, test = np.array(places).T
    one, other = arms.superiority(control, test, 4), arms.superiority(test, control, 4)

    assert (one.better, one.worse, one.p) == (other.worse, other.better, other.p)
    assert one.difference == -other.difference
    assert arms.scores(control, test, 4).difference == pytest.approx(
        -arms.scores(test, control, 4).difference
    )
    if len({*control, *test}) > 1:
        turned = arms.homogeneity(test, control, 4)
        found = arms.homogeneity(control, test, 4)
        assert turned.stuart_maxwell == pytest.approx(found.stuart_maxwell, abs=1e-9)
        assert np.isnan(found.bhapkar) or found.bhapkar >= found.stuart_maxwell


def test_every_threshold_is_four_cells():
    cells = arms.thresholds([0, 1, 2, 2], [0, 0, 2, 1], 3)

    assert [int(c.only_control) for c in cells] == [1, 1]
    assert [int(c.both) for c in cells] == [2, 1]


def test_scores_are_a_mean_with_its_error():
    found = arms.scores([2, 3, 0, 1], [1, 3, 1, 0], 4)

    assert found.difference == 0.25
    assert found.error == pytest.approx(np.std([1, 0, -1, 1], ddof=1) / 2)


def test_tables_at_the_edge():
    assert arms.cochran([[1, 1, 1], [0, 0, 0]]).p == 1
    assert arms.superiority([1, 1], [1, 1], 2).p == 1
    assert arms.permuted([[1, 1, 1], [0, 0, 0]], np.random.default_rng(1), draws=9) == 1
    still = arms.homogeneity([1, 2], [1, 2], 3)
    assert (still.df, still.p_stuart_maxwell, still.p_bhapkar) == (0, 1, 1)
    alike = arms.homogeneity([1, 1], [0, 0], 2)
    assert np.isnan(alike.bhapkar)
    assert np.isnan(alike.p_bhapkar)
    assert arms.scores([1, 1], [0, 0], 2).interval == (1, 1)
    assert arms.scores([1, 1], [1, 1], 2).p == 1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: arms.cochran([1, 0]), "at least two arms"),
        (lambda: arms.cochran([[1, 2]]), "0, 1, or NaN"),
        (lambda: arms.cochran([[1, np.nan]]), "no listing has every arm"),
        (lambda: arms.permuted([[1, 0]], np.random.default_rng(1), draws=0), "draws must be"),
        (lambda: arms.pairwise([[1, np.nan], [np.nan, 1]]), "no listing has both arm 0 and arm 1"),
        (lambda: arms.homogeneity([0, 1], [0], 2), "one place a pair each"),
        (lambda: arms.homogeneity([0, 2], [0, 1], 2), "from 0 to 1"),
        (lambda: arms.permuted([[1] * 13], np.random.default_rng(1)), "at most 12 arms"),
        (lambda: arms.scores([1, 0], [1, 1], 2, level=1), "between 0 and 1"),
        (lambda: arms.scores([1], [1], 3), "at least two pairs"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
