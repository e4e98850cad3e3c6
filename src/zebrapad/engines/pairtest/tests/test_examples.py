"""The worked examples of the documents run, and say what they say."""

import doctest
from pathlib import Path

import pytest

METHODS = Path(__file__).resolve().parents[5] / "docs/methods"
EXAMPLES = sorted(METHODS.glob("example-*.md"))


def test_there_are_three():
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda page: page.stem)
def test_the_example_runs(page):
    told = doctest.testfile(str(page), module_relative=False, encoding="utf-8")

    assert told.attempted > 5
    assert told.failed == 0
