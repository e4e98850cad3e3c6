"""Data of a correspondence test: reading, checking, coding, and turning one form into another."""

from zebrapad.engines.pairtest.data.coding import RENTAL, YES_NO, Coding, at_least, coded
from zebrapad.engines.pairtest.data.columns import FOUR_CELLS, NEEDED, OPTIONAL, Written
from zebrapad.engines.pairtest.data.enquiries import Enquiries
from zebrapad.engines.pairtest.data.pairs import Pairs, blocks, by_stratum, enquiries_of, pairs
from zebrapad.engines.pairtest.data.problems import ImpossibleTable, Problem
from zebrapad.engines.pairtest.data.read_cells import Studies, read_cells
from zebrapad.engines.pairtest.data.read_enquiries import read_enquiries
from zebrapad.engines.pairtest.data.read_listings import Listings, read_listings

__all__ = [
    "FOUR_CELLS",
    "NEEDED",
    "OPTIONAL",
    "RENTAL",
    "YES_NO",
    "Coding",
    "Enquiries",
    "ImpossibleTable",
    "Listings",
    "Pairs",
    "Problem",
    "Studies",
    "Written",
    "at_least",
    "blocks",
    "by_stratum",
    "coded",
    "enquiries_of",
    "pairs",
    "read_cells",
    "read_enquiries",
    "read_listings",
]
