"""Numbers, dates and cells as people and spreadsheets write them."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from zebrapad.core.cities.periods import Period, period

_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")
_GROUPED = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/.-](\d{4})")
_YEARS = re.compile(r"(\d{4}) ?[-–] ?(\d{4})")
# A spreadsheet runs a cell that begins with one of these; an apostrophe before it says: text.
RUNS = ("=", "+", "-", "@", "\t", "\r")


def number(written: str, point: str = "") -> Decimal:
    """A number with a comma or a point; `point` says which, where a file has only one.

    Without it “1.500” is refused: for one reader it is one and a half, for another
    fifteen hundred.

    >>> number("1 234,5")
    Decimal('1234.5')
    """
    plain = re.sub(r"[\s\u00a0\u202f']", "", written).replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        raise ValidationError(
            _("“%(value)s” is not a number. Write it like 1234 or 12,5."),
            code="number",
            params={"value": written},
        )
    if _GROUPED.fullmatch(plain) and (not point or point not in plain):
        raise ValidationError(
            _("“%(value)s” can be read in two ways. Write %(whole)s or %(part)s."),
            code="number",
            params={
                "value": written,
                "whole": re.sub("[.,]", "", plain),
                "part": number_text(Decimal(plain.replace(",", "."))),
            },
        )
    return Decimal(plain.replace(",", "."))


def number_text(value: Decimal) -> str:
    """A number as `number` reads it back: with a comma, and never to be read in two ways."""
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f"{plain}0".replace(".", ",") if _GROUPED.fullmatch(plain) else plain.replace(".", ",")


def spoken_period(written: str) -> Period:
    """A date or period, in ISO form or as it is written here.

    >>> str(spoken_period("16/05/2022")), str(spoken_period("5/2022"))
    ('2022-05-16', '2022-05')
    """
    plain = written.strip()
    if match := _DAY.fullmatch(plain):
        day, month, year = match.groups()
        plain = f"{year}-{month:0>2}-{day:0>2}"
    elif match := _MONTH.fullmatch(plain):
        plain = f"{match[2]}-{match[1]:0>2}"
    elif match := _YEARS.fullmatch(plain):
        plain = f"{match[1]}/{match[2]}"
    return period(plain)


def safe_cell(words: str) -> str:
    return f"'{words}" if words.lstrip("'").startswith(RUNS) else words


def typed_cell(words: str) -> str:
    """What was in the cell before `safe_cell`."""
    runs = words.startswith("'") and words.lstrip("'").startswith(RUNS)
    return words[1:] if runs else words


def begun(value: Period | None) -> Period | None:
    """A period of something that was: what has not begun, or lasts for years to come, was not.

    Raises `ValidationError` for it.
    """
    today = timezone.localdate()
    if value and (value.starts > today or value.ends.year > today.year + 1):
        raise ValidationError(
            _("This lies in the future. Write when it was, once it has been."), code="future"
        )
    return value
