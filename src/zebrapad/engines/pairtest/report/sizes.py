"""The report of a planned study: what so many pairs can see."""

import numpy as np

from zebrapad.engines.pairtest.power import Plan, Shares, curve, pairs_needed
from zebrapad.engines.pairtest.report.figures import Line, lines
from zebrapad.engines.pairtest.report.numbers import written
from zebrapad.engines.pairtest.report.result import Figure, Number, Report, Sentence, Table
from zebrapad.engines.pairtest.report.study import said
from zebrapad.engines.pairtest.wording import say

POINTS = 24


def sizes(found: Plan, shares: Shares, *, language: str = "en") -> Report:
    """What a study of this size can see, and how many pairs the wanted power needs.

    Args:
        found: From `power.plan`.
        shares: What was supposed there.
        language: Language of the figure.
    """
    needed = (
        pairs_needed(shares, wanted=found.wanted, alpha=found.alpha) if shares.difference else None
    )
    numbers = {
        "pairs": Number(found.pairs, "count"),
        "effective": Number(found.effective, "count"),
        "power": Number(found.power, "percent"),
        "wanted": Number(found.wanted, "percent"),
        "difference": Number(shares.difference, "points"),
        "least": Number(found.smallest, "points"),
        "excluded": Number(found.excluded, "points"),
    }
    sentences = [Sentence("sizes.power", numbers), Sentence("sizes.least", numbers)]
    if not np.isnan(found.excluded):
        sentences.append(Sentence("sizes.excluded", numbers))
    if needed is not None:
        sentences.append(Sentence("sizes.needed", numbers | {"needed": Number(needed, "count")}))
    names = ("pairs", "effective", "power", "least", "excluded")
    table = Table("sizes", ("what", "value"), tuple((f"sizes_{n}", numbers[n]) for n in names))
    data = {name: _finite(number.value) for name, number in numbers.items()}
    return Report(
        title="sizes",
        sentences=tuple(sentences),
        tables=(table,),
        figures=(_figure(found, shares, language),),
        data={"plan": data | {"needed": needed}},
        language=language,
    )


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _figure(found: Plan, shares: Shares, language: str) -> Figure:
    says = Sentence("figure.power", {"difference": Number(shares.difference, "points")})
    x = np.unique(
        np.linspace(max(10, found.effective / 10), 2 * found.effective, POINTS).astype(int)
    )
    y = curve(x, shares, alpha=found.alpha)
    drawn = lines(
        [Line(said(says, language), x.tolist(), y.tolist())],
        title=said(says, language),
        text=said(says, language),
        x_label=say("table.pairs", language),
        y_written=lambda v: written(Number(v, "percent"), language),
        level=found.wanted,
    )
    return Figure("power", drawn, says)
