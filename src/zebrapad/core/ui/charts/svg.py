"""Elements of a drawing as text: every word and every attribute is escaped."""

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


def tag(element: str, *content: str, **attributes: str | float) -> SafeString:
    """One element; `class_` is its class, and an underscore in a name is a hyphen.

    >>> tag("text", "<b>", class_="chart-word", x=1.25, text_anchor="end")
    '<text class="chart-word" x="1.2" text-anchor="end">&lt;b&gt;</text>'
    """
    pairs = ((name.rstrip("_").replace("_", "-"), _plain(v)) for name, v in attributes.items())
    names = format_html_join("", ' {}="{}"', pairs)
    inner = joined(conditional_escape(c) for c in content)
    return format_html("<{}{}>{}</{}>", element, names, inner, element)


def joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # each part is safe already


def path(points: Iterable[tuple[float, float]]) -> str:
    """A line through places.

    >>> path([(0, 1), (2.5, 3.04)])
    'M0 1L2.5 3'
    """
    return "M" + "L".join(f"{_plain(x)} {_plain(y)}" for x, y in points)


def _plain(value: str | float) -> str:
    """A tenth of a unit is less than anyone sees."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")
