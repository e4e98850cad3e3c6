"""What R found, and the made-up studies it found it in: by reference/threats.R."""

import csv
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "reference"


def study(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: np.array([float(row[column]) for row in rows]) for column in rows[0]}


def values():
    with (FOLDER / "values.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(line for line in file if not line.startswith("#")))
    return [(row[0], [float(x) for x in row[1:]]) for row in rows]


VALUES = values()
NAMED = dict(VALUES)
FISHER = [row for name, row in VALUES if name == "fisher"]
