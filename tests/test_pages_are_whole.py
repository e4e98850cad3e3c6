"""Every public page of the demonstration, in each language: whole HTML and no dead link."""

import re
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest

from zebrapad.core.cities.texts import Text
from zebrapad.features.plan import actions, queries
from zebrapad.web import exchange
from zebrapad.web.demo import FILE

LANGUAGES = ("nl", "en", "fr")


@pytest.fixture
def kortrijk(db):
    city = exchange.load(exchange.read(FILE.read_text("utf-8")))
    actor = exchange.keeper(city)
    actions.publish(actor, queries.current_plan(actor), reason=Text({"nl": "Eerste versie"}))
    return city


def links(tree, base):
    for element in tree.iter():
        for name in ("href", "src"):
            to = element.get(name)
            if to and not to.startswith(("mailto:", "tel:", "#", "data:")):
                yield urljoin(base, to)


def walk(client, start):
    """Every page that can be reached from `start` on this site, with its parsed tree."""
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        # A sign-in page is where a public walk ends.
        assert answer.status_code in (200, 302), f"{path}: {answer.status_code}"
        if answer.status_code != 200 or "text/html" not in answer.headers["Content-Type"]:
            continue
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        tree = parser.parse(answer.content)
        yield path, tree
        for to in links(tree, "http://testserver" + path):
            parts = urlsplit(to)
            here = parts.netloc == "testserver" and not parts.path.startswith("/static/")
            if here and parts.path not in seen and "/accounts/" not in parts.path:
                seen.add(parts.path)
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))


def test_every_public_page_is_whole_in_every_language(client, kortrijk):
    titles, languages = {}, {}

    for path, tree in walk(client, "/nl/kortrijk/"):
        language = path.split("/")[1]
        if language not in LANGUAGES:
            continue
        title = tree.findtext(".//title").strip()
        languages[language] = languages.get(language, 0) + 1
        titles.setdefault((language, title), []).append(path.split("?")[0])
        assert tree.get("lang") == language, path
        assert len(tree.findall(".//h1")) == 1, f"{path}: one heading says what the page is"
        assert not tree.findall(".//style"), f"{path}: style in the page"
        assert not [e for e in tree.iter() if e.get("style")], f"{path}: style on an element"
        scripts = [s for s in tree.iter("script") if not s.get("src")]
        assert not [s for s in scripts if "json" not in s.get("type", "")], (
            f"{path}: script in page"
        )
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), f"{path}: an id stands twice"

    assert set(languages) == set(LANGUAGES)
    assert len(set(languages.values())) == 1, f"a page is missing in a language: {languages}"
    shared = {t: set(paths) for t, paths in titles.items() if len(set(paths)) > 1}
    assert not shared, f"pages with the same title: {shared}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_names_itself_in_the_other_languages(client, kortrijk, language):
    page = client.get(f"/{language}/kortrijk/plan/").content.decode()

    assert set(re.findall(r'hreflang="(\w\w)"', page)) >= set(LANGUAGES) - {language}
