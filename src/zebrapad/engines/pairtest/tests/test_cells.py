"""Four cells: what is accepted, what is refused, what follows."""

import numpy as np
import pytest

from zebrapad.engines.pairtest.cells import cells, from_outcomes


def test_many_studies_are_one_value():
    many = cells([45, 3], [24, 11], [6, 1], [79, 34])

    assert many.n.tolist() == [154, 49]
    assert many.invited.tolist() == [75, 15]
    assert many.discordant.tolist() == [30, 12]
    assert many.swapped.only_test.tolist() == [24, 11]


def test_outcomes_are_counted_pair_by_pair():
    found = from_outcomes([1, 1, 0, 0, 1], [1, 0, 1, 0, 0])

    counts = (found.both, found.only_control, found.only_test, found.neither)
    assert [int(count) for count in counts] == [1, 2, 1, 1]


@pytest.mark.parametrize("wrong", [-1, 1.5, np.nan, "3", 2**31])
def test_a_count_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="only_test must be whole numbers"):
        cells(1, 1, wrong, 1)


def test_no_pairs_at_all_are_refused():
    with pytest.raises(ValueError, match="at least one pair"):
        cells([1, 0], 0, 0, 0)


@pytest.mark.parametrize(
    ("control", "test", "says"),
    [([0, 2], [1, 1], "control must be 0"), ([0, 1], [1], "one outcome a pair"), ([], [], "pair")],
)
def test_outcomes_that_are_none_are_refused(control, test, says):
    with pytest.raises(ValueError, match=says):
        from_outcomes(control, test)
