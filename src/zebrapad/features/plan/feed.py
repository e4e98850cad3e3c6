"""News as an Atom feed (RFC 4287)."""

import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from django.utils import timezone

from zebrapad.features.plan.news import News

ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 can't hold at all, not even escaped.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A piece of news and the address of the page it is about."""

    news: News
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    name: str
    title: str
    author: str
    language: str
    here: str
    page: str
    updated: datetime
    entries: tuple[Entry, ...]


def write(feed: Feed) -> bytes:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _add(root, "id", feed.name)
    _add(root, "title", feed.title)
    _add(root, "updated", _moment(feed.updated))
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.here)
    _add(root, "link", rel="alternate", type="text/html", href=feed.page)
    for entry in feed.entries:
        _entry(root, entry, feed.language)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(root: ET.Element, entry: Entry, language: str) -> None:
    news = entry.news
    foreign = {} if news.language == language else {"xml:lang": news.language}
    element = _add(root, "entry", **foreign)
    _add(element, "id", news.name)
    _add(element, "title", news.title)
    _add(element, "updated", _moment(news.recorded))
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    if news.text:
        _add(element, "content", news.text, type="text")


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = None if text is None else UNSPEAKABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def _moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
