"""Do coders agree on what an answer was, and what does it matter where they do not?"""

from zebrapad.engines.pairtest.agreement.adjudication import Adjudication, adjudication
from zebrapad.engines.pairtest.agreement.alpha import Alpha, Scale, alpha
from zebrapad.engines.pairtest.agreement.categories import Categories, categories
from zebrapad.engines.pairtest.agreement.disputes import Disputes, disputes
from zebrapad.engines.pairtest.agreement.kappa import Kappa, Weights, kappa, tabled
from zebrapad.engines.pairtest.agreement.miscoding import Corrected, corrected

__all__ = [
    "Adjudication",
    "Alpha",
    "Categories",
    "Corrected",
    "Disputes",
    "Kappa",
    "Scale",
    "Weights",
    "adjudication",
    "alpha",
    "categories",
    "corrected",
    "disputes",
    "kappa",
    "tabled",
]
