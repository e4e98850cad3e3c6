"""The net difference, corrected for how often a code is wrong."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The net difference as it would be with the true codes.

    Attributes:
        coded: The difference by the codes as they are, control minus test over all pairs.
        difference: Corrected; can lie outside -1 to 1 where codes say little.
        error: Its standard error, from the pairs and from the units that were checked.
        interval: By the normal law, cut at -1 and 1.
        from_pairs: The part of the error's square that more pairs would take away.
        from_checks: The part that more checked units would take away.
        right: For each true code the share of the checked units that were coded so, shape
            (codes,); of the control arm where the arms were checked apart.
    """

    coded: float
    difference: float
    error: float
    interval: tuple[float, float]
    from_pairs: float
    from_checks: float
    right: Numbers


def corrected(
    control: ArrayLike,
    test: ArrayLike,
    checked: ArrayLike,
    invited: ArrayLike,
    *,
    checked_test: ArrayLike | None = None,
    level: float = 0.95,
) -> Corrected:
    """Correct the net difference by a table of true codes against given codes.

    The margins of the codes are those of the truth through the table, so the table's inverse
    gives each code a weight; the difference is the mean of the control's weights less the
    test's. For invited or not, with one table, it is the coded difference divided by
    sensitivity + specificity - 1. Errors of the two arms of a pair may hang together. The table
    must hold for what is corrected: units checked at random within each true code.

    The error of the table is that with half a unit added to each of its cells, so that ten
    units without a mistake do not pass for certainty.

    Args:
        control: Code given to the answer to the control person, from 0, shape (pairs,).
        test: The same for the test person.
        checked: Checked units by true code and given code, shape (codes, codes).
        invited: The codes that count as invited.
        checked_test: A table of the test arm alone, if mistakes differ by arm; `checked` is then
            of the control arm.
        level: Confidence level.

    Raises:
        ValueError: Codes outside the table, fewer than two pairs, a true code never checked, or
            a table by which codes tell nothing of the truth.

    Source:
        Barron (1977), Biometrics 33, 414-418, the matrix method; error by the delta method,
        Greenland (1988), Statistics in Medicine 7, 745-757.
    """
    counts = _checks(checked)
    others = counts if checked_test is None else _checks(checked_test)
    codes = len(counts)
    y, x = _codes(control, codes), _codes(test, codes)
    if others.shape != counts.shape or y.shape != x.shape or len(y) < 2:
        raise ValueError("both arms need one code a pair, two pairs, and tables of as many codes")
    if not 0 < level < 1:
        raise ValueError("level must be between 0 and 1, such as 0.95")
    counted = np.zeros(codes)
    counted[_codes(invited, codes)] = 1
    u, v = _weights(counts, counted), _weights(others, counted)
    each = u[y] - v[x]
    one, other = (np.bincount(given, minlength=codes) / len(y) for given in (y, x))
    from_pairs = float(each.var(ddof=1) / len(each))
    if checked_test is None:
        from_checks = _spread(counts, counted, one - other)
    else:
        from_checks = _spread(counts, counted, one) + _spread(others, counted, other)
    difference = float(each.mean())
    error = float(np.sqrt(from_pairs + from_checks))
    half = float(ndtri((1 + level) / 2)) * error
    return Corrected(
        coded=float((counted[y] - counted[x]).mean()),
        difference=difference,
        error=error,
        interval=(float(max(difference - half, -1)), float(min(difference + half, 1))),
        from_pairs=from_pairs,
        from_checks=from_checks,
        right=np.diag(counts) / counts.sum(axis=1),
    )


def _checks(table: ArrayLike) -> Numbers:
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or len(counts) < 2:
        raise ValueError("checked must be a square table, with at least two codes")
    if not np.all((counts >= 0) & np.isfinite(counts)) or not np.all(counts.sum(axis=1) > 0):
        raise ValueError("checked must hold counts from 0, and some of each true code")
    return counts


def _codes(given: ArrayLike, codes: int) -> Counts:
    values = np.asarray(given)
    if values.ndim != 1 or not np.all(
        (values == np.floor(values)) & (values >= 0) & (values < codes)
    ):
        raise ValueError(f"codes must be whole numbers from 0 to {codes - 1}, one a pair")
    return values.astype(np.int64)


def _weights(counts: Numbers, counted: Numbers) -> Numbers:
    """What each given code says of being truly invited."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    if np.linalg.det(shares) < 1e-6:
        raise ValueError("by this table codes tell nothing of the truth, or its contrary")
    found: Numbers = np.linalg.solve(shares, counted)
    return found


def _spread(counts: Numbers, counted: Numbers, margin: Numbers) -> float:
    """The variance that the table of checks brings, through a margin of given codes."""
    filled = counts + 0.5
    totals = filled.sum(axis=1)
    shares = filled / totals[:, None]
    weights = np.linalg.solve(shares, counted)
    true = np.linalg.solve(shares.T, margin)
    within = shares @ weights**2 - (shares @ weights) ** 2
    return float((true**2 * within / totals).sum())
