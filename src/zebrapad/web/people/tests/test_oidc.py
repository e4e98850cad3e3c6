"""Signing in at a real OpenID Connect provider, and every token that must not be believed."""

import re
import time
from html import unescape
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from zebrapad.core.people.access import Role
from zebrapad.core.people.models import Invitation, Person, Seat
from zebrapad.web.people.tests.conftest import PASSWORD, code
from zebrapad.web.people.tests.provider import Provider, new_key, running, settings_for

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]
LOGIN = "/en/accounts/oidc/city/login/"
CALLBACK = "/accounts/oidc/city/callback/"
KIM = {"sub": "p-1", "email": "kim@here.example", "email_verified": True, "name": "Kim Maes"}
# As the provider of the Flemish authorities tells it: no address, a number of the person.
ACM = {"sub": "2365621db15c", "given_name": "Kim", "family_name": "Maes", "vo_id": "a5720746"}


@pytest.fixture
def provider(settings):
    with running(Provider(person=KIM)) as provider:
        settings.SOCIALACCOUNT_PROVIDERS = settings_for(provider)
        yield provider


def go(browser, address=LOGIN, **asked):
    """To the provider, as a browser goes; back comes the address it sends us to."""
    page = browser.post(f"{address}?{urlencode(asked)}" if asked else address)
    target = unescape(re.findall(r'href="(http://127[^"]+)"', page.content.decode())[0])
    answer = requests.get(target, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def sign_in_there(browser=None, **asked):
    browser = browser or Client()
    answer = browser.get(go(browser, **asked))
    return browser, answer


def who(browser):
    return browser.session.get("_auth_user_id")


def test_who_is_known_by_a_verified_address_is_signed_in(provider, member, city):
    person = member(city, Role.EDITOR, email=KIM["email"])

    browser, answer = sign_in_there()

    assert who(browser) == str(person.pk)
    assert answer.headers["Location"] == "/en/accounts/start/"


def test_the_whole_code_flow_is_walked_with_pkce_state_and_nonce(provider, member):
    member(email=KIM["email"])

    sign_in_there()

    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 16
    assert len(asked["nonce"]) >= 32
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert urlsplit(asked["redirect_uri"]).path == CALLBACK  # one address for every language


def test_the_way_back_keeps_the_language(provider, member):
    member(email=KIM["email"])
    browser = Client()

    answer = browser.get(go(browser, address="/fr/accounts/oidc/city/login/"))

    assert answer.headers["Location"].startswith("/fr/")


def test_once_signed_in_the_account_is_connected_and_opens_by_its_number(provider, member):
    person = member(email=KIM["email"])
    sign_in_there()
    provider.person = {"sub": "p-1"}

    browser, _ = sign_in_there()

    assert who(browser) == str(person.pk)


def test_of_what_the_provider_tells_only_a_name_is_kept(provider, member):
    provider.person = KIM | {"rrn": "85073003328", "birthdate": "1985-07-30"}
    member(email=KIM["email"])

    sign_in_there()

    assert SocialAccount.objects.get().extra_data == {"name": "Kim Maes"}


@pytest.mark.parametrize(
    "stranger",
    [
        {"sub": "p-2", "email": "someone@else.example", "email_verified": True},
        KIM | {"email_verified": False},
        {k: v for k, v in KIM.items() if k != "email_verified"},
        {"sub": "p-3"},
    ],
)
def test_nobody_else_is_signed_in_and_no_account_is_made(provider, member, stranger):
    member(email=KIM["email"])
    provider.person = stranger

    browser, answer = sign_in_there()

    assert who(browser) is None
    assert "closed" in answer.content.decode().lower()
    assert Person.objects.count() == 1
    assert mail.outbox == []


def test_an_example_account_is_not_opened_from_elsewhere(provider, member):
    member(email=KIM["email"], example=True)

    browser, _ = sign_in_there()

    assert who(browser) is None


def test_the_second_factor_is_asked_here_all_the_same(provider, member, city):
    person = member(city, Role.COORDINATOR, email=KIM["email"], factor=True)

    browser, answer = sign_in_there()
    before = who(browser)
    browser.post("/en/accounts/2fa/authenticate/", {"code": code()})

    assert before is None
    assert answer.headers["Location"] == "/en/accounts/2fa/authenticate/"
    assert who(browser) == str(person.pk)


def test_the_invited_may_come_in_from_elsewhere_and_accept(provider, city, seat):
    _, coordinator = seat(city, Role.COORDINATOR)
    provider.person = ACM
    coordinator.post(
        "/en/here/desk/people/invite/",
        {"email": "kim@go-out.example", "role": Role.EDITOR, "language": "en"},
    )
    address = re.findall(r"http://[^/]+(/en/invitations/\S+/)", mail.outbox[0].body)[0]

    browser, answer = sign_in_there(next=address)
    browser.post(address)

    person = Person.objects.get(email="kim@go-out.example")
    assert answer.headers["Location"] == address
    assert (person.name, person.has_usable_password()) == ("Kim Maes", False)
    assert Seat.objects.get(person=person).role == Role.EDITOR


def test_a_withdrawn_invitation_lets_nobody_in_from_elsewhere(provider, city, seat):
    _, coordinator = seat(city, Role.COORDINATOR)
    coordinator.post(
        "/en/here/desk/people/invite/",
        {"email": "kim@go-out.example", "role": Role.EDITOR, "language": "en"},
    )
    address = re.findall(r"http://[^/]+(/en/invitations/\S+/)", mail.outbox[0].body)[0]
    provider.person = ACM
    browser = Client()
    back = go(browser, next=address)
    number = Invitation.objects.get().pk
    coordinator.post(f"/en/here/desk/people/invitations/{number}/withdraw/")
    browser.get(back)

    assert who(browser) is None
    assert not Person.objects.filter(email="kim@go-out.example").exists()


def test_an_account_elsewhere_is_connected_by_who_is_signed_in(provider, member, sign_in, city):
    """The way for a provider that tells no address, such as the one of the Flemish authorities."""
    provider.person = ACM
    person = member(city, Role.EDITOR)
    mine = sign_in(person)
    mine.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
    mine.get(go(mine, process="connect"))

    browser, _ = sign_in_there()

    assert who(browser) == str(person.pk)


def test_the_national_number_is_never_asked(provider, settings, member):
    settings.SOCIALACCOUNT_PROVIDERS = settings_for(provider, scope=["openid", "profile", "rrn"])
    member(email=KIM["email"])

    sign_in_there(scope="rrn", auth_params="prompt=none")

    assert set(provider.asked[0]["scope"].split()) == {"openid", "profile"}
    assert "prompt" not in provider.asked[0]


def test_a_number_can_stand_in_another_claim(provider, settings, member):
    settings.SOCIALACCOUNT_PROVIDERS = settings_for(provider, uid_field="vo_id")
    provider.person = ACM | {"email": KIM["email"], "email_verified": True}
    member(email=KIM["email"])

    sign_in_there()

    assert SocialAccount.objects.get().uid == ACM["vo_id"]


NOW = int(time.time())


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"nonce": "of another sign-in"}},
        {"without": ("nonce",)},
        {"claims": {"iss": "http://127.0.0.1:1"}},
        {"claims": {"aud": "another client"}},
        {"claims": {"aud": ["zebrapad-test", "other"], "azp": "other"}},
        {"claims": {"exp": NOW - 120, "iat": NOW - 600}},
        {"claims": {"iat": NOW + 3600}},
        {"without": ("exp",)},
        {"without": ("sub",)},
        {"signs_with": new_key()},
        {"algorithm": "none"},
        {"algorithm": "HS256", "signs_with": "a secret of this test, long enough to sign with"},
        {"userinfo": {"sub": "p-9"}},
        {"discovery": {"issuer": "http://127.0.0.1:1"}},
    ],
    ids=str,
)
def test_a_token_that_is_wrong_in_any_way_is_refused(provider, member, wrong):
    member(email=KIM["email"])
    for name, value in wrong.items():
        setattr(provider, name, value)
    if wrong.get("algorithm") == "none":
        provider.signed = lambda asked: unsigned(provider, asked)

    browser, answer = sign_in_there()

    assert who(browser) is None
    assert answer.status_code in (200, 401, 502)
    assert "http" not in answer.headers.get("Location", "")


