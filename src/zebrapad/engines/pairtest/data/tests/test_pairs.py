"""One form becomes another, and nothing is left out unseen."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zebrapad.engines.pairtest import data
from zebrapad.engines.pairtest.cells import cells

TEXT = """pair,arm,outcome,agent,stratum,order,template,time,delivered
1,control,1,x,n,1,a,2,1
1,test,0,x,n,2,b,,1
2,control,1,y,s,2,a,1,1
2,test,1,y,s,1,b,3,1
3,control,1,y,s,,a,,1
4,control,1,x,n,,a,,1
4,test,0,x,n,,b,,0
5,test,,x,n,,b,,1
5,control,0,x,n,,a,,1
6,third,1,x,n,,a,,1
7,third,1,x,n,,a,,1
"""


@pytest.fixture
def rows():
    return data.read_enquiries(TEXT.splitlines(keepends=True))


def test_whole_pairs_are_kept_and_the_others_counted(rows):
    found = data.pairs(rows, "control", "test")

    assert len(found) == 2
    assert found.difference.tolist() == [1, 0]
    assert found.first.tolist() == [1, -1]
    assert (found.one_arm, found.undelivered, found.unknown) == (1, 1, 1)
    assert int(found.cells.only_control) == 1
    assert [rows.names["agent"][i] for i in found.agent] == ["x", "y"]
    assert found.time_control.tolist() == [2, 1]
    assert data.by_stratum(found).n.tolist() == [1, 1]


def test_who_wrote_first_is_unknown_where_the_file_does_not_say(rows):
    later = rows.where(rows.pair >= 3)
    complete = data.pairs(later, "control", "test", outcome=np.ones(len(later)))

    assert complete.first.tolist() == [0]


def test_an_outcome_of_ones_own_is_taken(rows):
    found = data.pairs(rows, "control", "test", outcome=np.arange(len(rows)))

    assert found.control.tolist() == [0, 2, 8]
    with pytest.raises(ValueError, match="control must be 0"):
        found.cells.n.sum()


def test_several_arms_are_blocks_with_gaps(rows):
    made = data.blocks(rows)

    assert rows.names["arm"] == ("control", "test", "third")
    assert made.shape == (7, 3)
    assert made[0].tolist()[:2] == [1, 0]
    assert np.isnan(made[3, 1])  # it did not arrive
    assert np.isnan(made[0, 2])
    assert data.blocks(rows, outcome=np.full(len(rows), 7.0))[1, 1] == 7


@pytest.mark.parametrize(
    ("control", "test", "says"),
    [
        ("control", "control", "two different arms"),
        ("control", "fourth", "there is no arm “fourth”"),
        ("control", "third", "no pair has both control and third"),
    ],
)
def test_pairs_that_there_are_none_of_are_refused(rows, control, test, says):
    with pytest.raises(ValueError, match=says):
        data.pairs(rows, control, test)


def test_an_outcome_of_another_length_is_refused(rows):
    with pytest.raises(ValueError, match="one number an enquiry"):
        data.pairs(rows, "control", "test", outcome=np.ones(3))


@settings(deadline=None, max_examples=50)
@given(st.tuples(*[st.integers(0, 30)] * 4).filter(any))
def test_four_cells_become_enquiries_and_four_cells_again(counts):
    found = data.pairs(data.enquiries_of(cells(*counts)), "control", "test").cells

    assert [int(c) for c in (found.both, found.only_control, found.only_test, found.neither)] == [
        *counts
    ]


def test_agents_are_given_pair_by_pair():
    rows = data.enquiries_of(cells(1, 1, 0, 1), control="Jan", test="Piet", agent=[7, 9, 7])

    assert data.pairs(rows, "Jan", "Piet").agent.tolist() == [0, 1, 0]
    with pytest.raises(ValueError, match="agent needs one whole number a pair"):
        data.enquiries_of(cells(1, 1, 0, 1), agent=[1])
    with pytest.raises(ValueError, match="one study at a time"):
        data.enquiries_of(cells([1, 1], 1, 0, 1))
