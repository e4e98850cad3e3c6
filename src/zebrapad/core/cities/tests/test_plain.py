import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from zebrapad.core.cities.content import NOTHING
from zebrapad.core.cities.periods import Period, period
from zebrapad.core.cities.plain import from_plain, to_plain
from zebrapad.core.cities.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    key: str
    when: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Road:
    key: str
    name: Text = NOTHING
    width: Decimal | None = None
    opened: date | None = None
    lanes: int | None = None
    open: bool = True
    steps: tuple[Step, ...] = ()


WHOLE = Road(
    key="grote-markt",
    name=Text({"nl": "Grote Markt"}),
    width=Decimal("3.50"),
    opened=date(2021, 5, 11),
    lanes=2,
    open=False,
    steps=(Step(key="laid", when=period("2021-05")), Step(key="worn")),
)
PLAIN = {
    "key": "grote-markt",
    "name": {"nl": "Grote Markt"},
    "width": "3.5",
    "opened": "2021-05-11",
    "lanes": 2,
    "open": False,
    "steps": [{"key": "laid", "when": "2021-05"}, {"key": "worn"}],
}


def test_what_is_written_reads_back_the_same():
    assert to_plain(WHOLE) == PLAIN
    assert from_plain(Road, PLAIN) == WHOLE


def test_what_is_empty_is_not_written():
    assert to_plain(Road(key="here")) == {"key": "here"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({}, "“key” is missing"),
        ({"key": "a", "colour": "red"}, "“colour” is not known here. Known are: key, name"),
        ({"key": 3}, "key: “3” can't be read"),
        ({"key": "a", "width": "wide"}, "width: “wide” can't be read"),
        ({"key": "a", "width": "NaN"}, "width: “NaN” can't be read"),
        ({"key": "a", "width": True}, "width: “True” can't be read"),
        ({"key": "a", "lanes": "2"}, "lanes: “2” can't be read"),
        ({"key": "a", "open": "yes"}, "open: “yes” can't be read"),
        ({"key": "a", "opened": "11 May"}, "opened: “11 May” can't be read"),
        ({"key": "a", "name": "Markt"}, "name: A text is written per language"),
        ({"key": "a", "steps": {}}, "steps: a list is expected"),
        ({"key": "a", "steps": ["laid"]}, r"steps\[1\]: a group of fields"),
        (
            {"key": "a", "steps": [{"key": "b"}, {"key": "c", "when": "soon"}]},
            r"steps\[2\].when: “soon”",
        ),
    ],
)
def test_the_place_that_is_wrong_is_named(wrong, says):
    with pytest.raises(ValidationError) as refused:
        from_plain(Road, wrong)

    assert re.search(says, " ".join(refused.value.messages)), refused.value.messages
