"""Pieces stay small enough to read in one sitting, and folders are named after the field."""

import ast
from pathlib import Path

import pytest

import zebrapad

PACKAGE = Path(zebrapad.__path__[0])
MODULES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if not {"migrations", "tests"} & set(path.parts)
]
SCRIPTS = sorted(PACKAGE.rglob("static/**/*.js"))
NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "common",
    "misc",
    "base",
    "manager",
    "service",
}


def short(path):
    return str(path.relative_to(PACKAGE))


def explained(function):
    """The lines of a docstring: to explain a method at length makes no function longer."""
    return len((ast.get_docstring(function) or "").splitlines())


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_a_module_has_at_most_400_lines_and_a_function_40(path):
    source = path.read_text(encoding="utf-8")
    functions = [
        (
            node.name,
            node.end_lineno - node.lineno + 1 - len((ast.get_docstring(node) or "").split("\n")),
        )
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert len(source.splitlines()) <= 400
    assert not [(name, lines) for name, lines in functions if lines > 40]


@pytest.mark.parametrize("path", SCRIPTS, ids=short)
def test_a_script_has_at_most_150_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


def test_names_are_of_the_field():
    named = {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts}

    assert not named & NAMES_THAT_SAY_NOTHING


def test_no_path_is_longer_than_a_line():
    assert not [
        short(p) for p in PACKAGE.rglob("*") if len(short(p)) > 80 and "build" not in p.parts
    ]
