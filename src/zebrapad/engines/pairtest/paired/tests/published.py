"""The published comparisons, read once."""

import csv
import re
from pathlib import Path

from zebrapad.engines.pairtest.cells import cells

FOLDER = Path(__file__).parents[2] / "tests/cases"
NAMES = ("both", "only_control", "only_test", "neither")


def rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


PUBLISHED, REFERENCE = rows("published"), rows("reference")
WHOLE = [row for row in PUBLISHED if row["both"]]
MARGINS = [row for row in PUBLISHED if not row["both"]]


def counted(row):
    return cells(*(int(row[name]) for name in NAMES))


def named(row):
    return f"{row['place']}: {row['control']} / {row['test']}"


def percent(row):
    """The published net rate and the half of its last digit, in points."""
    [digits] = re.findall(r"^-?[\d.]+", row["published_net"])
    decimals = len(digits.partition(".")[2])
    return float(digits), 0.5 * 10**-decimals
