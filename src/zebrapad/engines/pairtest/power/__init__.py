"""Power: how large a study must be, how small a difference it sees, exactly or by simulation."""

from zebrapad.engines.pairtest.power import unpaired
from zebrapad.engines.pairtest.power.clusters import design_effect, effective_pairs
from zebrapad.engines.pairtest.power.equivalence import (
    equivalence_pairs,
    equivalence_power,
    excluded_margin,
)
from zebrapad.engines.pairtest.power.exact import (
    Shares,
    approximate_pairs,
    curve,
    curves,
    of_difference,
    pairs_needed,
    power,
    smallest_difference,
    smallest_difference_of,
)
from zebrapad.engines.pairtest.power.forms import Test
from zebrapad.engines.pairtest.power.plan import Plan, plan
from zebrapad.engines.pairtest.power.several import Several, holm_power, several_power
from zebrapad.engines.pairtest.power.simulation import Simulated, simulated_power

__all__ = [
    "Plan",
    "Several",
    "Shares",
    "Simulated",
    "Test",
    "approximate_pairs",
    "curve",
    "curves",
    "design_effect",
    "effective_pairs",
    "equivalence_pairs",
    "equivalence_power",
    "excluded_margin",
    "holm_power",
    "of_difference",
    "pairs_needed",
    "plan",
    "power",
    "several_power",
    "simulated_power",
    "smallest_difference",
    "smallest_difference_of",
    "unpaired",
]
