import pytest
from django.utils.translation import override

from zebrapad.core.cities.texts import Text
from zebrapad.web.search import Findable, folded, found, marked, worded


def thing(address, title, *texts, language="nl"):
    with override(language):
        wordings = worded(language, title, *texts)
    return Findable(kind="Action", address=address, wordings=wordings)


CROSSING = thing("/a/", "Zebrapad op de Grote Markt", "Eén zebrapad")
CAFE = thing("/b/", "Regenboogcafé", "Elke maand, naast het zebrapad")
FLAG = thing(
    "/c/", Text({"nl": "De vlag", "en": "The rainbow flag"}), Text({"nl": "Aan ’t stadhuis"})
)


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("zebrapad", ["/a/", "/b/"]),  # in the title before in the text
        ("ZEBRAPAD markt", ["/a/"]),  # every word must be there
        ("regenboogcafe", ["/b/"]),  # without its accent
        ("café", ["/b/"]),
        ("cafe\u0301", ["/b/"]),  # the accent as a sign of its own
        ("'t stadhuis", ["/c/"]),  # typed with the plain apostrophe
        ("  ", []),
        ("fiets", []),
    ],
)
def test_what_holds_every_word_is_found_titles_first(words, addresses):
    assert [hit.address for hit in found(words, [CAFE, CROSSING, FLAG])] == addresses


def test_what_only_another_language_says_is_found_last_and_marked_as_such():
    dutch = thing("/d/", "Onze rainbow")

    hits = found("rainbow", [FLAG, dutch])

    assert [(hit.address, hit.language) for hit in hits] == [("/d/", "nl"), ("/c/", "en")]
    assert hits[1].title == "The <mark>rainbow</mark> flag"


def test_a_text_that_lacks_the_readers_language_is_found_in_the_one_it_has():
    hits = found("vlag", [thing("/c/", Text({"nl": "De vlag"}), language="fr")])

    assert [(hit.title, hit.language) for hit in hits] == [("De <mark>vlag</mark>", "nl")]


def test_more_words_than_a_reader_types_are_not_looked_for():
    assert found("zebrapad " * 8 + "fiets", [CROSSING])


def test_what_people_wrote_stays_text():
    [hit] = found("zebra", [thing("/", "<script>zebra</script>")])

    assert hit.title == "&lt;script&gt;<mark>zebra</mark>&lt;/script&gt;"


def test_each_hit_is_marked_and_nothing_is_lost():
    assert marked("Één en één", ["een"]) == "<mark>Één</mark> en <mark>één</mark>"


@pytest.mark.parametrize("text", ["ﬁets", "İstanbul", "ÇAVARIA", "ß", "e\u0301", "’t"])
def test_a_folded_text_is_as_long_as_it_was(text):
    assert len(folded(text)) == len(text)


def test_only_the_part_around_the_first_hit_is_shown():
    [hit] = found("zebra", [thing("/", "x", "a " * 200 + "zebra" + " b" * 200)])

    assert hit.excerpt.startswith("… a")
    assert hit.excerpt.endswith("b …")
    assert len(hit.excerpt) < 300
