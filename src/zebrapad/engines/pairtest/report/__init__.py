"""One result with its tables, sentences and figures, as text, JSON or a page, in nl, en and fr."""

from zebrapad.engines.pairtest.report.agents import agents
from zebrapad.engines.pairtest.report.analysis import analysis
from zebrapad.engines.pairtest.report.forms import as_json, html, plain
from zebrapad.engines.pairtest.report.numbers import written
from zebrapad.engines.pairtest.report.pooled import pooled
from zebrapad.engines.pairtest.report.result import Figure, Number, Report, Sentence, Table
from zebrapad.engines.pairtest.report.sizes import sizes
from zebrapad.engines.pairtest.report.study import said, study

__all__ = [
    "Figure",
    "Number",
    "Report",
    "Sentence",
    "Table",
    "agents",
    "analysis",
    "as_json",
    "html",
    "plain",
    "pooled",
    "said",
    "sizes",
    "study",
    "written",
]
