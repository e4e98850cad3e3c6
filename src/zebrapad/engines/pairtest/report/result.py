"""What a report holds: sentences, tables and figures, before they are written in a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence or a table, with how it is read.

    Attributes:
        value: The number; a share or a difference as a fraction of 1.
        kind: `points` (of 100), `percent`, `p`, `count`, or `plain`.
    """

    value: float
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of `wording` with what fills it: texts as they are, numbers to be written."""

    key: str
    filled: Mapping[str, "str | Number"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; titles and first cells may be keys of `wording`, under `table`.

    Attributes:
        key: Its caption, a key under `table`.
        columns: Keys of the columns.
        rows: A cell a column: a key or text, a number, or None for what can't be said.
    """

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple["str | Number | None", ...], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, with the sentence that says what it shows."""

    key: str
    svg: str
    says: Sentence


@dataclass(frozen=True, slots=True)
class Report:
    """One result with everything in it.

    Attributes:
        title: A key under `title`.
        sentences: What was found, how sure, and what could not have been seen.
        tables: Every table.
        figures: Drawings, in the language that was asked for.
        data: The plain numbers, for a program to read.
        language: Language of the figures.
    """

    title: str
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    data: Mapping[str, Any]
    language: str
