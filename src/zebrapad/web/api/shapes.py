"""What the API answers with, where it isn't a content of the plan or the city as it is.

Shapes that are a content with parts left out are made from it, so that a field added
there is a field here.
"""

from dataclasses import dataclass, field, fields, make_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, get_type_hints

from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text
from zebrapad.features.plan.content import IndicatorContent, MeasurementContent, PlanContent


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexAnswer:
    name: str
    version: str
    languages: tuple[str, ...]
    licence: str
    source: str
    description: str
    cities: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCityAnswer:
    slug: str
    name: Text
    country: str
    example: bool
    address: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAnswer:
    number: int
    plan: str
    published: datetime
    reason: Text
    digest: str
    frozen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeVersionAnswer(VersionAnswer):
    content: PlanContent


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswer:
    key: str
    period: Period
    value: Decimal | None
    n: int | None
    low: Decimal | None
    high: Decimal | None
    method: str
    published: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAnswer:
    """How the indicator stands today by the rules of progress; see docs/progress.md."""

    finding: str
    doubts: tuple[str, ...]
    old: bool
    behind: bool | None
    change: Decimal | None
    expected_by_now: Decimal | None


def _with(cls: type[Any], name: str, *, without: set[str], more: dict[str, Any]) -> type[Any]:
    hints = get_type_hints(cls)
    taken = [(f.name, hints[f.name], field()) for f in fields(cls) if f.name not in without]
    added = [(name, hint, field()) for name, hint in more.items()]
    return make_dataclass(name, [*taken, *added], frozen=True, slots=True, kw_only=True)


PublishedPlanAnswer = _with(
    PlanContent,
    "PublishedPlanAnswer",
    without={"actions", "indicators", "evidence", "organisations"},
    more={
        "version": int,
        "published": datetime,
        "digest": str,
        "actions": tuple[str, ...],
        "indicators": tuple[str, ...],
    },
)
NOW = {"newest": MeasurementContent | None, "standing": StandingAnswer}
ListedIndicatorAnswer = _with(
    IndicatorContent, "ListedIndicatorAnswer", without={"measurements"}, more=NOW
)
JudgedIndicatorAnswer = _with(IndicatorContent, "JudgedIndicatorAnswer", without=set(), more=NOW)


def made(cls: type[Any], row: Any, **given: Any) -> Any:
    """A shape from something with fields of the same names; `given` are those it lacks."""
    names = (f.name for f in fields(cls))
    return cls(**{name: given[name] if name in given else getattr(row, name) for name in names})
