"""What a person reads of this engine, in their language: one file of sentences a language.

A sentence has a key, and names in braces for what is filled in. The engine stands alone,
so that its sentences can't be in the catalogues of the site.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("nl", "en", "fr")


@cache
def sentences(language: str) -> dict[str, str]:
    """Every sentence of a language by its key.

    Args:
        language: One of `LANGUAGES`.

    Raises:
        ValueError: Another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not “{language}”")
    text = resources.files(__name__).joinpath(f"{language}.toml").read_text("utf-8")
    parts: dict[str, dict[str, str]] = tomllib.loads(text)
    return {f"{part}.{key}": said for part, of in parts.items() for key, said in of.items()}


def say(key: str, language: str, **filled: Any) -> str:
    """One sentence, filled in."""
    return sentences(language)[key].format(**filled)
