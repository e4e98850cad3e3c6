"""From each study an effect and its variance, on the scale on which studies are pooled."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.cells import Cells

Numbers = NDArray[np.float64]
MEASURES = ("difference", "log_ratio", "log_odds")
ZEROS = ("needed", "any", "all", "refuse")


@dataclass(frozen=True, slots=True)
class Effects:
    """Effects of several studies, control against test; positive: control is favoured.

    Attributes:
        estimate: Effect of each study, shape (k,); a fraction of 1, or a natural logarithm.
        variance: Its sampling variance, shape (k,), above 0.
        measure: `difference`, `log_ratio` or `log_odds`.
        corrected: Whether 1/2 was added to the counts of the study, shape (k,).
    """

    estimate: Numbers
    variance: Numbers
    measure: str
    corrected: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.estimate)

    def __getitem__(self, chosen: ArrayLike | slice) -> "Effects":
        at = chosen if isinstance(chosen, slice) else np.asarray(chosen)
        return Effects(self.estimate[at], self.variance[at], self.measure, self.corrected[at])


def effects(estimate: ArrayLike, variance: ArrayLike, measure: str = "difference") -> Effects:
    """Effects as they were published, checked.

    Args:
        estimate: One number a study, control minus test (or control over test, logged).
        variance: The square of its standard error.
        measure: `difference`, `log_ratio` or `log_odds`; only effects of one kind are joined.

    Raises:
        ValueError: No studies, unequal lengths, a number that is not finite, or a
            variance that is not above 0.
    """
    y = np.atleast_1d(np.asarray(estimate, dtype=np.float64))
    v = np.atleast_1d(np.asarray(variance, dtype=np.float64))
    _known("measure", measure, MEASURES)
    if y.ndim != 1 or y.shape != v.shape or not len(y):
        raise ValueError("estimate and variance need one number a study, and at least one study")
    if not (np.isfinite(y).all() and np.isfinite(v).all() and np.all(v > 0)):
        raise ValueError("estimates must be finite and variances finite and above 0")
    return Effects(y, v, measure, np.zeros(len(y), dtype=bool))


def from_cells(cells: Cells, measure: str = "difference", *, zero: str = "needed") -> Effects:
    """Effects of studies in pairs from their four cells.

    `difference` is (b - c) / n, `log_ratio` the log of the invitation rate of control over
    that of test, `log_odds` the conditional one, log(b / c).

    Args:
        cells: One study or several, of shape (k,).
        measure: Which of the three.
        zero: Where 1/2 is added to all four cells: `needed`, only in studies where the
            effect or its variance would otherwise be infinite or 0; `any`, in studies
            with any empty cell; `all`, in every study; `refuse`, nowhere.

    Raises:
        ValueError: An unknown measure or zero, or a study that can't do without 1/2
            while zero is `refuse`.

    Source:
        Zou (2007), Clinical Trials 4, 25-31 (paired ratio); Elbourne et al. (2002),
        International Journal of Epidemiology 31, 140-149; the 1/2 is Haldane's.
    """
    _known("measure", measure, MEASURES)
    _known("zero", zero, ZEROS)
    counts = np.array(
        [
            np.atleast_1d(x)
            for x in (cells.both, cells.only_control, cells.only_test, cells.neither)
        ],
        dtype=np.float64,
    )
    a, b, c, _ = counts
    needed = {
        "difference": b + c == 0,
        "log_ratio": (b + c == 0) | (a + b == 0) | (a + c == 0),
        "log_odds": (b == 0) | (c == 0),
    }[measure]
    # One-sided discordance in every pair (b = n) leaves no variance either.
    needed = needed | ((measure == "difference") & (np.maximum(b, c) == counts.sum(axis=0)))
    added = _added(counts, needed, zero)
    estimate, variance = _paired(counts + added / 2, measure)
    return Effects(estimate, variance, measure, added)


def _paired(counts: Numbers, measure: str) -> tuple[Numbers, Numbers]:
    a, b, c, d = counts
    n = a + b + c + d
    if measure == "difference":
        return (b - c) / n, (b + c - (b - c) ** 2 / n) / n**2
    if measure == "log_odds":
        return np.log(b / c), 1 / b + 1 / c
    return np.log((a + b) / (a + c)), (b + c) / ((a + b) * (a + c))


def _added(counts: Numbers, needed: NDArray[np.bool_], zero: str) -> NDArray[np.bool_]:
    if zero == "refuse" and needed.any():
        raise ValueError(
            f"study {int(np.flatnonzero(needed)[0])} has no effect or no variance without adding"
            " 1/2 to its cells: allow it with zero='needed', or leave the study out"
        )
    empty: NDArray[np.bool_] = np.any(counts == 0, axis=0)
    return {
        "needed": needed,
        "refuse": needed,
        "any": needed | empty,
        "all": np.ones_like(needed),
    }[zero]


def from_unpaired(
    control: ArrayLike,
    control_n: ArrayLike,
    test: ArrayLike,
    test_n: ArrayLike,
    measure: str = "difference",
    *,
    zero: str = "needed",
) -> Effects:
    """Effects of studies in which each agent got one enquiry: two independent samples.

    Args:
        control: Invitations of control persons, a study.
        control_n: Their enquiries.
        test: The same for test persons.
        test_n: The same.
        measure: `difference`, `log_ratio`, or `log_odds` (here the ordinary odds ratio).
        zero: As in `from_cells`; the 1/2 goes to invitations and to what is left of both arms.

    Raises:
        ValueError: Counts that are no counts, more invitations than enquiries, and what
            `from_cells` refuses.

    Source:
        Fleiss and Berlin (2009), in Cooper, Hedges and Valentine, The Handbook of
        Research Synthesis and Meta-Analysis, 2nd edition, chapter 13.
    """
    _known("measure", measure, MEASURES)
    _known("zero", zero, ZEROS)
    x, n, y, m = _counts(control, control_n, test, test_n)
    counts = np.array([x, n - x, y, m - y])
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate, variance = _independent(counts, measure)
    needed = ~(np.isfinite(estimate) & np.isfinite(variance) & (variance > 0))
    added = _added(counts, needed, zero)
    estimate, variance = _independent(counts + added / 2, measure)
    return Effects(estimate, variance, measure, added)


def _independent(counts: Numbers, measure: str) -> tuple[Numbers, Numbers]:
    x, left, y, rest = counts
    n, m = x + left, y + rest
    if measure == "difference":
        return x / n - y / m, x * left / n**3 + y * rest / m**3
    if measure == "log_ratio":
        return np.log(x / n) - np.log(y / m), 1 / x - 1 / n + 1 / y - 1 / m
    return np.log(x) - np.log(left) - np.log(y) + np.log(rest), (1 / counts).sum(axis=0)


def from_margins(
    control: ArrayLike,
    test: ArrayLike,
    n: ArrayLike,
    measure: str = "difference",
    *,
    correlation: ArrayLike,
) -> Effects:
    """Effects of studies in pairs of which only the margins were published.

    The variance of a pair needs the share invited both, which margins do not give; it is
    taken from a correlation that must be said. 0 treats the two arms as independent and
    overstates the variance whenever agents who invite one rather invite the other.

    Args:
        control: Pairs in which the control person was invited.
        test: Pairs in which the test person was.
        n: Pairs.
        measure: `difference` or `log_ratio`.
        correlation: Phi between the outcomes of a pair, from -1 to 1; one, or one a study.

    Raises:
        ValueError: Counts that are no counts, a margin of nobody or everybody, a measure
            that margins don't allow, or a correlation that these margins can't have.

    Source:
        The variance of a difference of two correlated shares; the range of phi is
        Fréchet's.
    """
    _known("measure", measure, MEASURES[:2])
    x, m, y, _ = _counts(control, n, test, n)
    if np.any((x == 0) | (x == m) | (y == 0) | (y == m)):
        raise ValueError("a margin of 0 or of all pairs has no correlation; use the four cells")
    p, q = x / m, y / m
    root = np.sqrt(p * (1 - p) * q * (1 - q))
    phi = np.broadcast_to(np.asarray(correlation, dtype=np.float64), p.shape)
    both = p * q + phi * root
    slack = 1e-12
    if not np.all((both >= np.maximum(0, p + q - 1) - slack) & (both <= np.minimum(p, q) + slack)):
        low = (np.maximum(0, p + q - 1) - p * q) / root
        high = (np.minimum(p, q) - p * q) / root
        raise ValueError(
            "correlation must be possible for the margins: between"
            f" {low.max():.3f} and {high.min():.3f} for all of these studies"
        )
    discordant = np.maximum(p + q - 2 * both, 1e-12)
    if measure == "difference":
        estimate, variance = p - q, (discordant - (p - q) ** 2) / m
    else:
        estimate, variance = np.log(p / q), discordant / (p * q * m)
    return effects(estimate, variance, measure)


def joined(*several: Effects) -> Effects:
    """The studies of several sets as one, in the order given.

    Raises:
        ValueError: No sets, or effects on different scales.
    """
    if len({one.measure for one in several}) != 1:
        raise ValueError("only effects of one measure can be joined, and at least one set")
    return Effects(
        np.concatenate([one.estimate for one in several]),
        np.concatenate([one.variance for one in several]),
        several[0].measure,
        np.concatenate([one.corrected for one in several]),
    )


def _counts(*given: ArrayLike) -> list[Numbers]:
    arrays = np.broadcast_arrays(*(np.atleast_1d(np.asarray(x, dtype=np.float64)) for x in given))
    x, n, y, m = arrays
    whole = all(np.all((part == np.floor(part)) & (part >= 0)) for part in arrays)
    if not whole or np.any((x > n) | (y > m) | (n < 1) | (m < 1)) or x.ndim != 1:
        raise ValueError(
            "invitations must be whole numbers from 0 to the number of enquiries, one a study"
        )
    return list(arrays)


def _known(name: str, given: Any, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}, not “{given}”")
