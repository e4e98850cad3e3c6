"""Drawing: which listing is asked by whom, in which order, with which message; and was it fair."""

from zebrapad.engines.pairtest.design.balance import Balance, balance
from zebrapad.engines.pairtest.design.drawing import Drawing, LeftOut, draw
from zebrapad.engines.pairtest.design.protocol import Kind, Order, Protocol
from zebrapad.engines.pairtest.design.quota import quotas

__all__ = [
    "Balance",
    "Drawing",
    "Kind",
    "LeftOut",
    "Order",
    "Protocol",
    "balance",
    "draw",
    "quotas",
]
