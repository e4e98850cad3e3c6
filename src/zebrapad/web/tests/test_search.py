import pytest

from zebrapad.web.search import Findable, folded, found, marked

CROSSING = Findable(
    kind="Action", title="Zebrapad op de Grote Markt", text="Eén zebrapad", address="/a/"
)
CAFE = Findable(
    kind="Action", title="Regenboogcafé", text="Elke maand, naast het zebrapad", address="/b/"
)


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("zebrapad", ["/a/", "/b/"]),  # in the title before in the text
        ("ZEBRAPAD markt", ["/a/"]),  # every word must be there
        ("regenboogcafe", ["/b/"]),  # without its accent
        ("café", ["/b/"]),
        ("  ", []),
        ("fiets", []),
    ],
)
def test_what_holds_every_word_is_found_titles_first(words, addresses):
    assert [hit.address for hit in found(words, [CAFE, CROSSING])] == addresses


def test_what_people_wrote_stays_text():
    hostile = Findable(kind="x", title="<script>zebra</script>", text="", address="/")

    [hit] = found("zebra", [hostile])

    assert hit.title == "&lt;script&gt;<mark>zebra</mark>&lt;/script&gt;"


def test_each_hit_is_marked_and_nothing_is_lost():
    assert marked("Één en één", ["een"]) == "<mark>Één</mark> en <mark>één</mark>"


@pytest.mark.parametrize("text", ["ﬁets", "İstanbul", "ÇAVARIA", "ß", "e\u0301"])
def test_a_folded_text_is_as_long_as_it_was(text):
    assert len(folded(text)) == len(text)


def test_only_the_part_around_the_first_hit_is_shown():
    long = Findable(kind="x", title="x", text="a " * 200 + "zebra" + " b" * 200, address="/")

    [hit] = found("zebra", [long])

    assert hit.excerpt.startswith("… a")
    assert hit.excerpt.endswith("b …")
