"""A page is made once, and made anew when something in its city changes."""

import gzip
from datetime import UTC, datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from zebrapad.core.cities.models import City
from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.pages import public

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(city):
    """Ask a view for a page of the city; the view counts how often it was made."""

    def ask(view, address="/nl/here/", method="get", **headers):
        request = getattr(RequestFactory(), method)(address, headers=headers)
        request.actor = Actor(City.objects.get(pk=city.pk))
        return view(request)

    return ask


def counting(**how):
    made = []

    @public(**how)
    def view(request):
        made.append(request.GET.get("q"))
        return HttpResponse(f"page {len(made)}", headers={"Link": "<x>"})

    return view, made


def test_a_page_is_made_once(ask):
    view, made = counting()

    answers = [ask(view) for _ in range(3)]

    assert [answer.content for answer in answers] == [b"page 1"] * 3
    assert answers[2].headers["Link"] == "<x>"
    assert len(made) == 1


def test_a_change_in_the_city_makes_its_pages_anew(ask, city):
    view, _made = counting()
    before = ask(view)
    city.revision += 1
    city.save()

    after = ask(view)

    assert (before.content, after.content) == (b"page 1", b"page 2")
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_new_day_makes_pages_anew(ask):
    view, made = counting()
    with time_machine.travel(datetime(2026, 5, 1, 21, 50, tzinfo=UTC), tick=False):
        ask(view)
    with time_machine.travel(datetime(2026, 5, 1, 22, 10, tzinfo=UTC), tick=False):
        ask(view)  # in Brussels it is the second of May by now

    assert len(made) == 2


def test_what_stands_behind_an_address_is_no_page_of_its_own(ask):
    view, made = counting()

    for number in range(5):
        ask(view, f"/nl/here/?q={number}&x={number}")

    assert made == [None]


def test_what_stands_behind_an_address_is_never_shown_to_the_next_reader(ask):
    view = public(lambda request: HttpResponse(request.get_full_path()))

    assert [ask(view, f"/nl/here/{query}").content for query in ("?evil=1", "")] == [
        b"/nl/here/",
        b"/nl/here/",
    ]


def test_what_a_page_reads_makes_pages_of_their_own(ask):
    view, made = counting(reads=("q",))

    for address in ("/?q=a&x=1", "/?q=a&x=2", "/?q=b"):
        ask(view, address)

    assert made == ["a", "b"]


def test_what_may_be_anything_is_never_kept_and_still_has_a_tag(ask):
    view, made = counting(reads=("q",), keep=False)

    first, second = ask(view, "/?q=a"), ask(view, "/?q=a")

    assert made == ["a", "a"]
    assert first.headers["ETag"] != second.headers["ETag"]
    assert first.content == b"page 1"


@pytest.mark.parametrize("how", [{}, {"reads": ("q",), "keep": False}])
def test_a_reader_who_has_the_page_is_told_so(ask, how):
    view = public(**how)(lambda request: HttpResponse("the same"))
    tag = ask(view).headers["ETag"]

    told = [ask(view, if_none_match=known) for known in (tag, f'"other", {tag}', "*")]

    assert [answer.status_code for answer in told] == [304, 304, 304]
    assert all(not answer.content and answer.headers["ETag"] == tag for answer in told)
    assert ask(view, if_none_match='"other"').status_code == 200


def test_who_takes_it_packed_gets_it_packed(ask):
    view, _made = counting()

    packed = ask(view, accept_encoding="gzip, br")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == b"page 1"
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_only_a_page_that_was_found_is_kept(ask):
    made = []

    @public
    def view(request):
        made.append(1)
        return HttpResponse(status=404)

    assert [ask(view).status_code for _ in range(2)] == [404, 404]
    assert len(made) == 2


def test_a_page_is_read_and_never_written_to(ask):
    view, made = counting()

    assert ask(view, method="post").status_code == 405
    assert not made
