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
from zebrapad.engines.pairtest.pooling.eprocess import EProcess, e_process
from zebrapad.engines.pairtest.pooling.heterogeneity import Heterogeneity
from zebrapad.engines.pairtest.pooling.looks import (
    Looks,
    Stopping,
    plan_looks,
    stopping,
    stops_by,
)
from zebrapad.engines.pairtest.pooling.model import Pooled, Regression, pool, regress
from zebrapad.engines.pairtest.pooling.multiplicity import benjamini_hochberg, holm
from zebrapad.engines.pairtest.pooling.poststratification import (
    Composed,
    PostStratified,
    composed,
    post_stratify,
)
from zebrapad.engines.pairtest.pooling.rounds import Change, Round, change, change_by_agent
from zebrapad.engines.pairtest.pooling.sequence import Sequence, cumulative, leave_one_out
from zebrapad.engines.pairtest.pooling.spending import boundaries, ever_crossed, spent
from zebrapad.engines.pairtest.pooling.subgroups import Mean, Separate, Shared, separate, shared

__all__ = [
    "Asymmetry",
    "Change",
    "Composed",
    "EProcess",
    "Effects",
    "Heterogeneity",
    "Looks",
    "Mean",
    "Pooled",
    "PostStratified",
    "Regression",
    "Round",
    "Separate",
    "Sequence",
    "Shared",
    "Stopping",
    "asymmetry",
    "benjamini_hochberg",
    "boundaries",
    "change",
    "change_by_agent",
    "composed",
    "cumulative",
    "e_process",
    "effects",
    "ever_crossed",
    "from_cells",
    "from_margins",
    "from_unpaired",
    "holm",
    "joined",
    "leave_one_out",
    "plan_looks",
    "pool",
    "post_stratify",
    "regress",
    "separate",
    "shared",
    "spent",
    "stopping",
    "stops_by",
]
