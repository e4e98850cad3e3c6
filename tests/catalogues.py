"""The catalogues of what people read: gathered from the source, and checked to be whole.

`python -m tests.catalogues --gather` brings them up to date (needs gettext);
`--check` says what is untranslated, doubtful, or no longer as the source has it.
"""

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.core.management import call_command
from django.test.utils import override_settings

PACKAGE = Path(__file__).resolve().parents[1] / "src/zebrapad"
LOCALE = PACKAGE / "locale"
TRANSLATED = ("nl", "fr")  # English is the language of the source


def gather(package: Path) -> None:
    """Write what the source marks for translation into the catalogues beside it."""
    languages = [option for language in TRANSLATED for option in ("-l", language)]
    options = ["--no-wrap", "--add-location", "file", "--no-obsolete", "-v", "0"]
    ignored = ["--ignore", "tests/*", "--ignore", "build/*"]
    for language in TRANSLATED:
        (package / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(package), override_settings(LOCALE_PATHS=[]):
        call_command("makemessages", *languages, *options, *ignored)


def catalogue(folder: Path, language: str) -> Catalog:
    with (folder / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def _is_whole(message: Message) -> bool:
    words = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(words)


def faults(folder: Path, fresh: Path | None) -> Iterator[str]:
    """What is wrong with the catalogues; with `fresh`, also what the source has and they lack."""
    for language in TRANSLATED:
        known = catalogue(folder, language)
        for message in known:
            if message.id and (message.fuzzy or not _is_whole(message)):
                state = "doubtful" if message.fuzzy else "untranslated"
                yield f"{language}: {state}: {message.id!r}"
            for error in message.check(known):
                yield f"{language}: {error}: {message.id!r}"
        if fresh:
            wanted = {(m.context, m.id) for m in catalogue(fresh, language) if m.id}
            have = {(m.context, m.id) for m in known if m.id}
            yield from (
                f"{language}: not gathered: {key!r}" for key in sorted(wanted - have, key=str)
            )
            yield from (
                f"{language}: no longer there: {key!r}" for key in sorted(have - wanted, key=str)
            )


def check() -> list[str]:
    if shutil.which("xgettext") is None:
        sys.stderr.write("gettext is missing: what the source marks is not compared with them.\n")
        return list(faults(LOCALE, None))
    with tempfile.TemporaryDirectory() as folder:
        # Gathering writes into the folder that it reads, so it reads a copy.
        fresh = Path(folder) / "zebrapad"
        shutil.copytree(PACKAGE, fresh, ignore=shutil.ignore_patterns("locale", "tests", "static"))
        gather(fresh)
        return list(faults(LOCALE, fresh / "locale"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    verb = parser.add_mutually_exclusive_group(required=True)
    verb.add_argument("--gather", action="store_true")
    verb.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zebrapad.web.settings")
    django.setup()
    if asked.gather:
        gather(PACKAGE)
        return 0
    found = check()
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
