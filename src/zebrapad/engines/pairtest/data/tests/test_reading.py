"""A table is read as it is written; what can't be is named by line and column."""

import numpy as np
import pytest

from zebrapad.engines.pairtest import data
from zebrapad.engines.pairtest.data.problems import MOST_NAMED

HEADER = "pair,arm,outcome,agent,stratum,order,template,time,delivered\n"


def read(text, **options):
    return data.read_enquiries(text.splitlines(keepends=True), **options)


def wrong(text, reader=read, language="en", **options):
    with pytest.raises(data.ImpossibleTable) as refused:
        reader(text, **options)
    return refused.value.said(language)


def cells(text, **options):
    return data.read_cells(text.splitlines(keepends=True), **options)


def test_four_cells_are_read_and_the_rest_is_carried_along():
    found = cells(
        'place,both,only_control,only_test,neither\nKortrijk,45,24,6,79\n\n"A, b",3,11,1,34\n'
    )

    assert found.cells.n.tolist() == [154, 49]
    assert found.carried == {"place": ("Kortrijk", "A, b")}
    assert found.lines == (2, 4)


def test_columns_may_have_other_names_and_another_separator():
    written = data.Written(separator=";", names={"both": "beide", "neither": "geen"})
    found = cells("beide;only_control;only_test;geen\n1;2;3;4\n", written=written)

    assert found.cells.n.tolist() == [10]


def test_every_impossible_count_is_named_at_once():
    said = wrong("both,only_control,only_test,neither\n1,x,,-3\n0,0,0,0\n1,2,3\n1,2,3,4,5\n", cells)

    quote = "quote a text that holds the separator."
    assert said == [
        "line 2, column “only_control”: “x” is not a whole number from 0. Write digits only.",
        "line 2, column “only_test”: This cell is empty. Write a value, or take the line out.",
        "line 2, column “neither”: “-3” is not a whole number from 0. Write digits only.",
        "line 3: All four cells are 0. A row needs at least one pair.",
        f"line 4: This line has 3 cells; the first line has 4. Add the missing cells, or {quote}",
        f"line 5: This line has 5 cells; the first line has 4. {quote.capitalize()}",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "The file is empty"),
        ("\n\n", "The file is empty"),
        ("both;only_control;only_test;neither\n1;2;3;4\n", "separated by “;”, not by “,”"),
        ("both\tonly_control\tonly_test\tneither\n", "separated by Tab"),
        ("both,only_control,only_test\n1,2,3\n", "There is no column “neither”"),
        ("both,both,only_control,only_test,neither\n", "Two columns are called “both”"),
        ("both,only_control,only_test,neither\n", "column names and no rows"),
        ('both,only_control,only_test,neither\n1,2,3,"4\n', "line 2: A quotation mark"),
    ],
)
def test_a_file_that_is_no_table_says_what_to_do(text, says):
    assert says in wrong(text, cells)[0]


def test_a_file_that_is_no_text_is_named_where_it_stops_being_one(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"both,only_control,only_test,neither\n" + b"1,2,3,4\n" * 5000 + b"\xff\n")

    with path.open(encoding="utf-8") as file, pytest.raises(data.ImpossibleTable, match="UTF-8"):
        data.read_cells(file)


def test_a_mark_at_the_start_of_the_file_is_no_part_of_a_name():
    assert cells("\ufeffboth,only_control,only_test,neither\n1,2,3,4\n").cells.n == 10


def test_enquiries_are_read_with_their_names():
    rows = read(
        HEADER
        + "p1,control,1,a1,north,1,t1,2.5,1\n"
        + "p1,test,0,a1,north,2,t2,,\n"
        + "p2,control,,a2,south,,t1,,0\n",
        arms=("control", "test"),
    )

    assert len(rows) == 3
    assert rows.names["arm"] == ("control", "test")
    assert rows.names["stratum"] == ("north", "south")
    assert rows.invited.tolist()[:2] == [1, 0]
    assert np.isnan(rows.invited[2])
    assert rows.delivered.tolist() == [True, True, False]
    assert rows.time[0] == 2.5
    assert len(rows.where(rows.delivered)) == 2
    with pytest.raises(ValueError, match="there is no arm “trans”; there are control, test"):
        rows.arm_named("trans")


def test_time_follows_from_when_it_was_sent_and_answered():
    rows = read(
        "pair,arm,outcome,sent,answered\n"
        "1,a,1,2026-03-14T09:30,2026-03-14T11:00\n"
        "1,b,0,2026-03-14,\n"
        "2,a,1,2026-03-29T01:00+01:00,2026-03-29T03:00+02:00\n"
        "2,b,0,,2026-03-14\n"
    )

    assert rows.time[[0, 2]].tolist() == [1.5, 1.0]
    assert np.isnan(rows.time[[1, 3]]).all()


