"""Is the draw balanced: every level as often as every other, and alike in what is known before."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from zebrapad.engines.pairtest.design.drawing import Drawing

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Balance:
    """How often each level came to each arm.

    Attributes:
        order: Enquiries by arm and by place in the order, shape (arms, places).
        template: Enquiries by arm and message, shape (arms, templates).
        sender: Enquiries by arm and person, shape (arms, most people of an arm).
        stratum: Enquiries by arm and stratum, shape (arms, strata).
        strata: Names of the strata, in the order of that table.
        worst: Largest difference between two counts of one row of `order` or `template`.
        unlike: For each covariate the largest standardised difference between the listings
            in which one arm wrote first and those in which another did.
    """

    order: Counts
    template: Counts
    sender: Counts
    stratum: Counts
    strata: tuple[str, ...]
    worst: int
    unlike: Mapping[str, float]


def balance(drawn: Drawing, covariates: Mapping[str, ArrayLike] | None = None) -> Balance:
    """How a draw fell out.

    Args:
        drawn: The draw.
        covariates: What is known of the listings beforehand, such as the price: one number
            a listing that was given.

    Raises:
        ValueError: A covariate has another length.

    Source:
        Standardised difference: Austin (2009), Statistics in Medicine 28, 3083-3107, eq. 1.
    """
    arms = len(drawn.protocol.arms)
    strata = tuple(dict.fromkeys(drawn.strata))
    of = np.array([strata.index(name) for name in drawn.strata], dtype=np.int64)[drawn.listing]
    order = _table(drawn.arm, drawn.order - 1, arms)
    template = _table(drawn.arm, drawn.template, arms, drawn.protocol.templates)
    return Balance(
        order=order,
        template=template,
        sender=_table(drawn.arm, drawn.sender, arms, max(drawn.protocol.senders or (1,))),
        stratum=_table(drawn.arm, of, arms, len(strata)),
        strata=strata,
        worst=int(max((np.ptp(table, axis=1).max() for table in (order, template)), default=0)),
        unlike={name: _unlike(drawn, name, x) for name, x in (covariates or {}).items()},
    )


def _table(rows: Counts, columns: Counts, height: int, width: int = 1) -> Counts:
    width = max(width, int(columns.max(initial=0)) + 1)
    return np.bincount(rows * width + columns, minlength=height * width).reshape(height, width)


def _unlike(drawn: Drawing, name: str, covariate: ArrayLike) -> float:
    values = np.asarray(covariate, dtype=np.float64)
    if values.shape != (len(drawn.strata),):
        raise ValueError(f"{name} needs one number a listing: shape ({len(drawn.strata)},)")
    first = drawn.order == 1
    arm, x = drawn.arm[first], values[drawn.listing[first]]
    groups = [x[arm == a] for a in np.unique(arm) if np.count_nonzero(arm == a) > 1]
    means = np.array([group.mean() for group in groups])
    spread = np.sqrt(np.mean([group.var(ddof=1) for group in groups])) if groups else 0.0
    return float(np.ptp(means) / spread) if spread > 0 else 0.0
