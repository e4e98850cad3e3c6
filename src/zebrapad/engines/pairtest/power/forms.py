"""Which form of McNemar's test."""

from enum import StrEnum


class Test(StrEnum):
    """Which form of McNemar's test, two-sided.

    Attributes:
        EXACT: The binomial law.
        MIDP: The same with half of what was seen.
        ASYMPTOTIC: The normal law.
        CONTINUITY: The normal law with Edwards' correction.
    """

    __test__ = False

    EXACT = "exact"
    MIDP = "midp"
    ASYMPTOTIC = "asymptotic"
    CONTINUITY = "continuity"
