"""The report of several studies."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np

from zebrapad.engines.pairtest.pooling import Effects, Pooled, pool
from zebrapad.engines.pairtest.report.figures import Row, forest
from zebrapad.engines.pairtest.report.numbers import written
from zebrapad.engines.pairtest.report.result import Figure, Number, Report, Sentence, Table
from zebrapad.engines.pairtest.report.study import said
from zebrapad.engines.pairtest.wording import say

FAR = 1.959963984540054


def pooled(
    effects: Effects, names: Sequence[str], *, method: str = "reml", language: str = "en"
) -> Report:
    """What several studies say together, on the difference over all pairs.

    Args:
        effects: Differences of at least two studies.
        names: What each study is called.
        method: As in `pooling.pool`.
        language: Language of the figure.

    Raises:
        ValueError: Names don't fit, or the effects are no differences.
    """
    if effects.measure != "difference" or len(names) != len(effects):
        raise ValueError("effects must be differences, with a name for each study")
    found = pool(effects, method=method)
    return Report(
        title="pooled",
        sentences=tuple(_sentences(found)),
        tables=(_table(effects, names, found),),
        figures=(_figure(effects, names, found, language),),
        data={"pooled": _plain(found)},
        language=language,
    )


def _points(value: float) -> Number:
    return Number(value, "points")


def _sentences(found: Pooled) -> Iterator[Sentence]:
    low, high = found.interval
    ends = {"low": _points(low), "high": _points(high)}
    mean = {"k": Number(found.studies, "count"), "mean": _points(found.estimate)}
    yield Sentence("pooled.mean", {**mean, **ends, "p": Number(found.p, "p")})
    spread = found.heterogeneity
    yield Sentence(
        "pooled.spread",
        {
            "tau": _points(float(np.sqrt(spread.tau2))),
            "share": Number(spread.i2, "percent"),
            "p": Number(spread.p, "p"),
        },
    )
    if not np.isnan(found.prediction[0]):
        low, high = found.prediction
        yield Sentence("pooled.prediction", {"low": _points(low), "high": _points(high)})


def _ends(effects: Effects) -> tuple[list[float], list[float]]:
    half = FAR * np.sqrt(effects.variance)
    return (effects.estimate - half).tolist(), (effects.estimate + half).tolist()


def _table(effects: Effects, names: Sequence[str], found: Pooled) -> Table:
    low, high = _ends(effects)
    each = zip(names, effects.estimate.tolist(), low, high, found.weights.tolist(), strict=True)
    rows = [
        (name, _points(value), _points(a), _points(b), Number(weight, "percent"))
        for name, value, a, b, weight in each
    ]
    mean = (_points(found.estimate), *map(_points, found.interval), Number(1.0, "percent"))
    return Table(
        "studies", ("study", "value", "low", "high", "weight"), (*rows, ("together", *mean))
    )


def _figure(effects: Effects, names: Sequence[str], found: Pooled, language: str) -> Figure:
    says = Sentence("figure.pooled")
    low, high = _ends(effects)
    most = float(found.weights.max())
    each = zip(names, effects.estimate.tolist(), low, high, found.weights.tolist(), strict=True)
    rows = [Row(name, value, a, b, weight=weight / most) for name, value, a, b, weight in each]
    rows.append(Row(say("table.together", language), found.estimate, *found.interval, pooled=True))
    text = " ".join(said(sentence, language) for sentence in _sentences(found))

    def points(value: float) -> str:
        return written(_points(value), language)

    return Figure(
        "pooled", forest(rows, title=said(says, language), text=text, written=points), says
    )


def _plain(found: Pooled) -> dict[str, object]:
    """Plain numbers; what is not finite is null."""
    plain = asdict(found) | {"weights": found.weights.tolist()}
    return {name: _finite(value) for name, value in plain.items()}


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
