"""Dates as far as they are known: a day, a month, a year, or a stretch of these."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = 1800, 2200
_PART = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `starts` to `ends`, both included; `str()` is its ISO 8601 text."""

    starts: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise ValueError("a period ends on or after the day it starts")

    def __str__(self) -> str:
        first, last = _written(self.starts, self.ends), None
        if first is None:
            first, last = _halves(self.starts, self.ends)
        return first if last is None else f"{first}/{last}"

    @property
    def precision(self) -> str:
        """`day`, `month`, `year`, or `range`."""
        written = _written(self.starts, self.ends)
        return "range" if written is None else {4: "year", 7: "month", 10: "day"}[len(written)]

    @property
    def middle(self) -> date:
        return self.starts + (self.ends - self.starts) / 2


def _written(starts: date, ends: date) -> str | None:
    """The stretch as one day, month or year, where it is one."""
    if starts == ends:
        return starts.isoformat()
    if (starts.month, starts.day, ends.month, ends.day) == (1, 1, 12, 31):
        return f"{starts.year:04d}" if starts.year == ends.year else None
    last = calendar.monthrange(ends.year, ends.month)[1]
    if (starts.year, starts.month, starts.day, ends.day) == (ends.year, ends.month, 1, last):
        return starts.isoformat()[:7]
    return None


def _halves(starts: date, ends: date) -> tuple[str, str]:
    last = calendar.monthrange(ends.year, ends.month)[1]
    if (starts.month, starts.day, ends.month, ends.day) == (1, 1, 12, 31):
        return f"{starts.year:04d}", f"{ends.year:04d}"
    if starts.day == 1 and ends.day == last:
        return starts.isoformat()[:7], ends.isoformat()[:7]
    return starts.isoformat(), ends.isoformat()


def _stretch(part: str) -> tuple[date, date]:
    match = _PART.fullmatch(part)
    if match is None:
        raise ValueError("not a date")
    year, month, day = (int(x) if x else None for x in match.groups())
    assert year is not None  # noqa: S101 - the pattern always has a year
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def period(value: object) -> Period:
    """A `Period` from `2022`, `2022-05`, `2022-05-16` or two of these with a slash between.

    >>> str(period("2017/2021-06"))
    '2017-01/2021-06'
    >>> period("2022-05").precision
    'month'
    """
    if isinstance(value, Period):
        return _plausible(value)
    if isinstance(value, date):
        return _plausible(Period(value, value))
    return _plausible(_read(str(value)))


def day(value: date) -> date:
    """A day in a year that a plan may know; raises `ValidationError` for another."""
    return period(value).starts


def _read(text: str) -> Period:
    first, slash, last = text.strip().partition("/")
    try:
        starts, ends = _stretch(first)
        return Period(starts, _stretch(last)[1] if slash else ends)
    except ValueError as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a date or period. "
                "Write 2022, 2022-05, 2022-05-16, or two of these with a slash between."
            ),
            code="period",
            params={"value": text},
        ) from error


def _plausible(found: Period) -> Period:
    """A year that no plan knows is a slip of the pen: 0202 for 2022."""
    if found.starts.year >= EARLIEST and found.ends.year <= LATEST:
        return found
    raise ValidationError(
        _("The year of “%(value)s” is not between %(earliest)s and %(latest)s."),
        code="period",
        params={"value": found, "earliest": EARLIEST, "latest": LATEST},
    )


class PeriodField(models.CharField):  # type: ignore[type-arg]
    """A `Period` in one text column; the text sorts by its start."""

    _pyi_private_set_type: "Period | str | None"  # type: ignore[assignment]  # as the stubs do
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 21
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_parameters(self, connection: Any) -> Any:
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            # By code point: a language's order skips the hyphens, and with them the months.
            parameters["collation"] = "C"
        return parameters

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Period | None:
        # What stands is read: a rule that came later must not hide a whole city.
        return _read(value) if value else None

    def to_python(self, value: Any) -> Period | None:
        return period(value) if value not in (None, "") else None

    def get_prep_value(self, value: Any) -> str | None:
        return str(period(value)) if value not in (None, "") else None

    def run_validators(self, value: Any) -> None:
        super().run_validators(self.get_prep_value(value))

    def value_to_string(self, obj: Any) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""
