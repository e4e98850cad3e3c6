"""Finding words in what a city published; accents and capitals do not matter."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

AROUND = 80  # letters shown on either side of the first hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """Something that can be found: its title, what is said of it, and where it is."""

    kind: str
    title: str
    text: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    kind: str
    title: SafeString
    excerpt: SafeString
    address: str


def folded(text: str) -> str:
    """The text without accents and capitals, letter for letter as long as it was.

    >>> folded("Één café in çavaria")
    'een cafe in cavaria'
    """
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0].lower()
    return bare if len(bare) == 1 else letter


def found(words: str, among: Iterable[Findable]) -> list[Hit]:
    """What holds every word, what holds them in its title first."""
    wanted = folded(words).split()
    if not wanted:
        return []
    ranked = [(rank, each) for each in among if (rank := _rank(wanted, each)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [
        Hit(
            kind=each.kind,
            title=marked(each.title, wanted),
            excerpt=marked(_excerpt(each.text, wanted), wanted),
            address=each.address,
        )
        for _rank_of, each in ranked
    ]


def _rank(wanted: list[str], each: Findable) -> int | None:
    title, whole = folded(each.title), folded(f"{each.title} {each.text}")
    if not all(word in whole for word in wanted):
        return None
    return sum(word not in title for word in wanted)


def _excerpt(text: str, wanted: list[str]) -> str:
    bare = folded(text)
    places = [place for word in wanted if (place := bare.find(word)) >= 0]
    first = min(places, default=0)
    starts = max(0, first - AROUND)
    ends = min(len(text), first + 2 * AROUND)
    return f"{'… ' if starts else ''}{text[starts:ends].strip()}{' …' if ends < len(text) else ''}"


def marked(text: str, wanted: list[str]) -> SafeString:
    """The text with each hit marked; what people wrote stays text."""
    bare, place, parts = folded(text), 0, list[SafeString]()
    while place < len(text):
        hits = [(at, -len(w), w) for w in wanted if (at := bare.find(w, place)) >= 0]
        if not hits:
            break
        at, _length, word = min(hits)
        end = at + len(word)
        parts.append(format_html("{}<mark>{}</mark>", text[place:at], text[at:end]))
        place = end
    parts.append(format_html("{}", text[place:]))
    return format_html_join("", "{}", ((part,) for part in parts))
