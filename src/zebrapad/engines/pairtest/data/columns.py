"""Which columns a table has, under which names, and how its cells are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

FOUR_CELLS = ("both", "only_control", "only_test", "neither")
NEEDED = ("pair", "arm", "outcome")
OPTIONAL = ("agent", "stratum", "order", "template", "time", "sent", "answered", "delivered")
OF_LISTINGS = ("seen",)
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Written:
    """How a table is written; nothing of it is guessed.

    Attributes:
        separator: What stands between columns: `,` `;` `|` or a tab.
        decimal: What stands before decimals: `.` or `,`.
        names: The file's name for a column of ours, where it is another.
    """

    separator: str = ","
    decimal: str = "."
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.separator not in SEPARATORS:
            raise ValueError("separator must be one of , ; | or a tab")
        if self.decimal not in (".", ","):
            raise ValueError("decimal must be . or ,")
        if unknown := set(self.names) - {*FOUR_CELLS, *NEEDED, *OPTIONAL, *OF_LISTINGS}:
            known = ", ".join((*NEEDED, *OPTIONAL, *OF_LISTINGS, *FOUR_CELLS))
            raise ValueError(f"names has {', '.join(sorted(unknown))}; it may have {known}")

    def named(self, column: str) -> str:
        """What the file calls a column."""
        return self.names.get(column, column)


def other_separator(header: str, wanted: Iterable[str], written: Written) -> str:
    """Another separator under which the header would have all wanted columns, or nothing."""
    for separator in SEPARATORS:
        titles = {title.strip().strip('"') for title in header.split(separator)}
        if separator != written.separator and titles.issuperset(map(written.named, wanted)):
            return separator
    return ""
