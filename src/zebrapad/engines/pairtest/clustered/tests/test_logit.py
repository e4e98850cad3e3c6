"""Conditional logit: against survival and sandwich in R, and what has no answer."""

import csv
from pathlib import Path

import numpy as np
import pytest

from zebrapad.engines.pairtest.clustered import conditional_logit

HERE = Path(__file__).parent / "reference"  # logit.R says how these were made


def rows(name):
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def study():
    read = rows("logit_pairs.csv")
    return {name: np.array([float(row[name]) for row in read]) for name in read[0]}


def test_coefficients_and_errors_are_those_of_r(study):
    beside = np.column_stack([study["first"], study["rent"]])
    found = conditional_logit(study["control"], study["test"], beside, study["agent"])
    wanted = {
        name: [float(row[name]) for row in rows("logit.csv")]
        for name in ("coefficient", "error", "robust")
    }

    assert found.coefficients == pytest.approx(wanted["coefficient"], rel=1e-6)  # R's own steps
    assert found.errors == pytest.approx(wanted["error"], rel=1e-5)
    assert found.robust == pytest.approx(wanted["robust"], rel=1e-7)
    assert np.all(found.low < found.coefficients)
    assert np.all(found.coefficients < found.high)
    assert found.agents == 29  # one of thirty had no discordant pair


def test_without_covariates_it_is_the_odds_of_the_discordant_pairs(study):
    found = conditional_logit(study["control"], study["test"])
    b = np.sum((study["control"] == 1) & (study["test"] == 0))
    c = np.sum((study["control"] == 0) & (study["test"] == 1))

    assert found.coefficients == pytest.approx([np.log(b / c)], rel=1e-12)
    assert found.errors == pytest.approx([np.sqrt(1 / b + 1 / c)], rel=1e-10)
    assert found.pairs == b + c
    assert np.isnan(found.robust).all()
    turned = conditional_logit(study["test"], study["control"])
    assert turned.coefficients == pytest.approx(-found.coefficients)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: conditional_logit([1, 0], [1]), "0 or 1 for each pair"),
        (lambda: conditional_logit([1, 2], [1, 0]), "0 or 1 for each pair"),
        (lambda: conditional_logit([1, 0], [1, 0]), "no pair is discordant"),
        (lambda: conditional_logit([1, 1], [0, 0]), "no finite value"),
        (lambda: conditional_logit([1, 0], [0, 1], [1.0]), "one finite row a pair"),
        (lambda: conditional_logit([1, 0, 1], [0, 1, 0], [1.0, 1.0, 1.0]), "no finite value"),
        (lambda: conditional_logit([1, 0], [0, 1], agent=[1]), "one name a pair"),
        (lambda: conditional_logit([1, 0], [0, 1], agent=[1, 1]), "at least two agents"),
    ],
)
def test_what_has_no_answer_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
