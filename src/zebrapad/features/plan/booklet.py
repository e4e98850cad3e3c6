"""The published plan as a document: what stands in it, set by `booklet.typ`.

All that people wrote goes to typst as data, never as its code, so no text can become
an instruction. Of one version on one day the same bytes come out each time.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zebrapad.core.cities.content import EvidenceContent
from zebrapad.core.cities.texts import Text
from zebrapad.core.ui.crossing import COLOURS
from zebrapad.core.ui.wording import dated, in_words
from zebrapad.features.plan import standing, words
from zebrapad.features.plan.content import (
    ActionContent,
    IndicatorContent,
    MeasurementContent,
    PlanContent,
    statements,
)

LAYOUT = Path(__file__).with_suffix(".typ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Booklet:
    """What a document is made of; `page` is where the plan is read on the web."""

    city: str
    plan: PlanContent
    number: int
    published: datetime
    digest: str
    today: date
    page: str
    licence: str


def typeset(booklet: Booklet) -> bytes:
    """The document as PDF/UA-1: tagged, with language, title and texts for pictures.

    Where a letter is in none of its fonts it is the same without the standard's seal.
    """
    content = json.dumps(_Setter(booklet).content(), ensure_ascii=False)
    try:
        return _compiled(content, booklet.today, sealed=True)
    except typst.TypstError:
        # The standard forbids a letter without a drawing; the reader still gets the plan.
        return _compiled(content, booklet.today, sealed=False)


def _compiled(content: str, today: date, *, sealed: bool) -> bytes:
    return typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=["ua-1"] if sealed else [],
        sys_inputs={"content": content},
        timestamp=datetime.combine(today, time(), UTC),
    )


class _Setter:
    """Puts a plan into the words and numbers that the layout needs."""

    def __init__(self, booklet: Booklet) -> None:
        self.booklet = booklet
        self.plan = booklet.plan
        used = {key for statement in statements(self.plan) for key in statement.sources}
        self.cited = self.plan.cited(sorted(used))
        self.numbers = {evidence.key: n for n, evidence in enumerate(self.cited, 1)}

    def content(self) -> dict[str, Any]:
        plan = self.plan
        return {
            "language": (get_language() or "en").split("-")[0],
            "city": self.booklet.city,
            "title": str(plan.title),
            "day": [self.booklet.today.year, self.booklet.today.month, self.booklet.today.day],
            "colours": COLOURS,
            "cover": self._cover(),
            "labels": _labels(),
            "summary": said(plan.summary),
            "note": said(plan.note),
            "decision": self._decision(),
            "goals": [
                {"title": said(g.title), "text": said(g.text), "refs": self._refs(g.sources)}
                for g in plan.goals
            ],
            "actions": [self._action(action) for action in plan.actions],
            "others": [self._indicator(i) for i in plan.indicators if not plan.action(i.action)],
            "remarks": [self._remark(remark) for remark in plan.remarks],
            "sources": [_source(evidence) for evidence in self.cited],
            "colophon": self._colophon(),
        }

    def _cover(self) -> dict[str, Any]:
        stretch = (self.plan.starts, self.plan.ends)
        return {
            "period": " – ".join(in_words(each) for each in stretch if each),
            "version": _("Version %(number)s, published on %(day)s")
            % {"number": self.booklet.number, "day": dated(self.booklet.published.date())},
            "state": _("State of %(day)s") % {"day": dated(self.booklet.today)},
            "page": self.booklet.page,
            "mark": _("Rainbow crossing"),
        }

    def _decision(self) -> list[dict[str, str]]:
        plan = self.plan
        when = [{"words": in_words(plan.decided), "language": ""}] if plan.decided else []
        address = [{"words": plan.decision_uri, "language": ""}] if plan.decision_uri else []
        return [*said(plan.decision), *when, *address]

    def _action(self, action: ActionContent) -> dict[str, Any]:
        today = self.booklet.today
        status = action.status(today)
        is_done = [standing.is_done(each, today) for each in action.milestones]
        counted = {"done": sum(is_done), "total": len(is_done)}
        return {
            "title": said(action.name),
            "official": said(action.title) if action.working_title else [],
            "text": said(action.text),
            "refs": self._refs(action.sources),
            "status": words.state(status),
            "since": in_words(status.period) if status else "",
            "reason": said(status.text) if status else [],
            "facts": self._facts(action),
            "note": said(action.note),
            "steps": is_done,
            "counted": _("%(done)s of %(total)s steps done") % counted,
            "milestones": [
                {
                    "title": said(m.title),
                    "text": said(m.text),
                    "state": words.step(m, today),
                    "sure": _unsure(m.certainty),
                    "refs": self._refs(m.sources),
                }
                for m in action.milestones
            ],
            "indicators": [self._indicator(i) for i in self.plan.indicators_of(action.key)],
        }

    def _facts(self, action: ActionContent) -> list[dict[str, Any]]:
        ends = _("goes on, without an end") if action.continuous else ""
        told = (
            (_("Led by"), self._names(action.leads)),
            (_("Partners"), self._names(action.partners)),
            (_("Contact"), said(action.contact)),
            (_("Starts"), plain(in_words(action.starts) if action.starts else "")),
            (_("Ends"), plain(dated(action.ends) if action.ends else ends)),
            (_("Code in the municipal plan"), plain(action.planning_code)),
            (_("Blocked by"), said(action.blocked_by)),
            (_("Goes on when"), said(action.unblocked_when)),
        )
        return [{"label": label, "value": value} for label, value in told if value]

    def _names(self, keys: Iterable[str]) -> list[dict[str, str]]:
        return plain(", ".join(each.name for each in self.plan.named(keys)))

    def _indicator(self, indicator: IndicatorContent) -> dict[str, Any]:
        judged = standing.judged(indicator, self.booklet.today)
        newest = standing.newest(indicator, judged)
        target = standing.aim(indicator, self.booklet.today)
        return {
            "title": said(indicator.title),
            "definition": said(indicator.definition),
            "refs": self._refs(indicator.sources),
            "newest": words.value(indicator, newest) if newest else _("not known"),
            "when": in_words(newest.period) if newest else "",
            "target": words.target(indicator, target) if target else _("none set"),
            "sentences": words.sentences(indicator, judged, self.booklet.today),
            "note": said(indicator.note),
            "values": [self._value(indicator, m) for m in indicator.measurements],
        }

    def _value(self, indicator: IndicatorContent, measured: MeasurementContent) -> dict[str, Any]:
        return {
            "period": in_words(measured.period),
            "part": words.part(self.plan, measured.slice),
            "value": words.value(indicator, measured),
            "margin": words.margin(measured),
            "n": str(measured.n or ""),
            "sure": words.certainty(measured.certainty),
            "refs": self._refs(measured.sources),
            "note": said(measured.note),
        }

    def _remark(self, remark: Any) -> dict[str, Any]:
        kinds = {
            "contradiction": _("Sources disagree"),
            "unknown": _("Not known"),
            "context": _("Context"),
        }
        return {
            "kind": kinds.get(remark.kind, ""),
            "topic": said(remark.topic),
            "texts": [said(text) for text in (remark.text, remark.other, remark.advice) if text],
            "refs": self._refs(remark.sources),
        }

    def _refs(self, keys: Iterable[str]) -> list[int]:
        return sorted(self.numbers[key] for key in keys if key in self.numbers)

    def _colophon(self) -> list[dict[str, str]]:
        return [
            {"label": _("Version"), "value": str(self.booklet.number)},
            {"label": _("Published"), "value": dated(self.booklet.published.date())},
            {"label": _("State of"), "value": dated(self.booklet.today)},
            {"label": _("Digest of the version (SHA-256)"), "value": self.booklet.digest},
            {"label": _("On the web"), "value": self.booklet.page},
            {"label": _("Licence"), "value": self.booklet.licence},
        ]


def said(text: Text) -> list[dict[str, str]]:
    """The paragraphs of a text, each with its language; none where there is no text."""
    parts = (part.strip() for part in str(text).split("\n\n"))
    return [{"words": part, "language": text.language} for part in parts if part]


def plain(text: str) -> list[dict[str, str]]:
    return [{"words": text, "language": ""}] if text else []


def _unsure(certainty: str) -> str:
    return words.certainty(certainty) if certainty in ("inferred", "unknown") else ""


def _source(evidence: EvidenceContent) -> dict[str, Any]:
    published = in_words(evidence.published) if evidence.published else ""
    return {
        "title": said(evidence.title),
        "by": ", ".join(filter(None, (evidence.publisher, published))),
        "address": evidence.address,
    }


def _labels() -> dict[str, str]:
    return {
        "contents": _("Contents"),
        "summary": _("In short"),
        "decision": _("Adopting decision"),
        "goals": _("Goals"),
        "action": _("Action %(number)s") % {"number": "§"},
        "status": _("Status"),
        "milestones": _("Milestones"),
        "indicators": _("Indicators"),
        "others": _("Other indicators"),
        "newest": _("Newest value"),
        "target": _("Target"),
        "period": _("Period"),
        "part": _("Part"),
        "value": _("Value"),
        "margin": _("Margin"),
        "n": _("Out of (n)"),
        "sure": _("How sure"),
        "sources": _("Sources"),
        "remarks": _("What to know when reading"),
        "colophon": _("About this document"),
        "page": _("Page %(number)s of %(total)s") % {"number": "§", "total": "¶"},
        "note": _("Note"),
    }
