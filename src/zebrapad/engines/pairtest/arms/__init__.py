"""Three arms and more, and answers on an ordered scale."""

from zebrapad.engines.pairtest.arms.ordered import (
    Homogeneity,
    Scores,
    Superiority,
    homogeneity,
    scores,
    superiority,
    thresholds,
)
from zebrapad.engines.pairtest.arms.several import Cochran, Comparison, cochran, pairwise, permuted

__all__ = [
    "Cochran",
    "Comparison",
    "Homogeneity",
    "Scores",
    "Superiority",
    "cochran",
    "homogeneity",
    "pairwise",
    "permuted",
    "scores",
    "superiority",
    "thresholds",
]