def unsigned(provider, asked):
    claims = {"iss": provider.address, "aud": "zebrapad-test", "sub": "p-1", "iat": NOW}
    return jwt.encode(claims | {"exp": NOW + 300, "nonce": asked["nonce"]}, None, algorithm="none")


def test_a_state_that_we_did_not_give_is_refused(provider, member):
    member(email=KIM["email"])
    browser = Client()
    given = dict(parse_qsl(urlsplit(go(browser)).query))

    browser.get(CALLBACK, given | {"state": "made-up"})

    assert who(browser) is None


def test_what_came_back_to_one_browser_opens_no_other(provider, member):
    member(email=KIM["email"])
    back = go(Client())
    thief = Client()

    thief.get(back)

    assert who(thief) is None


def test_a_code_opens_once(provider, member):
    member(email=KIM["email"])
    browser = Client()
    back = go(browser)
    browser.get(back)
    browser.post("/en/accounts/logout/")

    browser.get(back)

    assert who(browser) is None


def test_a_stolen_code_is_worth_nothing_without_the_verifier(provider, member):
    member(email=KIM["email"])
    mine, thief = Client(), Client()
    stolen = parse_qs(urlsplit(go(mine)).query)["code"][0]
    own = dict(parse_qsl(urlsplit(go(thief)).query))

    thief.get(CALLBACK, own | {"code": stolen})

    assert who(thief) is None


def test_a_no_at_the_provider_is_said_plainly(provider):
    browser = Client()
    given = dict(parse_qsl(urlsplit(go(browser)).query))

    answer = browser.get(CALLBACK, {"state": given["state"], "error": "access_denied"}, follow=True)

    assert answer.status_code == 200
    assert who(browser) is None


def test_a_provider_that_is_away_is_said_plainly(provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS = settings_for(provider, server_url="http://127.0.0.1:9")

    assert Client().post(LOGIN).status_code == 502


def test_an_unknown_provider_is_not_found(provider):
    assert Client().get("/en/accounts/oidc/other/login/").status_code == 404
    assert Client().get("/accounts/oidc/other/callback/").status_code == 404


def test_without_a_provider_the_sign_in_page_names_none(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}

    assert "/oidc/" not in Client().get("/en/accounts/login/").content.decode()


def test_with_a_provider_the_sign_in_page_names_it(provider):
    assert "City account" in Client().get("/en/accounts/login/").content.decode()
