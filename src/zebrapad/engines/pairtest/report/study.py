"""The report of one study of pairs: two arms, four cells, agents, order."""

from collections.abc import Iterator

import numpy as np

from zebrapad.engines.pairtest.cells import Cells
from zebrapad.engines.pairtest.paired import Description, Index, describe, equivalence
from zebrapad.engines.pairtest.power import smallest_difference
from zebrapad.engines.pairtest.report.figures import Row, dots, forest
from zebrapad.engines.pairtest.report.numbers import written
from zebrapad.engines.pairtest.report.result import Figure, Number, Report, Sentence, Table
from zebrapad.engines.pairtest.wording import say

SURE = 0.05
CELLS = ("both", "only_control", "only_test", "neither")
INDICES = (
    ("difference", "points"),
    ("difference_invited", "percent"),
    ("gross_control", "percent"),
    ("gross_test", "percent"),
    ("callback_control", "percent"),
    ("callback_test", "percent"),
    ("callback_ratio", "plain"),
    ("relative_drop", "percent"),
    ("odds_ratio", "plain"),
    ("exclusive_share", "percent"),
)


def study(
    cells: Cells,
    *,
    control: str = "control",
    test: str = "test",
    language: str = "en",
    margin: float = 0.05,
) -> Report:
    """What one study of pairs says: every index, how sure, and what it could not have seen.

    Args:
        cells: One study.
        control: What the control arm is called.
        test: What the test arm is called.
        language: Language of the figures: nl, en or fr.
        margin: A difference that would matter, for the statement of equivalence.

    Raises:
        ValueError: Several studies at once, or a margin that is none.
    """
    if cells.n.ndim:
        raise ValueError("one study at a time: the cells must be single numbers")
    found = describe(cells)
    names = {"control": control, "test": test}
    return Report(
        title="study",
        sentences=tuple(_sentences(found, margin, names)),
        tables=(_cells_table(cells), _index_table(found), _interval_table(found), _p_table(found)),
        figures=(_dots(cells, names, language), _forest(found, language)),
        data={"names": names, "study": found.as_json()[0]},
        language=language,
    )


def _points(value: object) -> Number:
    return Number(float(np.asarray(value)), "points")


def _percent(value: object) -> Number:
    return Number(float(np.asarray(value)), "percent")


def _count(value: object) -> Number:
    return Number(float(np.asarray(value)), "count")


def _ends(index: Index, kind: str) -> dict[str, Number]:
    return {
        "low": Number(float(index.interval.low), kind),
        "high": Number(float(index.interval.high), kind),
    }


def _sentences(found: Description, margin: float, names: dict[str, str]) -> Iterator[Sentence]:
    cells, indices = found.cells, found.indices
    counts = {name: _count(getattr(cells, name)) for name in CELLS}
    yield Sentence("study.cells", {"n": _count(cells.n), **counts, **names})
    difference = float(indices.difference.value)
    key = "more" if difference > 0 else "less" if difference < 0 else "alike"
    told = {"difference": _points(abs(difference)), **_ends(indices.difference, "points")}
    yield Sentence(f"study.{key}", {**told, "n": _count(cells.n), **names})
    if cells.invited > 0:
        rate = {"rate": _percent(indices.difference_invited.value)}
        among = {"invited": _count(cells.invited)} | _ends(indices.difference_invited, "percent")
        yield Sentence("study.invited", rate | among)
    yield from _how_sure(found, margin)
    yield Sentence("study.gross", {"share": _percent(indices.gross_control.value), **names})


def _how_sure(found: Description, margin: float) -> Iterator[Sentence]:
    p = float(found.p.midp)
    yield Sentence("study.sure" if p < SURE else "study.unsure", {"p": Number(p, "p")})
    small = equivalence(found.cells, margin)
    yield Sentence("study.excluded", {"excluded": _points(small.excluded)})
    if float(small.p) < small.alpha:
        yield Sentence("study.small", {"margin": _points(margin), "p": Number(float(small.p), "p")})
    share = min(float(found.indices.gross_control.value), float(found.indices.gross_test.value))
    least = smallest_difference(int(found.cells.n), max(share, 0.5 / int(found.cells.n)))
    if not np.isnan(least):
        yield Sentence("study.smallest", {"n": _count(found.cells.n), "least": _points(least)})
    else:
        yield Sentence("study.too_small", {"n": _count(found.cells.n)})


def _cells_table(cells: Cells) -> Table:
    rows = tuple((name, _count(getattr(cells, name))) for name in CELLS)
    return Table("cells", ("cell", "pairs"), (*rows, ("all", _count(cells.n))))


def _index_table(found: Description) -> Table:
    rows = tuple(_index_row(name, getattr(found.indices, name), kind) for name, kind in INDICES)
    return Table("indices", ("index", "value", "low", "high"), rows)


def _index_row(name: str, index: Index, kind: str) -> tuple[str | Number, ...]:
    values = (index.value, index.interval.low, index.interval.high)
    return (name, *(Number(float(value), kind) for value in values))


def _interval_table(found: Description) -> Table:
    rows = tuple(
        (name, _points(interval.low), _points(interval.high))
        for name, interval in found.intervals.items()
    )
    return Table("intervals", ("method", "low", "high"), rows)


def _p_table(found: Description) -> Table:
    names = ("exact", "midp", "asymptotic", "continuity")
    rows = tuple((name, Number(float(getattr(found.p, name)), "p")) for name in names)
    return Table("p_values", ("method", "p"), rows)


def _dots(cells: Cells, names: dict[str, str], language: str) -> Figure:
    says = Sentence("figure.dots", {"n": _count(cells.n)})
    labels = [say(f"figure.{name}", language, **names) for name in CELLS]
    counts = [int(getattr(cells, name)) for name in CELLS]
    text = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    return Figure("dots", dots(counts, labels, title=said(says, language), text=text), says)


def _forest(found: Description, language: str) -> Figure:
    says = Sentence("figure.forest")
    value = float(found.indices.difference.value)
    rows = [
        Row(say(f"table.{name}", language), value, float(interval.low), float(interval.high))
        for name, interval in found.intervals.items()
    ]
    text = "; ".join(
        f"{row.label}: {_written(row.low, language)} – {_written(row.high, language)}"
        for row in rows
    )
    drawn = forest(
        rows, title=said(says, language), text=text, written=lambda v: _written(v, language)
    )
    return Figure("forest", drawn, says)


def _written(value: float, language: str) -> str:
    return written(Number(value, "points"), language)


def said(sentence: Sentence, language: str) -> str:
    """A sentence in a language, its numbers as that language writes them."""
    filled = {
        name: written(value, language) if isinstance(value, Number) else value
        for name, value in sentence.filled.items()
    }
    return say(sentence.key, language, **filled)
