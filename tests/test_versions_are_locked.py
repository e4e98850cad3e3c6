"""What is installed is what was locked, wherever it is fetched from."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
WANTED = {"run": RUN, "dev": RUN + PROJECT["dependency-groups"]["dev"]}


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name):
    """What a file of locked versions says, as name to version."""
    lines = (ROOT / f"requirements/{name}.txt").read_text("utf-8").splitlines()
    found = [re.match(r"([\w.-]+)==([\w.+!-]+)", line) for line in lines]
    return {plain(match[1]): match[2] for match in found if match}


@pytest.mark.parametrize("name", WANTED)
def test_every_part_that_is_named_is_locked_with_digests(name):
    text = (ROOT / f"requirements/{name}.txt").read_text("utf-8")
    named = {plain(re.match(r"[\w.-]+", wanted)[0]) for wanted in WANTED[name]}

    assert not named - set(locked(name)), "run: make lock"
    assert text.count("--hash=sha256:") >= len(locked(name))


def test_tests_run_on_the_versions_that_run():
    run, dev = locked("run"), locked("dev")

    assert {part: dev.get(part) for part in run} == run


@pytest.mark.parametrize(
    "path", ["requirements/run.txt", "requirements/dev.txt", "package-lock.json", ".npmrc"]
)
def test_no_registry_is_named(path):
    assert "://" not in (ROOT / path).read_text("utf-8")


def test_the_bundlers_parts_are_locked_with_digests():
    parts = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]

    assert not [name for name, part in parts.items() if name and "integrity" not in part]
