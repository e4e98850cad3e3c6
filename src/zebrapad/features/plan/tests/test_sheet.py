"""A sheet that is fetched is a sheet that can be brought in."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.core.ui.reading import number
from zebrapad.features.plan import sheet
from zebrapad.features.plan.content import MeasurementContent

# Lines that a person writes: no control characters, no white space at either end.
WORDS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)
NUMBERS = st.decimals(-(10**11), 10**11, places=6)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@given(
    note=st.dictionaries(st.sampled_from(["nl", "en", "fr", "de"]), WORDS | st.just("=1+1")),
    series=WORDS,
    value=NUMBERS,
    spelling=st.sampled_from([sheet.PLAIN, sheet.EXCEL]),
)
def test_what_is_written_is_read_back_in_both_spellings(note, series, value, spelling):
    measured = MeasurementContent(
        period=period("2022-05"),
        slice="district=heule",
        series=series,
        value=value,
        n=12,
        low=value - 1,
        high=value + 1,
        certainty="inferred",
        sources=("one", "two"),
        note=Text(note),
    )

    (line,) = sheet.read(sheet.write([("crossings", measured)], spelling))

    cells = line.cells
    assert (cells["indicator"], cells["period"], cells["part"]) == (
        "crossings",
        "2022-05",
        "district=heule",
    )
    assert [number(cells[name], line.point) for name in ("value", "from", "to")] == [
        value,
        value - 1,
        value + 1,
    ]
    assert (cells["n"], cells["certainty"], cells["sources"]) == ("12", "inferred", "one two")
    assert cells["series"] == series
    assert {n[5:]: w for n, w in cells.items() if n.startswith("note.") and w} == note


def test_no_cell_is_run_by_a_spreadsheet():
    hostile = MeasurementContent(period=period("2022"), note=Text({"nl": '=HYPERLINK("evil")'}))

    assert "'=HYPERLINK" in sheet.write([("crossings", hostile)])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "lacks the column “indicator”"),
        ("indicator,period\n", "lacks the column “value”"),
        ("indicator,period,value,colour\n", "“colour” is not known"),
        ("indicator,period,value,value\n", "“value” is there twice"),
        ("indicator,period,value\na,2022,1,2\n", "Line 2 has more cells"),
        ('indicator,period,value\na,2022,"1\n', "Line 2 can't be read"),
    ],
)
def test_what_is_no_sheet_is_named_so(text, says):
    with pytest.raises(ValidationError) as refused:
        sheet.read(text)

    assert says in " ".join(refused.value.messages)


def test_empty_lines_are_passed_over_and_lines_keep_their_number():
    lines = sheet.read("indicator,period,value\n,,\na,2022,1\n")

    assert [line.number for line in lines] == [3]
