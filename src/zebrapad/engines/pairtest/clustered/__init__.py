"""Pairs within agents: a robust variance, and the law of agents' signs."""

from zebrapad.engines.pairtest.clustered.flips import Flips, draw_flips, exact_flips
from zebrapad.engines.pairtest.clustered.robust import Robust, Variance, robust, sums

__all__ = ["Flips", "Robust", "Variance", "draw_flips", "exact_flips", "robust", "sums"]
