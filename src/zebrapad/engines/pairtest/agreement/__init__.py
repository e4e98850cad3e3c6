"""Do coders agree on what an answer was?"""

from zebrapad.engines.pairtest.agreement.alpha import Alpha, Scale, alpha
from zebrapad.engines.pairtest.agreement.kappa import Kappa, Weights, kappa, tabled

__all__ = ["Alpha", "Kappa", "Scale", "Weights", "alpha", "kappa", "tabled"]