def test_answers_are_places_on_the_scale_of_the_coding():
    rows = read(
        "pair,arm,outcome\n1,a,visit\n1,b,none\n2,a,bounced\n2,b,call\n", coding=data.RENTAL
    )

    assert rows.invited.tolist()[:2] == [1, 0]
    assert np.isnan(rows.outcome[2])
    assert rows.above(data.RENTAL.levels.index("visit")).tolist()[3] == 0


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (",control,1,,,,,,", "column “pair”: This cell is empty"),
        ("p,,1,,,,,,", "column “arm”: This cell is empty"),
        ("p,control,2,,,,,,", "column “outcome”: The coding has no answer “2”. It has: 0, 1"),
        ("p,control,1,,,0,,,", "column “order”: “0” is not a place in an order"),
        ("p,control,1,,,1.5,,,", "column “order”: “1.5” is not a place"),
        ("p,control,1,,,,,soon,", "column “time”: “soon” is not a number. Write it like 12.5"),
        ("p,control,1,,,,,inf,", "column “time”: “inf” is not a number"),
        ("p,control,1,,,,,-1,", "column “time”: “-1” is less than 0"),
        ('p,control,1,,,,,"1,5",', "column “time”: “1,5” has a decimal comma"),
        ("p,control,1,,,,,,yes", "column “delivered”: “yes” is neither 0 nor 1"),
    ],
)
def test_an_impossible_cell_is_named(row, says):
    assert f"line 2, {says}" in wrong(HEADER + row + "\n")[0]


@pytest.mark.parametrize(
    ("sent", "answered", "says"),
    [
        ("2026-03-14", "2026-03-13", "before it was sent on 2026-03-14"),
        ("14/3/2026", "", "column “sent”: “14/3/2026” is not a date"),
        ("2026-03-14", "2026-02-30", "column “answered”: “2026-02-30” is not a date"),
        ("2026-03-14T09:00Z", "2026-03-14T10:00", "says its time zone"),
    ],
)
def test_dates_in_the_wrong_order_are_named(sent, answered, says):
    text = f"pair,arm,outcome,sent,answered\n1,a,1,{sent},{answered}\n"

    assert says in wrong(text)[0]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            "1,a,1,x,,\n1,b,1,x,,\n1,a,0,x,,\n",
            "line 4, column “arm”: Pair “1” already has the arm “a”, on line 2",
        ),
        (
            "1,a,1,x,,\n1,b,1,x,,\n2,a,0,x,,\n2,B,0,x,,\n",
            "line 3, column “arm”: The arm “b” appears only here",
        ),
        (
            "1,a,1,x,,\n1,b,1,y,,\n",
            "line 3, column “agent”: Pair “1” has “y” here and “x” on line 2",
        ),
        ("1,a,1,x,n,\n1,b,1,x,s,\n", "line 3, column “stratum”: Pair “1” has “s” here"),
        ("1,a,1,x,n,2\n1,b,1,x,n,2\n", "line 3, column “order”: Pair “1” already has place 2"),
    ],
)
def test_rows_that_are_impossible_together_are_named(rows, says):
    said = wrong("pair,arm,outcome,agent,stratum,order\n" + rows)

    assert any(says in line for line in said)


def test_an_arm_that_was_not_announced_is_named():
    said = wrong("pair,arm,outcome\n1,c,1\n1,d,0\n", arms=("c", "t"))

    assert said == [
        "line 3, column “arm”: The arm “d” is none of c, t. Correct it, or name all arms."
    ]


def test_decimals_may_follow_a_comma_when_that_is_said():
    written = data.Written(separator=";", decimal=",")

    assert read("pair;arm;outcome;time\n1;a;1;1,5\n", written=written).time.tolist() == [1.5]
    said = wrong("pair;arm;outcome;time\n1;a;1;1.5\n", written=written)
    assert "has a decimal point" in said[0]


def test_no_more_is_named_than_helps():
    said = wrong("pair,arm,outcome\n" + "1,a,9\n" * 500)

    assert len(said) == MOST_NAMED + 1
    assert said[-1] == "There may be more: only the first 100 are named."


def test_names_are_the_ones_of_the_file():
    written = data.Written(names={"outcome": "antwoord"})

    assert "column “antwoord”" in wrong("pair,arm,antwoord\n1,a,9\n", written=written)[0]


def test_it_is_said_in_the_language_of_the_reader():
    text = "pair,arm,outcome\n1,a,9\n"

    assert wrong(text, language="nl") == [
        "regel 2, kolom “outcome”: De codering kent het antwoord “9” niet. Ze kent: 0, 1."
    ]
    assert wrong(text, language="fr")[0].startswith("ligne 2, colonne « outcome »")


def test_progress_is_told():
    told: list[int] = []
    read(
        "pair,arm,outcome\n" + "".join(f"{n},{a},1\n" for n in range(25_001) for a in "ct"),
        progress=told.append,
    )

    assert told == [50_000]


def test_no_rows_are_named():
    assert wrong("pair,arm,outcome\n") == ["The file has column names and no rows."]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"separator": "x"}, "separator must be"),
        ({"decimal": ";"}, "decimal must be"),
        ({"names": {"colour": "x"}}, "names has colour; it may have pair"),
    ],
)
def test_a_way_of_writing_that_is_none_is_refused(options, says):
    with pytest.raises(ValueError, match=says):
        data.Written(**options)
