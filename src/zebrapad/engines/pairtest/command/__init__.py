"""`zebrapad pairtest …`: the engine on a CSV, for a researcher's own scripts.

Exit codes: 0 done; 1 the input can't be used, and what is wrong stands on standard error;
2 the command itself is wrong.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from zebrapad.engines.pairtest.command.options import add_form, add_table, add_verbs

__all__ = ["main", "parser"]


def parser() -> argparse.ArgumentParser:
    """The command and its verbs."""
    whole = argparse.ArgumentParser(
        prog="zebrapad pairtest", description="The statistics of discrimination tests."
    )
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, what, takes_file in (
        ("describe", "indices, p-values and intervals of four cells, a row a study", True),
        ("power", "what a number of pairs can see", False),
        ("draw", "draw who asks which listing, in which order, with which message", True),
        ("analyse", "the report of two arms from a row an enquiry", True),
        ("agents", "how agents differ, and what may be said of one", True),
        ("pool", "several studies together, with random effects", True),
    ):
        verb = verbs.add_parser(name, help=what, description=what)
        if takes_file:
            verb.add_argument("file", type=Path, help="a CSV; - for standard input")
            add_table(verb)
        add_form(verb)
        add_verbs(name, verb)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; give its exit code."""
    asked = parser().parse_args(words)
    # Only now, so that help comes at once.
    from zebrapad.engines.pairtest.command import running
    from zebrapad.engines.pairtest.data import ImpossibleTable

    try:
        sys.stdout.write(running.run(asked))
    except ImpossibleTable as wrong:
        print(*wrong.said(asked.language), sep="\n", file=sys.stderr)
        return 1
    except (ValueError, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0
