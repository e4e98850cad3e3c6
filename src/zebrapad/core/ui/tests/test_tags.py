"""What the template tags say, in the reader's language."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from zebrapad.core.cities.periods import period
from zebrapad.core.cities.texts import Text


def drawn(source, request=None, **context):
    if request is not None:
        context["request"] = request
    return Template("{% load ui %}" + source).render(Context(context))


def test_a_text_is_given_in_the_readers_language():
    with override("fr"):
        assert drawn("{{ t|said }}", t=Text({"nl": "stad", "fr": "ville"})) == "ville"


def test_a_text_that_falls_back_says_in_which_language_it_is():
    with override("fr"):
        assert drawn("{{ t|said }}", t=Text({"nl": "<stad>"})) == (
            '<span lang="nl">&lt;stad&gt;</span>'
        )


def test_a_longer_text_becomes_paragraphs_in_its_language():
    with override("en"):
        words = drawn("{{ t|paragraphs }}", t=Text({"nl": "een <b>\n\ntwee"}))
    assert words == '<div lang="nl"><p>een &lt;b&gt;</p>\n\n<p>twee</p></div>'


@pytest.mark.parametrize(
    ("language", "when", "words"),
    [
        ("nl", "2022-05-16", "16 mei 2022"),
        ("en", "2022-05-16", "16 May 2022"),
        ("fr", "2022-05-16", "16 mai 2022"),
        ("fr", "2022-05-01", "1er mai 2022"),
        ("nl", "2022-05", "mei 2022"),
        ("en", "2022", "2022"),
    ],
)
def test_a_date_is_spoken_as_precisely_as_it_is_known(language, when, words):
    with override(language):
        assert drawn("{{ p|spoken }}", p=period(when)) == (
            f'<time datetime="{when}">{words}</time>'
        )


@pytest.mark.parametrize(
    ("when", "words"),
    [("2017/2021-06", "January 2017 to June 2021"), ("2025/2030", "2025–2030")],
)
def test_a_stretch_of_time_is_spoken_from_its_start_to_its_end(when, words):
    with override("en"):
        assert drawn("{{ p|spoken }}", p=period(when)) == words


def test_a_plain_day_is_spoken_too():
    with override("nl"):
        assert "17 mei 2026" in drawn("{{ d|spoken }}", d=date(2026, 5, 17))


@pytest.mark.parametrize("source", ["{{ x|spoken }}", "{{ x|number:'%' }}"])
def test_what_is_not_known_says_so(source):
    with override("en"):
        assert drawn(source, x=None) == '<span class="unknown">not known</span>'


@pytest.mark.parametrize(
    ("language", "value", "unit", "words"),
    [
        ("nl", Decimal("1234.50"), "", "1.234,5"),
        ("en", Decimal("1234.50"), "", "1,234.5"),
        ("nl", Decimal("12.5"), "%", "12,5%"),
        ("fr", Decimal("12.5"), "%", "12,5\N{NO-BREAK SPACE}%"),
        ("nl", 100, "meldingen", "100\N{NO-BREAK SPACE}meldingen"),
        ("en", Decimal("-0.30"), "points", "-0.3\N{NO-BREAK SPACE}points"),
    ],
)
def test_a_number_is_written_as_its_language_does(language, value, unit, words):
    with override(language):
        assert drawn("{{ v|number:u }}", v=value, u=unit) == words


def test_a_unit_that_falls_back_says_in_which_language_it_is():
    with override("en"):
        words = drawn("{{ v|number:u }}", v=3, u=Text({"nl": "meldingen"}))
    assert words == '3\N{NO-BREAK SPACE}<span lang="nl">meldingen</span>'


def test_how_sure_a_statement_is_stands_there_in_words():
    with override("en"):
        assert drawn("{% certainty 'inferred' %}") == (
            '<span class="badge badge-inferred">Derived, not stated as such</span>'
        )


@pytest.mark.parametrize(
    ("source", "bars", "colours", "words"),
    [
        ("{% crossing 3 7 %}", 8, ["#bb1f11", "#df5508", "#f6b600"], "3 of 7 steps done"),
        ("{% crossing 0 0 %}", 7, [], "No steps yet"),
        ("{% crossing steps=second_only %}", 3, ["#df5508"], "1 of 2 steps done"),
    ],
)
def test_a_crossing_has_a_bar_more_than_steps_and_colours_those_done(source, bars, colours, words):
    with override("en"):
        mark = drawn(source, second_only=[False, True])

    assert mark.count('fill="#fff"') == bars
    assert [part[:7] for part in mark.split('fill="')[2:] if part[:4] != "#fff"] == colours
    assert f"<title>{words}</title>" in mark


def test_a_long_crossing_takes_the_six_colours_again():
    assert drawn("{% crossing 7 8 %}").count("#bb1f11") == 2


def test_a_crossing_that_only_adorns_is_silent():
    mark = drawn("{% crossing 1 2 decorative=True %}")
    assert 'aria-hidden="true"' in mark
    assert "<title>" not in mark


class Question(forms.Form):
    title = forms.CharField(label="Title", help_text="As in the plan.")
    way = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure", required=False)
    more = forms.CharField(label="More", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_its_label_hint_and_error_to_its_input():
    with override("en"):
        field = drawn("{% field form.title %}", form=Question({"title": ""}))
    assert '<label for="id_title">Title' in field
    assert 'id="id_title_helptext"' in field
    assert 'aria-describedby="id_title_helptext id_title_error"' in field
    assert 'aria-invalid="true"' in field


def test_several_inputs_of_one_question_are_a_group_with_a_legend():
    field = drawn("{% field form.way %}", form=Question())
    assert "<fieldset" in field
    assert "<legend>" in field


def test_what_may_stay_open_says_so():
    with override("en"):
        assert "you may leave this open" in drawn("{% field form.more %}", form=Question())
        assert "you may leave this open" not in drawn("{% field form.title %}", form=Question())


def test_a_wrong_form_begins_with_what_to_mend_and_links_to_it():
    with override("en"):
        form = drawn("{{ form }}", form=Question({"title": ""}))
    assert form.index('role="alert"') < form.index('name="title"')
    assert 'href="#id_title"' in form
    assert 'href="#id_way_0"' in form  # of several inputs, the first


LINKS = (
    "{% languages as links %}"
    "{% for x in links %}{{ x.path }}{% if x.current %}*{% endif %} {% endfor %}"
)


def test_the_same_page_in_another_language_differs_in_the_first_word_only():
    request = RequestFactory().get("/nl/here/plan/?page=2")
    with override("nl"):
        links = drawn(LINKS, request)
    assert links == "/nl/here/plan/?page=2* /en/here/plan/?page=2 /fr/here/plan/?page=2 "


def test_an_address_without_language_leads_to_the_start_in_each():
    request = RequestFactory().get("/healthz")
    assert "/en/" in drawn("{% languages as l %}{% for x in l %}{{ x.path }} {% endfor %}", request)
