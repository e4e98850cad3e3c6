from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from zebrapad.core.cities.models import Evidence
from zebrapad.core.cities.periods import Period, PeriodField, period

# What is written, when it starts, when it ends, and how it is written back.
WRITTEN = [
    ("2022", date(2022, 1, 1), date(2022, 12, 31), "2022", "year"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-02", "month"),
    ("2022-05-16", date(2022, 5, 16), date(2022, 5, 16), "2022-05-16", "day"),
    ("2024/2025", date(2024, 1, 1), date(2025, 12, 31), "2024/2025", "range"),
    ("2017/2021-06", date(2017, 1, 1), date(2021, 6, 30), "2017-01/2021-06", "range"),
    ("2022-03-01/2022-04-30", date(2022, 3, 1), date(2022, 4, 30), "2022-03/2022-04", "range"),
    ("2022-03-02/2022-03-09", date(2022, 3, 2), date(2022, 3, 9), "2022-03-02/2022-03-09", "range"),
]
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31))


@pytest.mark.parametrize(("written", "starts", "ends", "back", "precision"), WRITTEN)
def test_a_period_says_no_more_than_is_known(written, starts, ends, back, precision):
    known = period(written)

    assert (known.starts, known.ends, str(known), known.precision) == (
        starts,
        ends,
        back,
        precision,
    )


@pytest.mark.parametrize(
    "written",
    ["", "May 2022", "2022-13", "2022-02-30", "2022/2021", "22", "2022-5", "2022/", "1e3"],
)
def test_what_is_no_date_is_refused_with_the_mend(written):
    with pytest.raises(ValidationError, match="2022-05-16"):
        period(written)


@pytest.mark.parametrize("written", ["0202", "0001", "1799-12", "2021/9999", "2201-01-01"])
def test_a_year_that_no_plan_knows_is_refused(written):
    with pytest.raises(ValidationError, match="not between 1800 and 2200"):
        period(written)


@pytest.mark.parametrize("day", [date(202, 1, 1), Period(date(202, 1, 1), date(202, 12, 31))])
def test_such_a_year_is_refused_as_a_day_too(day):
    with pytest.raises(ValidationError, match="not between"):
        period(day)


@pytest.mark.django_db
def test_a_year_that_is_kept_from_earlier_is_read_all_the_same(city):
    Evidence.objects.create(city=city, key="old")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cities_evidence SET published = '1750-05'")

    assert str(Evidence.objects.get().published) == "1750-05"


@given(DAYS, DAYS)
def test_every_period_reads_back_as_it_was(one, other):
    known = Period(min(one, other), max(one, other))

    assert period(str(known)) == known


@given(DAYS, DAYS)
def test_the_text_of_periods_sorts_by_their_start(one, other):
    early, late = sorted((one, other))

    assert str(Period(early, early)) <= str(Period(late, late))


def test_a_form_takes_a_period_as_it_takes_a_text():
    assert str(PeriodField().clean("2017/2021-06", None)) == "2017-01/2021-06"
