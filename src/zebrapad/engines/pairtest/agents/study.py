"""Agents of one study in one call: first what may be said, then only that."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zebrapad.engines.pairtest.agents.concentration import Concentration, concentration
from zebrapad.engines.pairtest.agents.gaps import Floats, Gaps, Tally, gaps_of
from zebrapad.engines.pairtest.agents.gate import Assumed, Sayable, can_be_said
from zebrapad.engines.pairtest.agents.grades import Grades, grades
from zebrapad.engines.pairtest.agents.homogeneity import Homogeneity, permuted
from zebrapad.engines.pairtest.agents.likelihood import Likelihood, normal, trinomial
from zebrapad.engines.pairtest.agents.penalty import match_variance
from zebrapad.engines.pairtest.agents.posterior import Posterior, order_probabilities, posterior
from zebrapad.engines.pairtest.agents.prior import Prior
from zebrapad.engines.pairtest.agents.significance import Flags, p_values, q_values
from zebrapad.engines.pairtest.agents.spread import Spread, between
from zebrapad.engines.pairtest.agents.warning import NO_SPREAD_SEEN, NOT_FOR_NAMING

ENOUGH_FOR_NORMAL = 30


@dataclass(frozen=True, slots=True)
class Single:
    """Agents of whom something can be said, and only these.

    Attributes:
        agent: Which, shape (S,).
        p: Two-sided p-value of each, shape (S,).
        flags: q-values among these.
        posterior: Gap of each given its pairs and the prior of all agents; none without spread.
        grades: Report card; none without spread or with one agent.
        warning: Key of the sentence that goes with it.
    """

    agent: NDArray[Any]
    p: Floats
    flags: Flags
    posterior: Posterior | None
    grades: Grades | None
    warning: str = NOT_FOR_NAMING


@dataclass(frozen=True, slots=True)
class Study:
    """How the agents of a study differ, and what is known of single ones.

    Attributes:
        said: What may be said, and the keys of the sentences that go with it.
        gaps: Gap of each agent: material for the study, not for saying anything of one.
        spread: Variance between agents; none where fewer than two have two pairs.
        alike: Permutation test that all are alike; none with one agent.
        prior: Law of the gaps; none where the variance between agents is not above 0.
        concentration: Of that law; none without it, or where the mean gap is not above 0.
        single: Agents of whom something can be said; none where nothing can be said of any.
    """

    said: Sayable
    gaps: Gaps
    spread: Spread | None
    alike: Homogeneity | None
    prior: Prior | None
    concentration: Concentration | None
    single: Single | None


def describe(
    counted: Tally,
    rng: np.random.Generator,
    *,
    assumed: Assumed | None = None,
    rate: float = 0.25,
    draws: int = 9_999,
) -> Study:
    """All that may be said of the agents of a study.

    Args:
        counted: Pairs by agent.
        rng: For the permutation test.
        assumed: What `can_be_said` asks for.
        rate: Of the grades.
        draws: Of the permutation test.

    Source:
        The parts say theirs. The likelihood is exact unless every agent has 30 pairs; the penalty
        matches the bias-corrected variance.
    """
    said = can_be_said(counted, assumed)
    found = gaps_of(counted)
    spread = between(found) if said.of_study else None
    alike = permuted(counted, rng, draws) if counted.pairs.size > 1 else None
    likelihood, prior = None, None
    if spread is not None and spread.variance > 0:
        likelihood = _likelihood(counted, found)
        prior = match_variance(likelihood, spread.variance)
    elif spread is not None:
        said = replace(said, notes=(NO_SPREAD_SEEN, *said.notes))
    shared = concentration(prior.gap, prior.weight) if prior and prior.mean > 0 else None
    single = _single(counted, said, likelihood, prior, rate) if said.of_one.any() else None
    return Study(said, found, spread, alike, prior, shared, single)


def _likelihood(counted: Tally, found: Gaps) -> Likelihood:
    if counted.pairs.min() >= ENOUGH_FOR_NORMAL and found.se.min() > 0:
        return normal(found.difference, found.se)
    return trinomial(counted)


def _single(
    counted: Tally, said: Sayable, likelihood: Likelihood | None, prior: Prior | None, rate: float
) -> Single:
    who = said.of_one
    p = p_values(counted, kind=said.assumed.kind)[who]
    known, card = None, None
    if likelihood is not None and prior is not None:
        known = posterior(replace(likelihood, of=likelihood.of[who]), prior)
        card = grades(order_probabilities(known), rate) if p.size > 1 else None
    return Single(counted.agent[who], p, q_values(p), known, card)
