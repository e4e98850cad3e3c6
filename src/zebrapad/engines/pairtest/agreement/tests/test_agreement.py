"""Do coders agree: against R, the textbook's examples, and at the edge."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import agreement
from zebrapad.engines.pairtest.agreement import Scale, Weights

HERE = Path(__file__).parent / "reference"  # kappa.R says how this was made
TABLE = [[20, 5, 1], [10, 15, 4], [2, 6, 17]]
N = np.nan
# The example of three observers and fifteen units that Krippendorff's papers carry; its alphas,
# .691 for names and .811 for numbers, are printed there.
THREE = [
    [N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3],
    [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N],
    [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4],
]


def of_r():
    with (HERE / "kappa.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", of_r(), ids=lambda row: row["weights"])
def test_kappa_is_that_of_psych(row):
    found = agreement.kappa(TABLE, weights=Weights(row["weights"]))

    assert found.kappa == pytest.approx(float(row["kappa"]), rel=1e-10)
    if row["weights"] == "none":
        assert found.error == pytest.approx(float(row["error"]), rel=1e-6)
    assert found.interval[0] < found.kappa < found.interval[1]


@pytest.mark.parametrize("weights", list(Weights))
def test_the_error_of_kappa_is_that_of_its_slopes(weights):
    """Delta method by small steps. psych's weighted error (.0745 and .0760) is another formula."""
    share = np.array(TABLE, dtype=float) / np.sum(TABLE)
    slopes = np.zeros_like(share)
    for place in np.ndindex(*share.shape):
        for step in (1e-6, -1e-6):
            moved = share.copy()
            moved[place] += step
            slopes[place] += agreement.kappa(moved, weights=weights).kappa / (2 * step)
    spread = (share * slopes**2).sum() - (share * slopes).sum() ** 2

    found = agreement.kappa(TABLE, weights=weights)
    assert found.error == pytest.approx(np.sqrt(spread / np.sum(TABLE)), rel=1e-6)


def test_kappa_of_the_textbook():
    found = agreement.kappa([[20, 5], [10, 15]])

    assert found.kappa == pytest.approx(0.4)
    assert found.agreed == pytest.approx(0.7)
    assert found.by_code.tolist() == pytest.approx([20 / 35, 15 / 30])


@pytest.mark.parametrize(("scale", "wanted"), [(Scale.NOMINAL, 0.691), (Scale.INTERVAL, 0.811)])
def test_alpha_of_the_textbook(scale, wanted):
    found = agreement.alpha(THREE, scale)

    assert round(found.alpha, 3) == wanted
    assert (found.units, found.codes, found.draws) == (12, 26, 0)
    assert np.isnan(found.interval[0])


def written_out(codes, scale):
    """Observed and expected disagreement, pair of codes by pair of codes."""
    units = [[c for c in unit if not np.isnan(c)] for unit in np.transpose(codes)]
    units = [unit for unit in units if len(unit) > 1]
    every = sorted(c for unit in units for c in unit)

    def apart(a, b):
        if scale is Scale.NOMINAL:
            return float(a != b)
        if scale is Scale.RATIO:
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        if scale is Scale.INTERVAL:
            return (a - b) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(low <= c <= high for c in every)
        return (between - (every.count(a) + every.count(b)) / 2) ** 2 if a != b else 0.0

    seen = sum(apart(a, b) / (len(unit) - 1) for unit in units for a in unit for b in unit)
    chance = sum(apart(a, b) for a in every for b in every) / (len(every) - 1)
    return 1 - seen / chance


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.sampled_from([0, 1, 2, 5, N]), min_size=3, max_size=3), min_size=3).filter(
        lambda units: (
            len({c for unit in units for c in unit if c == c}) > 1
            and sum(sum(c == c for c in unit) > 1 for unit in units) > 1
        )
    ),
    st.sampled_from(list(Scale)),
)
def test_alpha_is_the_sum_written_out(units, scale):
    codes = np.transpose(units)
    found = agreement.alpha(codes, scale)

    if not np.isnan(found.alpha):
        assert found.alpha == pytest.approx(written_out(codes, scale), abs=1e-9)


def test_units_are_drawn_anew_for_the_interval():
    found = agreement.alpha(THREE, Scale.NOMINAL, rng=np.random.default_rng(1), draws=500)

    assert found.interval[0] < found.alpha <= found.interval[1] <= 1
    assert found.draws == 500


def test_a_draw_of_one_code_only_gives_no_interval():
    """Seed 4 draws the first unit twice."""
    found = agreement.alpha([[0, 1], [0, 1]], rng=np.random.default_rng(4), draws=1)

    assert found.alpha == 1
    assert np.isnan(found.interval).all()


def test_each_code_has_its_agreement():
    found = agreement.categories([[20, 5], [10, 15]])

    assert found.specific.tolist() == pytest.approx([40 / 55, 30 / 45])
    assert found.kappa.tolist() == pytest.approx([0.4, 0.4])
    assert np.all((found.low < found.specific) & (found.specific < found.high))
    # binom.test(20, 35)$conf.int and binom.test(15, 30)$conf.int in R 4.2.2, p to 2 p / (1 + p)
    ends = np.array([[0.3935309, 0.7367728], [0.3129703, 0.6870297]])
    assert np.transpose([found.low, found.high]) == pytest.approx(2 * ends / (1 + ends), abs=1e-6)


def test_a_code_against_all_others_is_the_folded_table():
    folded = [[15, 14], [11, 40]]  # the second code of TABLE

    assert agreement.categories(TABLE).kappa[1] == pytest.approx(agreement.kappa(folded).kappa)


def test_codes_become_a_table_without_the_missing():
    counts = agreement.tabled([0, 1, N, 1], [0, 0, 1, 1], 2)

    assert counts.tolist() == [[1, 0], [1, 1]]


def test_one_code_only_says_nothing():
    found = agreement.kappa([[9, 0], [0, 0]])

    assert np.isnan(found.kappa)
    assert np.isnan(found.by_code[1])
    one = agreement.alpha([[1, 1], [1, 1]], rng=np.random.default_rng(1))
    assert np.isnan([one.alpha, *one.interval]).all()
    assert one.draws == 0
    unused = agreement.categories([[9, 0], [0, 0]])
    assert np.isnan(unused.specific[1])
    assert np.isnan(unused.kappa).all()
    assert (unused.low[1], unused.high[1]) == (0, 1)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: agreement.kappa([[1, 2]]), "square"),
        (lambda: agreement.kappa([[0, 0], [0, 0]]), "at least one"),
        (lambda: agreement.tabled([0], [0, 1], 2), "one code a unit"),
        (lambda: agreement.tabled([0], [2], 2), "from 0 to 1"),
        (lambda: agreement.kappa([[1, N], [0, 2]]), "counts from 0"),
        (lambda: agreement.kappa([[1, 0], [0, 2]], level=1), "between 0 and 1"),
        (lambda: agreement.categories([[1, 0], [0, 2]], level=1), "between 0 and 1"),
        (lambda: agreement.alpha([1, 2]), "coders by units"),
        (lambda: agreement.alpha([[1, 2], [1, np.inf]]), "must be numbers"),
        (lambda: agreement.alpha([[1, N], [N, 2]]), "no unit has two codes"),
        (lambda: agreement.alpha([[-1, 1], [1, 2]], Scale.RATIO), "from 0"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
