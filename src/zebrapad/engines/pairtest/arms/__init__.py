"""Three arms and more, answers on an ordered scale, and how long an answer took."""

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
from zebrapad.engines.pairtest.arms.times import Sooner, Within, sooner, within
from zebrapad.engines.pairtest.arms.waiting import Waiting, waiting

__all__ = [
    "Cochran",
    "Comparison",
    "Homogeneity",
    "Scores",
    "Sooner",
    "Superiority",
    "Waiting",
    "Within",
    "cochran",
    "homogeneity",
    "pairwise",
    "permuted",
    "scores",
    "sooner",
    "superiority",
    "thresholds",
    "waiting",
    "within",
]
