"""What each verb does: a file in, a text out."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import numpy as np

from zebrapad.engines.pairtest import data, report
from zebrapad.engines.pairtest.command.drawing import as_csv, as_json, drawing
from zebrapad.engines.pairtest.report import Report


def run(asked: argparse.Namespace) -> str:
    """The answer to a command, as text.

    Raises:
        ValueError: The input can't be used; an `ImpossibleTable` names where.
        OSError: The file can't be read.
    """
    return _RUNS[asked.verb](asked)


def _written(asked: argparse.Namespace) -> data.Written:
    pairs = [name.partition("=") for name in asked.column]
    if any(not theirs for _ours, _is, theirs in pairs):
        raise ValueError("--column takes our name, =, and the file's name: pair=listing_id")
    separator = "\t" if asked.separator == "tab" else asked.separator
    names = {ours: theirs for ours, _is, theirs in pairs}
    return data.Written(separator=separator, decimal=asked.decimal, names=names)


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    if str(path) == "-":
        yield sys.stdin
    else:
        with path.open(encoding="utf-8", newline="") as file:
            yield file


def _said(made: Report, asked: argparse.Namespace) -> str:
    if asked.json:
        return report.as_json(made, asked.language)
    form = report.html if asked.html else report.plain
    return form(made, asked.language)


def _cells(asked: argparse.Namespace) -> data.Studies:
    with _opened(asked.file) as file:
        return data.read_cells(file, _written(asked))


def _enquiries(asked: argparse.Namespace) -> data.Enquiries:
    def told(rows: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{rows} …", end="", file=sys.stderr, flush=True)

    with _opened(asked.file) as file:
        return data.read_enquiries(file, written=_written(asked), progress=told)


def _describe(asked: argparse.Namespace) -> str:
    studies = _cells(asked)
    if asked.json:
        from zebrapad.engines.pairtest.paired import describe

        return json.dumps(describe(studies.cells).as_json(), indent=2) + "\n"
    made = [
        (" · ".join(filter(None, name)), report.study(one, language=asked.language))
        for name, one in zip(_names(studies), studies.cells.each(), strict=True)
    ]
    if asked.html:
        return report.html([one for _name, one in made], asked.language, [n for n, _one in made])
    parts = (f"{name}\n{report.plain(one, asked.language)}" for name, one in made)
    return "\n".join(parts)


def _names(studies: data.Studies) -> Iterator[tuple[str, ...]]:
    """What else stands in each row names the study."""
    if studies.carried:
        yield from zip(*studies.carried.values(), strict=True)
    else:
        yield from ((str(line),) for line in studies.lines)


def _power(asked: argparse.Namespace) -> str:
    from zebrapad.engines.pairtest.power import Shares, plan

    shares = Shares(asked.only_control, asked.only_test)
    found = plan(asked.pairs, shares, effect=asked.effect, wanted=asked.wanted, alpha=asked.alpha)
    return _said(report.sizes(found, shares, language=asked.language), asked)


def _analyse(asked: argparse.Namespace) -> str:
    rows = _enquiries(asked)
    found = data.pairs(rows, asked.control, asked.test)
    made = report.analysis(
        found,
        rows.names["stratum"],
        control=asked.control,
        test=asked.test,
        language=asked.language,
        margin=asked.margin,
    )
    return _said(made, asked)


def _pool(asked: argparse.Namespace) -> str:
    from zebrapad.engines.pairtest.pooling import from_cells

    studies = _cells(asked)
    names = studies.carried.get(asked.study)
    if names is None:
        raise ValueError(f"There is no column “{asked.study}” with the name of each study: --study")
    effects = from_cells(studies.cells)
    made = report.pooled(effects, names, method=asked.method, language=asked.language)
    return _said(made, asked)


def _draw(asked: argparse.Namespace) -> str:
    with _opened(asked.file) as file:
        listings = data.read_listings(file, _written(asked))
    drawn = drawing(listings, asked.protocol, asked.seed)
    return as_json(drawn, listings) if asked.json else as_csv(drawn, listings)


def _agents(asked: argparse.Namespace) -> str:
    from zebrapad.engines.pairtest.agents import tally

    rows = _enquiries(asked)
    found = data.pairs(rows, asked.control, asked.test)
    counted = tally(found.difference, found.agent)
    rng = np.random.default_rng(asked.seed)
    made = report.agents(counted, rows.names["agent"], rng, language=asked.language)
    return _said(made, asked)


_RUNS = {
    "describe": _describe,
    "power": _power,
    "draw": _draw,
    "analyse": _analyse,
    "agents": _agents,
    "pool": _pool,
}
