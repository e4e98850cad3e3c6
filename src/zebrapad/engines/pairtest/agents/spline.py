"""Natural cubic splines: smooth shapes for the logarithm of a density."""

import numpy as np

from zebrapad.engines.pairtest.agents.gaps import Floats


def natural(x: Floats, freedom: int) -> Floats:
    """Natural cubic splines without a constant, with knots at equal shares of the points.

    Args:
        x: Points in rising order, shape (M,).
        freedom: How many columns, from 1; there are freedom + 1 knots, the two ends included.

    Returns:
        Columns that together span the splines, shape (M, freedom).

    Source:
        Hastie, Tibshirani and Friedman (2009), Elements of Statistical Learning, eq. 5.4-5.5.
    """
    knots = np.quantile(x, np.linspace(0, 1, freedom + 1))
    unit = (x - knots[0]) / (knots[-1] - knots[0])
    at = (knots - knots[0]) / (knots[-1] - knots[0])
    if freedom == 1:
        return np.column_stack((unit,))
    cubes = np.maximum(unit[:, None] - at, 0) ** 3
    slopes = (cubes[:, :-1] - cubes[:, -1:]) / (1 - at[:-1])
    return np.column_stack((unit, slopes[:, :-1] - slopes[:, -1:]))


def orthonormal(columns: Floats) -> Floats:
    """The same shapes with mean 0, mean square 1 and no correlation over the points.

    Then the length of the coefficients is the root mean square of the log density about its
    mean: it depends neither on how many points there are nor on which columns span the shapes.

    Args:
        columns: Shape (M, p), linearly independent of each other and of a constant.
    """
    q, _r = np.linalg.qr(columns - columns.mean(axis=0))
    scaled: Floats = q * np.sqrt(columns.shape[0])
    return scaled
