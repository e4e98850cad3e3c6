"""What is wrong with a table, where, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from zebrapad.engines.pairtest.wording import say

MOST_NAMED = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        key: Which sentence of `wording` says it, under `problem`.
        line: Line of the file, the header is 1; 0 where it is about the whole file.
        column: Name of the column as the file has it; empty where it is about the row.
        filled: What the sentence names.
    """

    key: str
    line: int = 0
    column: str = ""
    filled: Mapping[str, Any] = field(default_factory=dict)

    def said(self, language: str = "en") -> str:
        """The problem in words, with its place."""
        words = say(f"problem.{self.key}", language, **self.filled)
        if self.line and self.column:
            return say("place.cell", language, line=self.line, column=self.column, words=words)
        return say("place.line", language, line=self.line, words=words) if self.line else words


class ImpossibleTable(ValueError):
    """A table that can't be read as it is; `problems` names up to 100 places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.said()))

    def said(self, language: str = "en") -> list[str]:
        """Every problem in words, in the order of the lines."""
        return [problem.said(language) for problem in self.problems]


class Problems:
    """Problems as they are found; more than `MOST_NAMED` help nobody."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def note(self, key: str, line: int = 0, column: str = "", **filled: Any) -> None:
        self.found.append(Problem(key, line, column, filled))
        if len(self.found) >= MOST_NAMED:
            self.found.append(Problem("too_many", filled={"count": MOST_NAMED}))
            self.refuse()

    def refuse(self) -> None:
        """Raise `ImpossibleTable` if anything was noted."""
        if self.found:
            raise ImpossibleTable(sorted(self.found, key=lambda p: (p.line == 0, p.line)))
