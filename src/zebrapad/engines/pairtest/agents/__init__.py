"""How agents differ, and what may be said of one: mostly that nothing can.

`describe` does it all and says only what may be said; the parts are there for those who check it.
Results of agents are for the study and carry the key of a warning against naming.
"""

from zebrapad.engines.pairtest.agents.concentration import Concentration, concentration
from zebrapad.engines.pairtest.agents.gaps import Gaps, Tally, gaps, gaps_of, tallied, tally
from zebrapad.engines.pairtest.agents.gate import (
    Assumed,
    Sayable,
    can_be_said,
    flag_power,
    needed,
)
from zebrapad.engines.pairtest.agents.grades import Grades, grades, grades_within
from zebrapad.engines.pairtest.agents.homogeneity import (
    Homogeneity,
    chi_square,
    directions,
    permuted,
)
from zebrapad.engines.pairtest.agents.likelihood import Likelihood, normal, trinomial
from zebrapad.engines.pairtest.agents.penalty import cross_validate, match_variance
from zebrapad.engines.pairtest.agents.posterior import (
    Posterior,
    Share,
    Shrunk,
    order_probabilities,
    posterior,
    probability_above,
    share_above,
    shrink,
)
from zebrapad.engines.pairtest.agents.prior import Prior, deconvolve
from zebrapad.engines.pairtest.agents.significance import Flags, p_values, q_values
from zebrapad.engines.pairtest.agents.spread import Spread, between, halves, split
from zebrapad.engines.pairtest.agents.study import Single, Study, describe
from zebrapad.engines.pairtest.agents.warning import (
    NO_SPREAD_SEEN,
    NOT_FOR_NAMING,
    NOTHING_OF_ONE,
    NOTHING_OF_SOME,
)

__all__ = [
    "NOTHING_OF_ONE",
    "NOTHING_OF_SOME",
    "NOT_FOR_NAMING",
    "NO_SPREAD_SEEN",
    "Assumed",
    "Concentration",
    "Flags",
    "Gaps",
    "Grades",
    "Homogeneity",
    "Likelihood",
    "Posterior",
    "Prior",
    "Sayable",
    "Share",
    "Shrunk",
    "Single",
    "Spread",
    "Study",
    "Tally",
    "between",
    "can_be_said",
    "chi_square",
    "concentration",
    "cross_validate",
    "deconvolve",
    "describe",
    "directions",
    "flag_power",
    "gaps",
    "gaps_of",
    "grades",
    "grades_within",
    "halves",
    "match_variance",
    "needed",
    "normal",
    "order_probabilities",
    "p_values",
    "permuted",
    "posterior",
    "probability_above",
    "q_values",
    "share_above",
    "shrink",
    "split",
    "tallied",
    "tally",
    "trinomial",
]
