"""Simulated power is the same number whoever does the work."""

import math

import pytest

from zebrapad.engines.pairtest import power


def draw(rng):
    return rng.normal(0.5, 1)


def analyse(value, rng):
    return math.nan if value > 3 else float(rng.random() * (value < 0.5))


class Client:
    """The interface of a cluster, on the spot."""

    def map(self, function, arguments):
        return [(function, argument) for argument in arguments]

    def gather(self, futures):
        return [function(argument) for function, argument in futures]


def test_neither_cores_nor_a_cluster_change_the_answer():
    alone = power.simulated_power(draw, analyse, runs=100, seed=3, alpha=0.3)
    several = power.simulated_power(draw, analyse, runs=100, seed=3, alpha=0.3, workers=2)
    cluster = power.simulated_power(draw, analyse, runs=100, seed=3, alpha=0.3, client=Client())

    every_core = power.simulated_power(draw, analyse, runs=100, seed=3, alpha=0.3, workers=None)

    assert alone == several == cluster == every_core
    assert 0 < alone.power < 1
    assert alone.error == pytest.approx(math.sqrt(alone.power * (1 - alone.power) / 100))


def test_studies_without_a_p_are_counted_and_found_nothing():
    found = power.simulated_power(lambda _rng: 4.0, analyse, runs=5, seed=0)

    assert (found.power, found.undecided) == (0, 5)


@pytest.mark.parametrize("client", [None, Client()])
def test_progress_is_told_as_parts_arrive(client):
    told: list[tuple[int, int]] = []
    power.simulated_power(
        draw,
        analyse,
        runs=10,
        seed=0,
        client=client,
        progress=lambda done, of: told.append((done, of)),
    )

    assert told[-1] == (10, 10)
    assert len(told) == 10


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"workers": 0}, {"seed": -1}])
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match="from 1, and seed from 0"):
        power.simulated_power(draw, analyse, **({"runs": 1, "seed": 0} | wrong))
