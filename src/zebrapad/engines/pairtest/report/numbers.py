"""Numbers as a reader of a language writes them."""

from math import isfinite, isnan

from zebrapad.engines.pairtest.report.result import Number

DECIMAL = {"nl": ",", "en": ".", "fr": ","}
THOUSANDS = {"nl": ".", "en": ",", "fr": "\u202f"}
PERCENT = {"nl": "%", "en": "%", "fr": "\u00a0%"}
NOTHING, MINUS = "–", "−"


def written(number: Number, language: str) -> str:
    """A number in words of figures: points and percents with one decimal, p with three."""
    value = number.value
    if isnan(value):
        return NOTHING
    if not isfinite(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if number.kind == "count":
        return f"{round(value):,}".replace(",", THOUSANDS[language])
    if number.kind == "p":
        return (
            f"< {_decimals(0.001, 3, language)}" if value < 0.001 else _decimals(value, 3, language)
        )
    if number.kind in ("points", "percent"):
        tail = PERCENT[language] if number.kind == "percent" else ""
        return _decimals(100 * value, 1, language) + tail
    return _decimals(value, 3, language)


def _decimals(value: float, digits: int, language: str) -> str:
    said = f"{abs(value):.{digits}f}".replace(".", DECIMAL[language])
    negative = value < 0 and float(f"{abs(value):.{digits}f}") > 0
    return MINUS + said if negative else said
