"""Finding words in what a city published; accents and capitals do not matter."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from zebrapad.core.cities.texts import Text

AROUND = 80  # letters shown on either side of the first hit
MOST_WORDS = 8
# Signs of one meaning that print writes in its own way.
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A title and what is said of it, in one language."""

    language: str
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """Something that can be found, worded in the reader's language first."""

    kind: str
    address: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    kind: str
    title: SafeString
    excerpt: SafeString
    address: str
    language: str


def worded(language: str, title: Text | str, *texts: Text | str) -> tuple[Wording, ...]:
    """The wordings of a thing: as the reader sees it, then in the languages it also has."""
    written = [each for each in (title, *texts) if isinstance(each, Text)]
    others = dict.fromkeys(code for each in written for code in each.wordings)
    order = [language, *(code for code in others if code != language)]
    return tuple(_wording(_Speaker(code, language), title, texts) for code in order)


def _wording(speaker: "_Speaker", title: Text | str, texts: tuple[Text | str, ...]) -> Wording:
    own = speaker.code == speaker.own
    return Wording(
        # Without the reader's language a title falls back to the one it has.
        language=title.language if own and isinstance(title, Text) else speaker.code,
        title=speaker(title),
        text=" ".join(filter(None, map(speaker, texts))),
    )


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says a text in one language; for the reader's own, in another where it has none."""

    code: str
    own: str

    def __call__(self, text: Text | str) -> str:
        if isinstance(text, str):
            words = text
        else:
            words = str(text) if self.code == self.own else text.wordings.get(self.code, "")
        return unicodedata.normalize("NFC", words)


def folded(text: str) -> str:
    """The text without accents and capitals, letter for letter as long as it was.

    >>> folded("Één café in çavaria")
    'een cafe in cavaria'
    """
    return "".join(_bare(letter) for letter in text.translate(PLAIN))


def _bare(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0].lower()
    return bare if len(bare) == 1 else letter


def found(words: str, among: Iterable[Findable]) -> list[Hit]:
    """What holds every word: in the reader's language first, in its title first."""
    wanted = folded(unicodedata.normalize("NFC", words)).split()[:MOST_WORDS]
    if not wanted:
        return []
    ranked = [(best, each) for each in among if (best := _best(wanted, each)) is not None]
    ranked.sort(key=lambda pair: pair[0][:3])
    return [_hit(wanted, each, each.wordings[best[0]]) for best, each in ranked]


def _best(wanted: list[str], each: Findable) -> tuple[int, int, int] | None:
    """Which wording holds every word, how many of them not in its title, how late in it."""
    for place, wording in enumerate(each.wordings):
        title, whole = folded(wording.title), folded(f"{wording.title} {wording.text}")
        if all(word in whole for word in wanted):
            missing = sum(word not in title for word in wanted)
            return place, missing, max(title.find(wanted[0]), 0)
    return None


def _hit(wanted: list[str], each: Findable, wording: Wording) -> Hit:
    return Hit(
        kind=each.kind,
        title=marked(wording.title, wanted),
        excerpt=marked(_excerpt(wording.text, wanted), wanted),
        address=each.address,
        language=wording.language,
    )


def _excerpt(text: str, wanted: list[str]) -> str:
    bare = folded(text)
    places = [place for word in wanted if (place := bare.find(word)) >= 0]
    first = min(places, default=0)
    starts = max(0, first - AROUND)
    starts = text.find(" ", starts, first) + 1 if starts else 0
    ends = min(len(text), first + 2 * AROUND)
    ends = text.rfind(" ", first, ends) if " " in text[first:ends] and ends < len(text) else ends
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
