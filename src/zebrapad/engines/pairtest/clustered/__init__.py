"""Pairs within agents: a robust variance, conditional logit, and the law of agents' signs."""

from zebrapad.engines.pairtest.clustered.flips import Flips, draw_flips, exact_flips
from zebrapad.engines.pairtest.clustered.logit import ConditionalLogit, conditional_logit
from zebrapad.engines.pairtest.clustered.robust import Robust, Variance, robust, sums
from zebrapad.engines.pairtest.clustered.wild import Signs, Wild, wild_bootstrap

__all__ = [
    "ConditionalLogit",
    "Flips",
    "Robust",
    "Signs",
    "Variance",
    "Wild",
    "conditional_logit",
    "draw_flips",
    "exact_flips",
    "robust",
    "sums",
    "wild_bootstrap",
]
