"""Power of any analysis, by drawing studies; the same number however many cores work at it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from math import sqrt
from os import cpu_count
from typing import Any, Protocol, TypeVar

import numpy as np

Data = TypeVar("Data")
Draw = Callable[[np.random.Generator], Data]
Analyse = Callable[[Data, np.random.Generator], float]
Progress = Callable[[int, int], None]
CHUNKS = 64


class Client(Protocol):
    """What is asked of a cluster; `dask.distributed.Client` is one."""

    def map(self, function: Any, *arguments: Any) -> Any:
        """Begin the work."""

    def gather(self, futures: Any) -> Any:
        """Wait for a list of what was begun, and give its results in the same order."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What the drawn studies found.

    Attributes:
        power: Share of studies with p at or below alpha.
        error: Its Monte Carlo standard error.
        runs: Studies drawn.
        undecided: Studies in which the analysis gave NaN; they count as not found.
    """

    power: float
    error: float
    runs: int
    undecided: int


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some of the studies, with a stream of chance for each."""

    draw: Draw[Any]
    analyse: Analyse[Any]
    seed: int
    begin: int
    end: int

    def run(self) -> list[float]:
        return [self._one(i) for i in range(self.begin, self.end)]

    def _one(self, i: int) -> float:
        rng = np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(i,)))
        return float(self.analyse(self.draw(rng), rng))


def _run(chunk: _Chunk) -> list[float]:
    return chunk.run()


def simulated_power(
    draw: Draw[Data],
    analyse: Analyse[Data],
    *,
    runs: int,
    seed: int,
    alpha: float = 0.05,
    workers: int | None = 1,
    client: Client | None = None,
    progress: Progress | None = None,
) -> Simulated:
    """Draw studies, analyse each, count how often a difference is found.

    Study i has the stream that follows from the seed and i alone, so that neither the
    number of workers nor a cluster changes the answer.

    Args:
        draw: Makes the data of one study from a generator; for several workers a function
            of a module, so that it can be sent.
        analyse: Gives the p-value of one study.
        runs: Studies to draw, from 1.
        seed: A whole number from 0.
        alpha: A study finds a difference when p is at or below this.
        workers: Processes on this machine; None for one a core.
        client: A cluster instead, with `map` and `gather`. Its machines need this package.
        progress: Is told how many studies are done, of how many, after each of up to 64 parts.

    Raises:
        ValueError: Runs or workers are below 1, or the seed is below 0.
    """
    workers = cpu_count() or 1 if workers is None else workers
    if runs < 1 or workers < 1 or seed < 0:
        raise ValueError("runs and workers must be from 1, and seed from 0")
    steps = np.unique(np.linspace(0, runs, min(runs, CHUNKS) + 1).astype(int))
    ends = zip(steps[:-1].tolist(), steps[1:].tolist(), strict=True)
    chunks = [_Chunk(draw, analyse, seed, begin, end) for begin, end in ends]
    found: list[float] = []
    for part in _through(chunks, workers, client):
        found += part
        if progress:
            progress(len(found), runs)
    p = np.array(found)
    share = float(np.mean(p <= alpha))
    undecided = int(np.count_nonzero(np.isnan(p)))
    return Simulated(share, sqrt(share * (1 - share) / runs), runs, undecided)


def _through(chunks: list[_Chunk], workers: int, client: Client | None) -> Iterator[list[float]]:
    if client is not None:
        for future in client.map(_run, chunks):
            yield from client.gather([future])
    elif workers == 1:
        yield from map(_run, chunks)
    else:
        with ProcessPoolExecutor(workers) as pool:
            yield from pool.map(_run, chunks)
