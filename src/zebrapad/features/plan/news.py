"""What is new around the plan: happenings, versions and values, with names that last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text
from zebrapad.core.ui.wording import in_words
from zebrapad.features.plan import words
from zebrapad.features.plan.content import HappeningContent, PlanContent

# An entry's name must outlast a change of domain, so it is made from the city and the
# entry alone (RFC 4287, 4.2.6); this is the space that these names are made in.
SPACE = UUID("6f0e2c6e-5b0c-4d53-9d0a-3f2b7c1f8a54")
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One entry, in the reader's language."""

    name: str
    title: str
    text: str
    language: str
    recorded: datetime
    about: date
    page: str
    key: str | int | None


def named(*parts: object) -> str:
    return uuid5(SPACE, "/".join(str(part) for part in parts)).urn


def newest(news: Iterable[News]) -> tuple[News, ...]:
    """The last days first; of one day, what is about the latest first."""
    ordered = sorted(news, key=lambda each: (each.recorded.date(), each.about), reverse=True)
    return tuple(ordered[:MOST])


def of_happenings(
    city: str,
    happenings: Iterable[HappeningContent],
    recorded: Mapping[str, datetime],
    plan: PlanContent | None,
) -> list[News]:
    return [
        News(
            name=named(city, "happening", each.key),
            title=str(each.title),
            text="\n\n".join(filter(None, (_when(each.period), str(each.text), str(each.place)))),
            language=each.title.language,
            recorded=recorded[each.key],
            about=each.period.ends if each.period else date.min,
            page="action" if plan and plan.action(each.action) else "home",
            key=each.action or None,
        )
        for each in happenings
        if each.key in recorded
    ]


def _when(period: Period | None) -> str:
    return in_words(period) if period else ""


def of_values(
    city: str, plan: PlanContent, recorded: Mapping[tuple[str, Period, str], datetime]
) -> list[News]:
    """One entry for each value of the whole; its parts are on its page."""
    return [
        News(
            name=named(city, "value", indicator.key, value.period, value.series),
            title=f"{indicator.title}: {words.value(indicator, value)}",
            text="\n\n".join(filter(None, (_when(value.period), str(value.note)))),
            language=indicator.title.language,
            recorded=recorded[(indicator.key, value.period, value.series)],
            about=value.period.ends,
            page="indicator",
            key=indicator.key,
        )
        for indicator in plan.indicators
        for value in indicator.totals
        if (indicator.key, value.period, value.series) in recorded
    ]


def of_version(city: str, number: int, reason: Text, published: datetime) -> News:
    return News(
        name=named(city, "version", number),
        title=_("Version %(number)s of the plan is published") % {"number": number},
        text=str(reason),
        language=(get_language() or "en").split("-")[0],
        recorded=published,
        about=published.date(),
        page="version",
        key=number,
    )
