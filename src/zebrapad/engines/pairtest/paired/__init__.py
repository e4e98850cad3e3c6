"""Four cells: indices, tests, intervals, equivalence, and what margins alone allow."""

from zebrapad.engines.pairtest.paired.describe import Description, describe
from zebrapad.engines.pairtest.paired.equivalence import Equivalence, equivalence
from zebrapad.engines.pairtest.paired.indices import Index, Indices, indices
from zebrapad.engines.pairtest.paired.interval import (
    Interval,
    agresti_min,
    bonett_price,
    newcombe,
    score_statistic,
    tango,
    wald,
)
from zebrapad.engines.pairtest.paired.margins import Bounds, Net, bounds
from zebrapad.engines.pairtest.paired.mcnemar import PValues, mcnemar, sign_flip, unconditional

__all__ = [
    "Bounds",
    "Description",
    "Equivalence",
    "Index",
    "Indices",
    "Interval",
    "Net",
    "PValues",
    "agresti_min",
    "bonett_price",
    "bounds",
    "describe",
    "equivalence",
    "indices",
    "mcnemar",
    "newcombe",
    "score_statistic",
    "sign_flip",
    "tango",
    "unconditional",
    "wald",
]
