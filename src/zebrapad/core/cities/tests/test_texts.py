import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from zebrapad.core.cities.models import City
from zebrapad.core.cities.texts import Text, text

STREET = Text({"nl": "straat", "fr": "rue"})


@pytest.mark.parametrize(
    ("reader", "reads", "language"),
    [("nl", "straat", "nl"), ("fr", "rue", "fr"), ("en", "straat", "nl")],
)
def test_a_reader_gets_their_language_else_the_first_there_is(reader, reads, language):
    with translation.override(reader):
        assert (str(STREET), STREET.language) == (reads, language)


def test_an_empty_wording_is_no_wording():
    assert text({"nl": "straat", "en": "  "}) == Text({"nl": "straat"})
    assert not text({"nl": ""})


@pytest.mark.parametrize("wrong", ["straat", ["straat"], {"nl": 3}, {3: "straat"}])
def test_a_text_without_a_language_is_refused(wrong):
    with pytest.raises(ValidationError, match="per language"):
        text(wrong)


@pytest.mark.django_db
def test_a_text_comes_back_from_the_database_as_it_went():
    City.objects.create(slug="here", name=STREET, country="BE")

    assert City.objects.get().name == STREET
    assert City.objects.filter(name__nl="straat").exists()
    assert City.objects.values_list("region", flat=True).get() == Text()
