"""Several studies, rounds and grounds: pooling, change, weighting, multiplicity, monitoring."""

from zebrapad.engines.pairtest.pooling.asymmetry import Asymmetry, asymmetry
from zebrapad.engines.pairtest.pooling.effects import (
    Effects,
    effects,
    from_cells,
    from_margins,
    from_unpaired,
    joined,
)
from zebrapad.engines.pairtest.pooling.heterogeneity import Heterogeneity
from zebrapad.engines.pairtest.pooling.model import Pooled, Regression, pool, regress
from zebrapad.engines.pairtest.pooling.multiplicity import benjamini_hochberg, holm
from zebrapad.engines.pairtest.pooling.sequence import Sequence, cumulative, leave_one_out
from zebrapad.engines.pairtest.pooling.subgroups import Mean, Separate, Shared, separate, shared

__all__ = [
    "Asymmetry",
    "Effects",
    "Heterogeneity",
    "Mean",
    "Pooled",
    "Regression",
    "Separate",
    "Sequence",
    "Shared",
    "asymmetry",
    "benjamini_hochberg",
    "cumulative",
    "effects",
    "from_cells",
    "from_margins",
    "from_unpaired",
    "holm",
    "joined",
    "leave_one_out",
    "pool",
    "regress",
    "separate",
    "shared",
]
