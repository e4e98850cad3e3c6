"""What a chart says in words: its numbers, its key, and its description for who listens."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zebrapad.core.cities.periods import Period
from zebrapad.core.ui.charts.marks import MOST_WHISKERS, Mark, periods, size_of
from zebrapad.core.ui.charts.scales import Paper
from zebrapad.core.ui.wording import amount, in_words
from zebrapad.engines.progress import Point


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the key: a sign and what it stands for."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """The facts of a chart, and how they are worded in the reader's language."""

    points: Sequence[Point]
    baseline: Point | None
    target: Decimal | None
    target_year: int | None
    unit: str
    yes_no: bool

    @property
    def measured(self) -> list[Point]:
        return [p for p in self.points if p.value is not None]

    @property
    def newest(self) -> Point | None:
        return max(self.measured, key=lambda p: p.age, default=None)

    def heights(self) -> list[Decimal]:
        """Every value that must be on the chart."""
        aims = [] if self.target is None else [self.target]
        ends = [x for p in self.points for x in (p.low, p.value, p.high) if x is not None]
        return aims + ends

    def number(self, value: Decimal) -> str:
        if self.yes_no and value in (0, 1):
            return _("yes") if value else _("no")
        return amount(value)

    def with_unit(self, value: Decimal) -> str:
        return self.number(value) if self.yes_no else amount(value, self.unit)

    def rank(self, point: Point) -> int:
        """Whose number comes first where there is little room."""
        return 0 if point == self.newest else 1 if point == self.baseline else 2

    def words(self, point: Point, *, few: bool, some: bool) -> list[str]:
        """What may stand beside a point, the best first; with a question mark where unsure."""
        if point.value is None:
            return []
        sure = point.certain or not some
        said = [self.number(point.value)] if few or self.rank(point) == 0 else []
        if point == self.baseline:
            number = self.number(point.value)
            said = [_("baseline %(value)s") % {"value": number}, _("baseline"), number]
        return said if sure else [*(f"{words} ?" for words in said), "?"]

    def target_words(self, target: Decimal) -> str:
        told = {"value": self.number(target), "year": self.target_year}
        if self.target_year:
            return _("target %(value)s by %(year)s") % told
        return _("target %(value)s") % told

    def nothing(self) -> list[str]:
        """What stands in the place of a chart that has no value."""
        words = [_("The value is not known.") if self.points else _("Nothing measured yet.")]
        if self.target is not None:
            words.append(f"{capfirst(self.target_words(self.target))}.")
        return words

    def summary(self) -> str:
        """The chart for someone who does not see it; the table beside it has every value."""
        if not self.measured:
            return " ".join(self.nothing())
        first, newest = self.measured[0], self.newest or self.measured[-1]
        words = [
            ngettext("%(count)s value.", "%(count)s values.", len(self.measured))
            % {"count": len(self.measured)}
        ]
        if len(self.measured) > 1:
            words.append(_("First: %(value)s, %(when)s.") % self._said(first))
        words.append(_("Newest: %(value)s, %(when)s.") % self._said(newest))
        if self.target is not None:
            words.append(f"{capfirst(self.target_words(self.target))}.")
        return " ".join(words + self._warnings())

    def _said(self, point: Point) -> dict[str, str]:
        assert point.value is not None  # noqa: S101 - of the measured
        when = in_words(Period(point.starts, point.ends))
        return {"value": self.with_unit(point.value), "when": when}

    def _warnings(self) -> list[str]:
        doubted = sum(not p.certain for p in self.measured)
        unknown = len(self.points) - len(self.measured)
        words = []
        if doubted:
            words.append(_("Not certain: %(count)s.") % {"count": doubted})
        if unknown:
            words.append(_("Not known: %(count)s.") % {"count": unknown})
        if len({p.series for p in self.measured}) > 1:
            words.append(_("The method changed; values before and after can't be compared."))
        return words

    def legend(self, drawn: Sequence[Mark], paper: Paper) -> list[Entry]:
        """What the chart uses that does not say itself what it is."""
        wide = sum(p.low is not None for p in self.points)
        others = [m.shape for m in drawn if not m.current and m.y is not None]
        started = self.baseline is not None and self.baseline.value is not None
        entries = {
            Entry("hollow", _("? not certain")): any(not p.certain for p in self.measured),
            Entry("dots", _("baseline")): started,
            Entry("band" if wide > MOST_WHISKERS else "whisker", _("interval")): wide > 0,
            Entry("cross", _("not known")): len(self.measured) < len(self.points),
            Entry("period", _("period of the value")): bool(
                periods(drawn, paper, size_of(len(drawn)))
            ),
            Entry(others[0] if others else "", _("other method")): bool(others),
        }
        return [entry for entry, used in entries.items() if used]
