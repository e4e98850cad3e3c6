"""The options of each verb."""

import argparse
from pathlib import Path

from zebrapad.engines.pairtest.wording import LANGUAGES


def add_form(verb: argparse.ArgumentParser) -> None:
    """In which form and language the answer is written."""
    form = verb.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="numbers, for a program to read")
    form.add_argument("--html", action="store_true", help="a page that stands alone, with figures")
    verb.add_argument("--language", choices=LANGUAGES, default="en", help="of the words (en)")


def add_table(verb: argparse.ArgumentParser) -> None:
    """How the file is written."""
    verb.add_argument("--separator", default=",", help="between columns: , ; | or tab (,)")
    verb.add_argument("--decimal", default=".", choices=(".", ","), help="before decimals (.)")
    verb.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="OURS=THEIRS",
        help="the file's name for a column of ours, such as pair=listing_id",
    )


def add_verbs(name: str, verb: argparse.ArgumentParser) -> None:
    """What only this verb takes."""
    if name in ("analyse", "agents"):
        verb.add_argument("--control", required=True, help="name of the control arm")
        verb.add_argument("--test", required=True, help="name of the test arm")
    if name == "analyse":
        verb.add_argument("--margin", type=float, default=0.05, help="a difference that matters")
    if name == "agents":
        verb.add_argument("--seed", type=int, default=1, help="of what is drawn (1)")
    if name == "draw":
        verb.add_argument("--protocol", type=Path, required=True, help="the design, as TOML")
        verb.add_argument("--seed", type=int, required=True, help="the registered seed")
    if name == "power":
        _add_power(verb)
    if name == "pool":
        verb.add_argument("--study", default="study", help="column with the name of each study")
        verb.add_argument("--method", default="reml", choices=("fixed", "dl", "reml", "pm"))


def _add_power(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--pairs", type=int, required=True, help="planned pairs")
    verb.add_argument("--only-control", type=float, required=True, help="supposed share, as 0.13")
    verb.add_argument("--only-test", type=float, required=True, help="supposed share, as 0.05")
    verb.add_argument("--effect", type=float, default=1.0, help="design effect of agents (1)")
    verb.add_argument("--wanted", type=float, default=0.8, help="wanted power (0.8)")
    verb.add_argument("--alpha", type=float, default=0.05, help="two-sided level (0.05)")
