"""The values that `reference/agents.R` stored."""

import csv
from pathlib import Path

import numpy as np

# The counts of the script.
CONTROL = [9, 4, 1, 0, 12, 6, 3, 2, 7, 5, 0, 8]
TEST = [2, 3, 1, 2, 1, 6, 0, 4, 2, 1, 1, 3]
PAIRS = [40, 35, 30, 31, 44, 52, 33, 38, 41, 30, 36, 47]


def from_r() -> dict[str, np.ndarray]:
    text = (Path(__file__).parent / "reference" / "agents.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    values: dict[str, list[float]] = {}
    for row in rows:
        values.setdefault(row["name"], []).append(float(row["value"]))
    return {name: np.array(found) for name, found in values.items()}
