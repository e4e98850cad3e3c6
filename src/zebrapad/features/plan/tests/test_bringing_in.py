"""A sheet of measurements: checked line by line, then written as a whole or not at all."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zebrapad.core.audit.editing import Late
from zebrapad.core.audit.models import Entry
from zebrapad.core.audit.trail import breaks
from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.ui.tests.pages import said, sent
from zebrapad.features.plan import actions
from zebrapad.features.plan.models import Dimension, Indicator, Measurement

DESK = "/en/here/desk/plan/"


@pytest.fixture
def researcher(seat, city):
    return seat(city, Role.RESEARCHER)[1]


@pytest.fixture
def check(researcher, crossings, put):
    """Upload a sheet; give back the page that says what it would do."""
    categories = [{"key": "heule", "title": {"nl": "Heule"}}]
    put(Dimension(key="district", title=Text({"nl": "Deelgemeente"}), categories=categories))

    def check(text, encoding="utf-8"):
        raw = text.encode(encoding) if isinstance(text, str) else text
        file = SimpleUploadedFile("values.csv", raw, "text/csv")
        return researcher.post(f"{DESK}import/", {"file": file})

    return check


HEAD = "indicator,period,part,series,value,n,from,to,certainty,sources,note.nl\n"


def test_nothing_is_written_before_it_is_confirmed_and_then_all_of_it(check, researcher):
    page = check(
        HEAD + "crossings,2022,,,4,,,,seen,press,Vier\ncrossings,2021,,,2,,,,seen,press,\n"
    )

    assert "Would be added 1" in said(page)
    assert "Would be changed 1" in said(page)
    assert Measurement.objects.count() == 1

    answer = researcher.post(f"{DESK}import/", sent(page), follow=True)

    assert "Added: 1. Changed: 1." in said(answer)
    values = Measurement.objects.order_by("period")
    assert [(str(m.period), int(m.value or 0), str(m.note)) for m in values] == [
        ("2021", 2, ""),
        ("2022", 4, "Vier"),
    ]


def test_a_long_sheet_keeps_nobody_waiting_and_leaves_a_line_for_each_value(
    keeper, put, crossings, django_assert_max_num_queries
):
    crossings.next_due, crossings.every_months = date(2022, 1, 1), 12
    crossings.save()
    days = [date(2021, 1, 1) + timedelta(days=number) for number in range(200)]
    given = [(crossings, None, {"period": period(day), "value": 1}) for day in days]

    with django_assert_max_num_queries(30):
        actions.bring_in(keeper, given)

    assert Entry.objects.filter(act="measurement.added").count() == 201
    assert not list(breaks(crossings.city))
    assert Entry.objects.filter(act="indicator.changed").count() == 1


def test_of_a_sheet_that_comes_late_nothing_is_written(keeper, crossings):
    old = Measurement.objects.get()
    actions.change(keeper, Measurement.objects.get(), {"value": 7}, edition=old.edition)
    given = [(crossings, None, {"period": period("2022"), "value": 1}), (crossings, old, {"n": 3})]

    with pytest.raises(Late):
        actions.bring_in(keeper, given)

    kept = Measurement.objects.get()
    assert (str(kept.value.normalize()), kept.n) == ("7", None)
    assert not list(breaks(crossings.city))


@pytest.mark.parametrize("spelling", ["", "?for=excel"])
def test_a_fetched_sheet_brought_in_again_changes_nothing(
    check, researcher, put, crossings, spelling
):
    put(
        Measurement(
            indicator=crossings,
            period=period("2022-05"),
            slice="district=heule",
            series="=B",
            value="2.125",
            low="-1.5",
            high="1234.567",
            n=7,
            certainty="inferred",
            sources=["press", "gone"],
            note=Text({"nl": "=1+1", "de": "Zwei\nZeilen"}),
        )
    )
    put(Measurement(indicator=crossings, period=period("2023"), certainty="unknown"))
    lines = Entry.objects.count()

    page = check(researcher.get(f"{DESK}measurements.csv{spelling}").content)

    assert "Already so 3" in said(page)
    assert "There is nothing to write." in said(page)
    assert Entry.objects.count() == lines


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        ("crossing,2022,,,4,,,,,,", "indicator", "There is no indicator “crossing”."),
        ("crossings,,,,4,,,,,,", "period", "Fill in a date or period"),
        ("crossings,2022-14,,,4,,,,,,", "period", "“2022-14” is not a date or period"),
        ("crossings,2022,district=ghent,,4,,,,,,", "part", "There is no part “district=ghent”."),
        (
            "crossings,2022,;,,4,,,,,,",
            "part",
            "A part is named once, and all of them in 120 signs.",
        ),
        ("crossings,2099,,,4,,,,,,", "period", "This lies in the future."),
        ("crossings,2022,,,-4,,,,,,", "value", "A number of things can't be less than 0."),
        ("crossings,2022,,,many,,,,,,", "value", "“many” is not a number."),
        ('crossings,2022,,,"1,500",,,,,,', "value", "can be read in two ways"),
        ("crossings,2022,,,1.1234567,,,,,,", "value", "decimal places"),
        ("crossings,2022,,,4,-1,,,,,", "n", "Write a whole number of zero or more"),
        ("crossings,2022,,,4,,5,3,,,", "from", "Fill in both ends of the interval"),
        ("crossings,2022,,,4,,5,,,,", "from", "Fill in both ends of the interval"),
        ("crossings,2022,,,4,,5,6,,,", "value", "The value lies outside its interval."),
        ("crossings,2022,,,,,,,,,", "value", "Fill in a value, or write “unknown”"),
        ("crossings,2022,,,4,,,,sure,,", "certainty", "Write one of: seen, inferred"),
        ("crossings,2022,,,4,,,,,paper,", "sources", "There is no source “paper”."),
        (f"crossings,2022,,{'s' * 41},4,,,,,,", "series", "at most 40 signs"),
        ("crossings,2020,,,4,,,,,,\ncrossings,2020,,,5,,,,,,", "period", "stands in line 2"),
    ],
)
def test_every_wrong_line_is_named_with_its_column_and_the_mend(check, line, column, says):
    page = check(f"{HEAD}{line}\ncrossings,2030,,,9,,,,,,\n")

    assert page.status_code == 422
    words = said(page)
    assert says in words
    assert f" {column} " in words
    assert "Nothing was written." in words
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "This file is empty."),
        (b"PK\x03\x04", "This is not a CSV file."),
        ("indicator,period,value\n".encode("utf-16"), "This is not a CSV file."),
        (b"a,b\n", "lacks the column"),
        (b"x" * 1_000_001, "larger than 1 MB"),
        (b"indicator,period,value\n" + b"crossings,2022,1\n" * 5_001, "has 5001 lines"),
    ],
)
def test_what_is_no_sheet_is_refused_with_the_mend(check, raw, says):
    page = check(raw)

    assert page.status_code == 200
    assert says in said(page)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_spreadsheets_save_is_read(check, researcher, encoding):
    page = check("indicator;period;value;note.nl\ncrossings;2022;1,5;Eén café\n", encoding)

    researcher.post(f"{DESK}import/", sent(page))

    added = Measurement.objects.get(period="2022")
    assert (f"{added.value.normalize()}", str(added.note.wordings["nl"])) == ("1.5", "Eén café")


def test_a_column_that_is_left_out_changes_nothing(check, researcher):
    page = check("indicator,period,value\ncrossings,2021,3\n")
    researcher.post(f"{DESK}import/", sent(page))

    changed = Measurement.objects.get()
    assert (int(changed.value or 0), changed.sources) == (3, ["press", "vrt"])


def test_what_changed_since_the_check_is_shown_again(check, researcher, crossings):
    page = check("indicator,period,value\ncrossings,2021,3\n")
    Measurement.objects.update(value=2, edition=2)

    answer = researcher.post(f"{DESK}import/", sent(page))

    assert answer.status_code == 409
    assert Measurement.objects.get().value == 2
    assert researcher.post(f"{DESK}import/", sent(answer)).status_code == 302
    assert Measurement.objects.get().value == 3


def test_a_check_that_someone_tampered_with_is_not_believed(check, researcher):
    page = check("indicator,period,value\ncrossings,2021,3\n")
    checked = sent(page)["checked"]

    researcher.post(f"{DESK}import/", {"checked": f"x{checked}"})

    assert Measurement.objects.get().value == 1


def test_what_a_figure_feeds_is_not_written_by_hand(check, researcher, put, crossings):
    Indicator.objects.filter(pk=crossings.pk).update(figure="plan.x")
    Measurement.objects.update(from_figure=True)

    page = check("indicator,period,value\ncrossings,2021,3\ncrossings,2022,3\n")

    assert said(page).count("published figure") == 2
    answer = researcher.get(f"{DESK}measurements/{Measurement.objects.get().pk}/")
    assert "not written by hand" in said(answer)
