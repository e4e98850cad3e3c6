"""The report of a draw, and how listings are shared over strata."""

import numpy as np
import pytest

from zebrapad.engines.pairtest import design
from zebrapad.engines.pairtest.design import Protocol


def test_the_report_counts_by_arm():
    drawn = design.draw(Protocol(("c", "t"), templates=2), 1, ["n", "s", "s", "n", "n", "s"])
    found = design.balance(drawn, {"rent": [500, 600, 700, 800, 900, 1000]})

    assert found.strata == ("n", "s")
    assert found.stratum.tolist() == [[3, 3], [3, 3]]
    assert found.order.sum() == found.template.sum() == 12
    assert found.unlike["rent"] >= 0


def test_a_covariate_that_goes_with_the_order_is_seen():
    drawn = design.draw(Protocol(("c", "t")), 1, ["all"] * 40)
    first = np.array([drawn.arm[(drawn.listing == i) & (drawn.order == 1)][0] for i in range(40)])
    jitter = np.arange(40) % 4

    assert design.balance(drawn, {"rent": 10 * first + jitter}).unlike["rent"] > 5
    assert design.balance(drawn, {"rent": np.ones(40)}).unlike["rent"] == 0


def test_a_covariate_of_another_length_is_refused():
    with pytest.raises(ValueError, match="rent needs one number a listing"):
        design.balance(design.draw(Protocol(("c", "t")), 1, ["a"]), {"rent": [1, 2]})


def test_nothing_drawn_is_balanced():
    found = design.balance(design.draw(Protocol(("c", "t")), 1, []), {"rent": []})

    assert found.worst == 0
    assert found.unlike == {"rent": 0.0}


def test_listings_are_shared_by_size_and_add_up():
    assert design.quotas(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert design.quotas(200, {"agents": 93, "owners": 7}, least=50) == {
        "agents": 143,
        "owners": 57,
    }


@pytest.mark.parametrize(
    ("sizes", "least", "says"),
    [({}, 0, "above 0"), ({"a": 0}, 0, "above 0"), ({"a": 1, "b": 1}, 6, "from 0 to 5")],
)
def test_shares_that_can_not_be_are_refused(sizes, least, says):
    with pytest.raises(ValueError, match=says):
        design.quotas(10, sizes, least=least)
