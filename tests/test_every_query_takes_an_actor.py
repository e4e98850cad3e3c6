"""A rule that no reviewer has to remember: who asks comes first."""

import importlib
import inspect
import pkgutil

import pytest

import zebrapad.features
from zebrapad.core.people.actors import Actor

GUARDED = [
    module.name
    for module in pkgutil.walk_packages(zebrapad.features.__path__, "zebrapad.features.")
    if {"queries", "actions"} & set(module.name.split(".")) and ".tests" not in module.name
]
# What computes from values alone reads and writes no row, so nobody has to be allowed it.
OF_VALUES = {"canonical", "content_of", "digest"}


@pytest.mark.parametrize("module", GUARDED)
def test_first_argument_is_the_actor(module):
    guarded = importlib.import_module(module)
    own = [
        (name, function)
        for name, function in inspect.getmembers(guarded, inspect.isfunction)
        if function.__module__ == module and not name.startswith("_") and name not in OF_VALUES
    ]

    for name, function in own:
        parameters = list(inspect.signature(function).parameters.values())
        assert parameters, f"{module}.{name} takes no Actor"
        assert parameters[0].annotation is Actor, f"{module}.{name} takes no Actor first"
