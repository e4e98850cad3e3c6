"""The frames that every page stands in."""

from types import SimpleNamespace as Plain

import html5lib
import pytest
from django import forms
from django.template import engines
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from zebrapad.core.cities.texts import Text

pytestmark = pytest.mark.urls("zebrapad.core.ui.tests.frame_urls")
CITY = Plain(slug="here", name=Text({"nl": "Hier"}), example=False, phone="056 27 70 00")


@pytest.fixture
def drawn():
    def drawn(source, path="/nl/here/plan/actions/", language="en", **context):
        request = RequestFactory().get(path)
        request.actor = Plain(city=CITY, person=None, may=lambda _grant: False)
        request.resolver_match = resolve(path)
        with override(language):
            page = engines["django"].from_string(source).render(context, request)
        html5lib.HTMLParser(strict=True).parse(page)
        return page

    return drawn


PAGE = (
    '{% extends "ui/page.html" %}{% block title %}Actions{% endblock %}'
    "{% block content %}<h1>Actions</h1>{% endblock %}"
)


def test_a_page_says_its_language_name_and_city(drawn):
    page = drawn(PAGE)
    assert '<html lang="en">' in page
    assert "<title>Actions – Hier</title>" in page
    assert 'href="#content"' in page


def test_help_is_one_step_away_on_each_public_page(drawn):
    page = drawn(PAGE)
    assert 'href="tel:112"' in page
    assert 'href="/nl/here/talk/"' in page


def test_the_navigation_leads_only_to_what_exists(drawn):
    nav = drawn(PAGE).split('<nav class="nav"')[1].split("</nav>")[0]
    assert nav.count("<li>") == 3
    assert '<a href="/nl/here/plan/" aria-current="true">' in nav


def test_the_page_itself_is_current(drawn):
    assert '<a href="/nl/here/plan/" aria-current="page">' in drawn(PAGE, "/nl/here/plan/")


def test_the_languages_of_a_page_are_named_in_themselves(drawn):
    page = drawn(PAGE)
    assert '<a href="/fr/here/plan/actions/" hreflang="fr" lang="fr">' in page
    assert 'hreflang="nl" href="http://testserver/nl/here/plan/actions/"' in page
    assert "Français" in page


def test_an_error_leads_the_title(drawn):
    class Question(forms.Form):
        title = forms.CharField()

    assert "<title>Error: Actions – Hier</title>" in drawn(PAGE, form=Question({}))
    assert "<title>Actions – Hier</title>" in drawn(PAGE, form=Question())


def test_a_made_up_city_says_so(drawn, monkeypatch):
    assert "note-example" not in drawn(PAGE)
    monkeypatch.setattr(CITY, "example", True)
    assert "note-example" in drawn(PAGE)


def test_what_is_not_here_shows_the_ways_on(drawn):
    page = drawn('{% extends "404.html" %}')
    assert 'href="/nl/here/"' in page
    assert 'class="help"' in page


def test_who_may_not_see_a_page_is_told_what_to_do(drawn):
    assert "/accounts/login/?next=/nl/here/plan/actions/" in drawn('{% extends "403.html" %}')


def test_what_came_too_late_says_why(drawn):
    assert "Someone was first." in drawn('{% extends "409.html" %}', reason="Someone was first.")
