"""What templates may ask: wording, the crossing, badges, fields, navigation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from zebrapad.core.cities.models import Certainty
from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text
from zebrapad.core.ui.crossing import HIGH, KERB, WIDE
from zebrapad.core.ui.crossing import crossing as drawn
from zebrapad.core.ui.wording import amount, dated, in_words, language

register = template.Library()


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    path: str
    current: bool


def _unknown() -> SafeString:
    return format_html('<span class="unknown">{}</span>', _("not known"))


def _foreign(text: object) -> str:
    """The language of a text that is not in the reader's, else nothing."""
    if isinstance(text, Text) and text and text.language != language():
        return text.language
    return ""


@register.filter
def said(text: object) -> SafeString:
    """The wording in the reader's language, else in another, marked as such."""
    words = "" if text is None else str(text)
    if foreign := _foreign(text):
        return format_html('<span lang="{}">{}</span>', foreign, words)
    return format_html("{}", words)


@register.filter
def paragraphs(text: object) -> SafeString:
    """A longer text, an empty line between its paragraphs."""
    words = linebreaks("" if text is None else str(text), autoescape=True)
    if foreign := _foreign(text):
        return format_html('<div lang="{}">{}</div>', foreign, SafeString(words))
    return SafeString(words)


@register.filter
def spoken(when: Period | date | None) -> SafeString:
    """A date or period in words; a machine finds it in the `time` element."""
    if when is None or when == "":
        return _unknown()
    if isinstance(when, datetime):
        when = timezone.localtime(when).date()
    if isinstance(when, date):
        return format_html('<time datetime="{}">{}</time>', when.isoformat(), dated(when))
    if when.precision == "range":
        return format_html("{}", in_words(when))
    return format_html('<time datetime="{}">{}</time>', when, in_words(when))


@register.filter
def number(value: Decimal | float | None, unit: object = "") -> SafeString:
    """A value with its unit; what is not known says so."""
    if value is None or value == "":
        return _unknown()
    words = "" if unit is None else str(unit)
    if foreign := _foreign(unit):
        return format_html(
            '{}\N{NO-BREAK SPACE}<span lang="{}">{}</span>', amount(value), foreign, words
        )
    return format_html("{}", amount(value, words))


@register.simple_tag
def certainty(how: str) -> SafeString:
    """How sure a statement is, in words."""
    label = Certainty(how).label if how in Certainty.values else how
    return badge(label, how)


@register.simple_tag
def badge(label: object, kind: str = "") -> SafeString:
    """A word or two with a shape of its own; `kind` is listed in badges.css."""
    return format_html('<span class="badge{}">{}</span>', f" badge-{kind}" if kind else "", label)


@register.inclusion_tag("ui/parts/mark.html")
def crossing(
    done: int | None = None,
    total: int | None = None,
    *,
    steps: Sequence[Any] | None = None,
    label: str = "",
    decorative: bool = False,
    css: str = "",
) -> dict[str, object]:
    """The mark: `crossing 3 7`, or `steps` with one truth for each milestone.

    `label` replaces the sentence that it says; `decorative` hides it from who listens.
    """
    if steps is None:
        done, total = max(done or 0, 0), max(total or 0, 0)
        steps = [place < done for place in range(total)]
    mark = drawn([bool(step) for step in steps])
    counted = {"done": mark.done, "total": mark.total}
    words = _("%(done)s of %(total)s steps done") % counted if mark.total else _("No steps yet")
    return {
        "mark": mark,
        "label": label or words,
        "decorative": decorative,
        "css": css,
        "high": HIGH,
        "wide": WIDE,
        "kerb": KERB,
        "bar_high": HIGH - 2 * KERB,
    }


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Label, hint, error and input of one field of a form."""
    return bound.as_field_group()


@register.simple_tag(takes_context=True)
def languages(context: template.Context) -> list[LanguageLink]:
    """The same page in each language; only the first word of an address differs."""
    request = context.get("request")
    path = request.get_full_path() if request is not None else "/"
    codes = [code for code, _name in settings.LANGUAGES]
    head, _slash, rest = path.lstrip("/").partition("/")
    if head not in codes:
        rest = ""
    return [
        LanguageLink(
            code, str(capfirst(get_language_info(code)["name_local"])), f"/{code}/{rest}",
            code == language(),
        )
        for code in codes
    ]  # fmt: skip


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, name: str, label: str) -> SafeString:
    """One entry of a city's navigation; nothing where the page does not exist."""
    request = context["request"]
    try:
        address = reverse(name, args=[request.actor.city.slug])
    except NoReverseMatch:
        return SafeString("")
    here = _here(request.resolver_match, name)
    return format_html('<li><a href="{}"{}>{}</a></li>', address, SafeString(here), label)


def _here(match: Any, name: str) -> str:
    if match is None:
        return ""
    if match.view_name == name:
        return ' aria-current="page"'
    # The pages of "city" are no family; those of a capability are.
    family = name.partition(":")[0]
    return ' aria-current="true"' if family != "city" and match.namespace == family else ""


@register.simple_tag
def first_id(bound: BoundField) -> str:
    """Where a link to a field must lead: of several inputs, the first."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.filter
def faulty(form: Any) -> list[BoundField]:
    """The fields of a form that have an error, in their order."""
    errors: Mapping[str, Any] = getattr(form, "errors", {})
    return [form[name] for name in form.fields if name in errors]


@register.filter
def dialled(phone: str) -> str:
    """A telephone number as a link dials it; what people wrote beside it is left out.

    >>> dialled("0800 12 800 (option 1)")
    '080012800'
    """
    return re.sub(r"[^+\d]", "", phone.partition("(")[0])


@register.filter
def tongue(code: str) -> str:
    """The name of a language, in the reader's."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:  # Django knows many, not all
        return code
