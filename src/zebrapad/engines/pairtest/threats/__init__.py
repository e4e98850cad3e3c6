"""Threats to a test: order, spill-over, fading, non-delivery, unequal spread of the unseen."""

from zebrapad.engines.pairtest.threats.attenuation import Attenuation, attenuation
from zebrapad.engines.pairtest.threats.delivery import (
    Identified,
    Lost,
    Trimmed,
    WorstCase,
    imbens_manski,
    lee,
    worst_case,
)
from zebrapad.engines.pairtest.threats.estimated import Estimated
from zebrapad.engines.pairtest.threats.order import Exact, OrderEffect, fisher, order_effect
from zebrapad.engines.pairtest.threats.probit import Fitted, fit_probit, separated
from zebrapad.engines.pairtest.threats.spillover import Joint, Spillover, spillover
from zebrapad.engines.pairtest.threats.unobserved import Unobserved, unobserved

__all__ = [
    "Attenuation",
    "Estimated",
    "Exact",
    "Fitted",
    "Identified",
    "Joint",
    "Lost",
    "OrderEffect",
    "Spillover",
    "Trimmed",
    "Unobserved",
    "WorstCase",
    "attenuation",
    "fisher",
    "fit_probit",
    "imbens_manski",
    "lee",
    "order_effect",
    "separated",
    "spillover",
    "unobserved",
    "worst_case",
]
