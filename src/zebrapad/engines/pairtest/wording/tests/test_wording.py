"""Every sentence is there in every language, and names the same things."""

import string

import pytest

from zebrapad.engines.pairtest.wording import LANGUAGES, say, sentences


def named(sentence):
    return {name for _text, name, _spec, _how in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence(language):
    english, other = sentences("en"), sentences(language)

    assert other.keys() == english.keys()
    assert not {key for key in english if named(english[key]) != named(other[key])}
    assert not {key for key, sentence in other.items() if not sentence.strip()}


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="one of nl, en, fr, not “de”"):
        say("problem.empty", "de")
