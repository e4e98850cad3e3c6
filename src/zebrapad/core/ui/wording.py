"""Dates and numbers in the words of the reader's language."""

from datetime import date
from decimal import Decimal

from django.utils.dateformat import format as formatted
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zebrapad.core.cities.periods import Period, period

HARD_SPACE = "\N{NO-BREAK SPACE}"


def language() -> str:
    return (get_language() or "en").split("-")[0]


def dated(day: date, precision: str = "day") -> str:
    """A day, month or year in full: never only digits, which read differently by country."""
    if precision == "year":
        return str(day.year)
    if precision == "month":
        return formatted(day, "F Y")
    words = formatted(day, "j F Y")
    # French says "the first", and only of the first.
    return f"1er{words[1:]}" if day.day == 1 and language() == "fr" else words


def in_words(when: Period) -> str:
    """When, as precisely as it is known."""
    if when.precision != "range":
        return dated(when.starts, when.precision)
    first, last = (period(half) for half in str(when).split("/"))
    if first.precision == last.precision == "year":
        return f"{first.starts.year}–{last.starts.year}"
    return _("%(first)s to %(last)s") % {"first": in_words(first), "last": in_words(last)}


def amount(value: Decimal | float, unit: str = "") -> str:
    """A number as it is written in the reader's language, with its unit."""
    exact = Decimal(str(value))
    plain = f"{exact:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    number = number_format(Decimal(plain), use_l10n=True, force_grouping=True)
    if not unit:
        return number
    close = unit.startswith("%") and language() != "fr"
    return f"{number}{'' if close else HARD_SPACE}{unit}"
