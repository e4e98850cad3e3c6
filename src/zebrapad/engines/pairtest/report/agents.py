"""The report of agents: how they differ, and of whom anything can be said."""

from collections.abc import Iterator, Sequence

import numpy as np

from zebrapad.engines.pairtest.agents import Study, Tally, describe, share_above
from zebrapad.engines.pairtest.report.figures import distribution
from zebrapad.engines.pairtest.report.numbers import written
from zebrapad.engines.pairtest.report.result import Figure, Number, Report, Sentence, Table
from zebrapad.engines.pairtest.report.study import said

TOP_SHARE = 0.2
ENOUGH = 20  # agents; the law of fewer is drawn from next to nothing


def agents(
    counted: Tally, names: Sequence[str], rng: np.random.Generator, *, language: str = "en"
) -> Report:
    """How agents differ; a single one is in it only if something can be said of it.

    Args:
        counted: From `agents.tally`, with places in `names` as agents.
        names: What each agent is called.
        rng: For the permutation test.
        language: Language of the figure.
    """
    found = describe(counted, rng)
    return Report(
        title="agents",
        sentences=tuple(_sentences(found, counted)),
        tables=tuple(_tables(found, names)),
        figures=tuple(_figures(found, language)),
        data={"agents": _plain(found, counted, names)},
        language=language,
    )


def _sentences(found: Study, counted: Tally) -> Iterator[Sentence]:
    pairs = counted.pairs
    yield Sentence(
        "agents.counted",
        {
            "agents": Number(pairs.size, "count"),
            "pairs": Number(int(pairs.sum()), "count"),
            "median": Number(float(np.median(pairs)), "count"),
        },
    )
    if found.spread is not None:
        numbers = {"sd": found.spread.sd, "mean": found.spread.mean}
        yield Sentence("agents.spread", {n: Number(v, "points") for n, v in numbers.items()})
    if found.alike is not None:
        yield Sentence("agents.alike", {"p": Number(found.alike.p, "p")})
    if found.prior is not None and pairs.size >= ENOUGH:
        share = Number(share_above(found.prior, 0.0).estimate, "percent")
        yield Sentence("agents.favouring", {"share": share})
    if found.concentration is not None and pairs.size >= ENOUGH:
        top = Number(found.concentration.top, "percent")
        yield Sentence("agents.top", {"top": top, "share": Number(TOP_SHARE, "percent")})
    for note in found.said.notes:
        yield Sentence(note, {"needed": Number(found.said.needed, "count")})


def _tables(found: Study, names: Sequence[str]) -> Iterator[Table]:
    if found.single is None:
        return
    one = found.single
    card = one.grades.grade.tolist() if one.grades else [None] * one.p.size
    means = one.posterior.mean.tolist() if one.posterior else [float("nan")] * one.p.size
    each = zip(one.agent.tolist(), one.p.tolist(), one.flags.q.tolist(), means, card, strict=True)
    rows = tuple(
        (
            names[agent],
            Number(p, "p"),
            Number(q, "p"),
            Number(mean, "points"),
            None if grade is None else Number(grade, "count"),
        )
        for agent, p, q, mean, grade in each
    )
    yield Table("agents", ("agent", "p", "q", "posterior", "grade"), rows)


def _figures(found: Study, language: str) -> Iterator[Figure]:
    if found.prior is None or found.gaps.pairs.size < ENOUGH:
        return
    says = Sentence("figure.agents")
    gap, weight = found.prior.gap, found.prior.weight
    inside = (gap >= -1) & (gap <= 1)
    drawn = distribution(
        gap[inside].tolist(),
        weight[inside].tolist(),
        found.gaps.difference.tolist(),
        title=said(says, language),
        text=said(says, language),
        written=lambda v: written(Number(v, "points"), language),
    )
    yield Figure("agents", drawn, says)


def _plain(found: Study, counted: Tally, names: Sequence[str]) -> dict[str, object]:
    spread, single = found.spread, found.single
    return {
        "agents": int(counted.pairs.size),
        "pairs": int(counted.pairs.sum()),
        "sd": spread.sd if spread else None,
        "p_alike": found.alike.p if found.alike else None,
        "notes": list(found.said.notes),
        "single": [
            {"agent": names[agent], "p": p, "q": q}
            for agent, p, q in zip(
                single.agent.tolist(), single.p.tolist(), single.flags.q.tolist(), strict=True
            )
        ]
        if single
        else [],
    }
