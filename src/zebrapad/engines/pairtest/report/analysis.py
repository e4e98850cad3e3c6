"""The report of pairs as they were drawn and answered: what was left out, and by stratum."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from zebrapad.engines.pairtest.clustered import exact_flips, robust
from zebrapad.engines.pairtest.data import Pairs, by_stratum
from zebrapad.engines.pairtest.paired import describe
from zebrapad.engines.pairtest.report.result import Number, Report, Sentence, Table
from zebrapad.engines.pairtest.report.study import study


def analysis(
    found: Pairs,
    strata: Sequence[str],
    *,
    control: str,
    test: str,
    language: str = "en",
    margin: float = 0.05,
) -> Report:
    """The report of a study with what was left out and each stratum by itself.

    Args:
        found: Whole pairs, with invited or not as outcome.
        strata: Names of the strata, as the enquiries have them.
        control: Name of the control arm.
        test: Name of the test arm.
        language: Language of the figures.
        margin: A difference that would matter.
    """
    made = study(found.cells, control=control, test=test, language=language, margin=margin)
    left = {name: getattr(found, name) for name in ("one_arm", "undelivered", "unknown")}
    counts = {name: Number(count, "count") for name, count in left.items()}
    total = Number(sum(left.values()), "count")
    scope = Sentence("analysis.scope", {"n": Number(len(found), "count"), "left": total, **counts})
    sentences = (scope, *made.sentences, *_by_agent(found))
    names = [strata[i] for i in np.unique(found.stratum)]
    tables = made.tables
    if len(names) > 1:
        tables = (*tables, _by_stratum(found, names))
    return replace(
        made,
        title="analysis",
        sentences=sentences,
        tables=tables,
        data=dict(made.data) | {"left_out": left},
    )


def _by_agent(found: Pairs) -> Iterator[Sentence]:
    """The interval that knows which pairs share an agent; nothing where none do."""
    agents = len(np.unique(found.agent))
    if agents == len(found) or agents < 2:
        return
    known = robust(found.difference, found.agent)
    low, high = (Number(end, "points") for end in known.interval)
    filled = {"agents": Number(agents, "count"), "low": low, "high": high}
    p = exact_flips(found.difference, found.agent).p
    yield Sentence("analysis.agents", filled | {"p": Number(p, "p")})


def _by_stratum(found: Pairs, names: Sequence[str]) -> Table:
    each = describe(by_stratum(found))
    interval = each.indices.difference.interval
    rows = tuple(
        (
            name,
            Number(int(n), "count"),
            Number(float(value), "points"),
            Number(float(low), "points"),
            Number(float(high), "points"),
        )
        for name, n, value, low, high in zip(
            names,
            each.cells.n,
            each.indices.difference.value,
            interval.low,
            interval.high,
            strict=True,
        )
    )
    return Table("strata", ("stratum", "pairs", "value", "low", "high"), rows)
