"""What people type is read as they mean it, or refused with the way to write it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zebrapad.core.ui.reading import (
    number,
    number_text,
    safe_cell,
    spoken_period,
    typed_cell,
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@given(st.decimals(-(10**11), 10**11, places=6))
def test_a_number_that_is_shown_in_a_form_is_read_back_the_same(value):
    assert number(number_text(value)) == value


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12", "12"), ("12,5", "12.5"), ("12.5", "12.5"), (" 1 234,5 ", "1234.5"), ("−3", "-3"),
     ("0,125", "0.125"), ("2,1250", "2.125"), ("1234,567", "1234.567")],
)  # fmt: skip
def test_a_number_is_read_in_either_spelling(typed, read):
    assert number(typed) == Decimal(read)


@pytest.mark.parametrize("typed", ["1.500", "1,500", "-12.345"])
def test_what_can_be_read_in_two_ways_is_refused(typed):
    with pytest.raises(ValidationError, match="two ways"):
        number(typed)


@pytest.mark.parametrize("typed", ["", "x", "1,2,3", "1.234.567", "1e5", "NaN", "Infinity"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError, match="is not a number"):
        number(typed)


def test_a_file_with_one_decimal_sign_leaves_no_doubt():
    assert number("2.125", ".") == Decimal("2.125")
    with pytest.raises(ValidationError, match="two ways"):
        number("2.125", ",")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2022", "2022"), ("16/5/2022", "2022-05-16"), ("16.05.2022", "2022-05-16"),
     ("05/2022", "2022-05"), ("2017-2021", "2017/2021"), ("2017 – 2021", "2017/2021"),
     ("2017/2021-06", "2017-01/2021-06")],
)  # fmt: skip
def test_a_period_is_read_as_it_is_written_here(typed, read):
    assert str(spoken_period(typed)) == read


@given(st.text() | st.sampled_from(["=1+1", "'=1", "''=1", "-", "@x", "'"]))
def test_a_cell_made_safe_is_read_back_as_it_was(words):
    safe = safe_cell(words)

    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert typed_cell(safe) == words
