"""Does the mean effect differ between grounds, periods or kinds of agent?"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from zebrapad.engines.pairtest.pooling.effects import Effects
from zebrapad.engines.pairtest.pooling.model import Pooled, pool, regress


@dataclass(frozen=True, slots=True)
class Separate:
    """Groups of studies, each pooled with a tau squared of its own.

    Attributes:
        groups: Mean of each group, in order of first appearance.
        q_between: Weighted spread of the group means around their common mean.
        df: Groups less one.
        p: Chance of such a spread if all group means were one (chi-square).
    """

    groups: dict[Hashable, Pooled]
    q_between: float
    df: int
    p: float


def separate(
    effects: Effects,
    group: Sequence[Hashable],
    *,
    method: str = "reml",
    test: str = "hksj",
    level: float = 0.95,
) -> Separate:
    """Each group with its own variance between studies, and a test of their difference.

    Args:
        effects: k studies.
        group: The group of each, such as the ground, length k.
        method: As in `pool`.
        test: As in `pool`; the errors it gives are those the means are compared with.
        level: Of the intervals.

    Raises:
        ValueError: Fewer than two groups, or a group of one study with random effects,
            whose variance between studies can't be said: use `shared` for that.

    Source:
        Borenstein, Hedges, Higgins and Rothstein (2009), Introduction to Meta-Analysis,
        chapter 19, Q test based on analysis of variance with separate tau squared.
    """
    members = _members(effects, group)
    alone = [name for name, at in members.items() if len(at) == 1]
    if alone and method != "fixed":
        raise ValueError(
            f"group “{alone[0]}” has one study, so no spread of its own: use shared(), which"
            " takes one tau squared for all groups"
        )
    made = {
        name: pool(effects[at], method=method, test=test, level=level)
        for name, at in members.items()
    }
    means = np.array([one.estimate for one in made.values()])
    weights = 1 / np.array([one.error for one in made.values()]) ** 2
    q = float(weights @ (means - weights @ means / weights.sum()) ** 2)
    return Separate(made, q, len(made) - 1, float(chdtrc(len(made) - 1, q)))


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean effect of one group.

    Attributes:
        estimate: On the scale of the effects.
        error: Standard error.
        interval: Of the mean.
        studies: In the group.
    """

    estimate: float
    error: float
    interval: tuple[float, float]
    studies: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Groups of studies with one tau squared for all.

    Attributes:
        groups: Mean of each group, in order of first appearance.
        tau2: Variance between studies that the groups leave over.
        statistic: Wald's of all means being one: F (hksj) or chi-square (normal).
        df: Degrees of freedom of the statistic: groups less one, and those of t.
        p: Chance of such a statistic if all means were one.
    """

    groups: dict[Hashable, Mean]
    tau2: float
    statistic: float
    df: tuple[int, float]
    p: float


def shared(
    effects: Effects,
    group: Sequence[Hashable],
    *,
    method: str = "reml",
    test: str = "hksj",
    level: float = 0.95,
) -> Shared:
    """Groups with one variance between studies; the choice where some groups are small.

    Args:
        effects: k studies.
        group: The group of each, length k.
        method: As in `pool`.
        test: As in `pool`.
        level: Of the intervals.

    Raises:
        ValueError: Fewer than two groups, or no more studies than groups with random effects.

    Source:
        Knapp and Hartung (2003), Statistics in Medicine 22, 2693-2710.
    """
    members = _members(effects, group)
    x = np.zeros((len(effects), len(members)))
    for column, at in enumerate(members.values()):
        x[at, column] = 1
    means = regress(effects, x, method=method, test=test, level=level)
    against = x.copy()
    against[:, 0] = 1
    contrasts = regress(effects, against, method=method, test=test, level=level)
    statistic, p = contrasts.joint(np.arange(1, len(members)))
    return Shared(
        groups={
            name: Mean(
                float(means.coefficients[i]),
                float(means.errors[i]),
                (float(means.low[i]), float(means.high[i])),
                len(at),
            )
            for i, (name, at) in enumerate(members.items())
        },
        tau2=means.heterogeneity.tau2,
        statistic=statistic,
        df=(len(members) - 1, means.df),
        p=p,
    )


def _members(effects: Effects, group: Sequence[Hashable]) -> dict[Hashable, list[int]]:
    if len(group) != len(effects):
        raise ValueError("group needs one name a study")
    members: dict[Hashable, list[int]] = {}
    for at, name in enumerate(group):
        members.setdefault(name, []).append(at)
    if len(members) < 2:
        raise ValueError("a difference between groups needs at least two groups")
    return members
