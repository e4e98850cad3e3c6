"""What counts as invited is said, and can be said in several ways."""

import numpy as np
import pytest

from zebrapad.engines.pairtest import data

SCALE = data.Coding(("no", "maybe", "yes"), "maybe", missing=("bounced",))


def test_codes_are_places_on_the_scale():
    places = data.coded(["no", "yes", "bounced", "maybe"], SCALE)

    assert places[[0, 1, 3]].tolist() == [0, 2, 1]
    assert SCALE.threshold == 1
    assert data.at_least(places, 2)[[0, 1, 3]].tolist() == [0, 1, 0]
    assert np.isnan(data.at_least(places, 2)[2])


def test_a_code_the_scale_does_not_have_is_refused():
    with pytest.raises(ValueError, match="has no perhaps; it has no, maybe, yes, bounced"):
        data.coded(["perhaps"], SCALE)


@pytest.mark.parametrize(
    ("levels", "invited", "missing", "says"),
    [
        (("a",), "a", (), "at least two codes"),
        (("a", "a"), "a", (), "at least two codes"),
        (("a", "b"), "a", (), "invited must be one of the levels above the lowest: b"),
        (("a", "b"), "b", ("a",), "a can't be both"),
    ],
)
def test_a_scale_that_is_none_is_refused(levels, invited, missing, says):
    with pytest.raises(ValueError, match=says):
        data.Coding(levels, invited, missing)
