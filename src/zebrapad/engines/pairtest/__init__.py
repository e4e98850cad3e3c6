"""The statistics of discrimination tests by correspondence: plan, draw, analyse, check.

Each part is imported when it is first asked for, so that the import costs next to nothing.
Words, signs and layout: `docs/methods/README.md`.
"""

from importlib import import_module
from types import ModuleType

PARTS = (
    "agents",
    "agreement",
    "arms",
    "cells",
    "clustered",
    "command",
    "data",
    "design",
    "paired",
    "pooling",
    "power",
    "report",
    "threats",
)


def __getattr__(name: str) -> ModuleType:
    if name in PARTS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"pairtest has no part “{name}”; it has {', '.join(PARTS)}")


def __dir__() -> list[str]:
    return [*globals(), *PARTS]
