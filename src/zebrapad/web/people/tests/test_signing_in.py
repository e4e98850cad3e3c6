import logging

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django_tasks import default_task_backend

from zebrapad.core.people.access import SECOND_FACTOR, Role
from zebrapad.web.logs import WithoutAddress
from zebrapad.web.people import tasks
from zebrapad.web.people.tests.conftest import PASSWORD, SECRET

pytestmark = pytest.mark.django_db
LOGIN = "/en/accounts/login/"
DESK = "/en/here/desk/people/"


def who(browser):
    return browser.session.get("_auth_user_id")


def test_e_mail_and_password_open_the_desk_of_ones_city(city, member, sign_in):
    browser = sign_in(member(city, Role.EDITOR))

    answer = browser.get("/en/accounts/start/")

    assert answer.headers["Location"] == "/en/here/desk/"


def test_who_works_for_two_cities_chooses(city, elsewhere, member, sign_in):
    person = member(city, Role.EDITOR)
    person.seats.create(city=elsewhere, role=Role.REVIEWER)

    page = sign_in(person).get("/en/accounts/start/").content.decode()

    assert "/en/here/desk/" in page
    assert "/en/elsewhere/desk/" in page


def test_a_wrong_password_and_an_unknown_address_get_the_same_words(member):
    member(email="known@here.example")

    wrong = Client().post(LOGIN, {"login": "known@here.example", "password": "wrong words here"})
    unknown = Client().post(LOGIN, {"login": "other@here.example", "password": "wrong words here"})

    said = [next(iter(a.context["form"].errors.values())) for a in (wrong, unknown)]
    assert said[0] == said[1]


def test_guessing_is_slowed_down(member):
    person = member()
    guess = {"login": person.email, "password": "wrong words here"}
    for _ in range(5):
        Client().post(LOGIN, guess)

    last = Client().post(LOGIN, guess)
    right = Client().post(LOGIN, {"login": person.email, "password": PASSWORD})

    assert "Too many" in str(last.context["form"].errors)
    assert right.status_code == 200
    assert not who(right.client)


def test_nobody_signs_up_unasked():
    answer = Client().post("/en/accounts/signup/", {"email": "a@b.example", "password1": PASSWORD})

    assert not who(answer.client)
    assert "closed" in answer.content.decode().lower()


def test_a_stranger_gets_no_mail_and_learns_nothing_from_the_reset_page(member):
    member(email="known@here.example")
    pages = [
        Client().post("/en/accounts/password/reset/", {"email": f"{name}@here.example"})
        for name in ("known", "other")
    ]

    assert [page.status_code for page in pages] == [302, 302]
    assert [m.to for m in mail.outbox] == [["known@here.example"]]


def test_a_mail_speaks_the_language_of_who_reads_it(member):
    member(email="known@here.example", language="nl")

    Client().post("/en/accounts/password/reset/", {"email": "known@here.example"})

    assert "wachtwoord" in mail.outbox[0].body.lower()


@pytest.mark.parametrize("password", ["short words", "qwerty123456", "robin@here.example"])
def test_a_weak_password_is_refused_and_says_why(member, sign_in, password):
    browser = sign_in(member(email="robin@here.example"))

    answer = browser.post(
        "/en/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )

    assert answer.context["form"].errors["password1"]


def test_a_changed_password_ends_the_other_sessions(city, member, sign_in):
    person = member(city, Role.EDITOR)
    here, there = sign_in(person), sign_in(person)

    new = "other words stand apart"
    here.post(
        "/en/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert here.get("/en/accounts/me/").status_code == 200
    assert there.get("/en/accounts/me/").status_code == 302


def test_sessions_can_be_seen_and_ended(city, member, sign_in):
    person = member(city, Role.EDITOR)
    here, there = sign_in(person), sign_in(person)

    assert len(here.get("/en/accounts/sessions/").context["sessions"]) == 2
    here.post("/en/accounts/sessions/")

    assert here.get("/en/accounts/me/").status_code == 200
    assert there.get("/en/accounts/me/").status_code == 302


def test_the_cookie_is_for_this_site_and_for_twelve_hours(member, sign_in):
    cookie = sign_in(member()).cookies["sessionid"]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 3600


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR - {Role.ADMINISTRATOR}))
def test_a_role_that_needs_a_second_factor_opens_nothing_without(city, member, sign_in, role):
    browser = sign_in(member(city, role))

    for path in ("desk/people/", "desk/trail/", "desk/trail.csv", "desk/people/invite/"):
        answer = browser.get(f"/en/here/{path}")
        assert answer.headers["Location"] == "/en/accounts/2fa/"


def test_an_administrator_without_a_second_factor_is_sent_to_set_one_up(member, sign_in, city):
    browser = sign_in(member(administrator=True))

    assert browser.get("/en/installation/").headers["Location"] == "/en/accounts/2fa/"
    assert browser.get(DESK).headers["Location"] == "/en/accounts/2fa/"
    assert browser.post("/en/installation/cities/add/", {"slug": "x"}).status_code == 302


def test_a_code_from_an_app_is_set_up_and_opens_the_desk(city, member, sign_in, set_up_app):
    browser = sign_in(member(city, Role.COORDINATOR))

    set_up_app(browser)

    assert browser.get(DESK).status_code == 200


def test_with_a_factor_the_password_alone_signs_nobody_in(city, member, sign_in):
    person = member(city, Role.COORDINATOR, factor=True)

    assert not who(sign_in(person))
    assert who(sign_in(person, factor=True))


def test_a_wrong_code_opens_nothing(city, member, sign_in):
    browser = sign_in(member(city, Role.COORDINATOR, factor=True))

    browser.post("/en/accounts/2fa/authenticate/", {"code": "000000"})

    assert not who(browser)


def test_a_session_older_than_the_factor_does_not_go_round_it(city, member, sign_in):
    """Whoever knew only the password was in before; now they must show the factor."""
    person = member(city, Role.COORDINATOR)
    thief = sign_in(person)
    TOTP.activate(person, SECRET)

    answer = thief.get(DESK)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/en/accounts/2fa/reauthenticate/")


def test_setting_up_a_factor_ends_the_sessions_that_were_open(city, member, sign_in, set_up_app):
    person = member(city, Role.COORDINATOR)
    thief, browser = sign_in(person), sign_in(person)

    set_up_app(browser)

    assert thief.get("/en/accounts/me/").status_code == 302


def test_a_reset_password_does_not_go_round_the_factor(city, member):
    person = member(city, Role.COORDINATOR, factor=True)
    browser = Client()
    browser.post("/en/accounts/password/reset/", {"email": person.email})
    link = next(w for w in mail.outbox[0].body.split() if "/password/reset/key/" in w)
    form = browser.get(link, follow=True).redirect_chain[-1][0]

    new = "other words stand apart"
    browser.post(form, {"password1": new, "password2": new})
    browser.post(LOGIN, {"login": person.email, "password": new})

    assert not who(browser)


def test_a_recovery_code_opens_once(city, member, sign_in):
    person = member(city, Role.COORDINATOR, factor=True)
    spare = RecoveryCodes.activate(person).get_unused_codes()[0]

    first, second = sign_in(person), sign_in(person)
    for browser in (first, second):
        browser.post("/en/accounts/2fa/authenticate/", {"code": spare})

    assert who(first)
    assert not who(second)


def test_the_seed_of_a_code_is_not_in_the_database_in_clear(member):
    member(factor=True)

    assert SECRET not in str(Authenticator.objects.get().data)


def test_a_seed_survives_a_new_secret_while_the_old_one_is_kept(member, settings, sign_in, city):
    person = member(city, Role.COORDINATOR, factor=True)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret of the installation, made anew"

    assert who(sign_in(person, factor=True))


def test_an_example_account_opens_the_demo_without_a_factor(city, member, sign_in):
    browser = sign_in(member(city, Role.COORDINATOR, example=True))

    assert browser.get(DESK).status_code == 200


def test_an_example_account_opens_nothing_in_production(city, member, sign_in, settings):
    settings.PRODUCTION = True

    assert not who(sign_in(member(city, Role.COORDINATOR, example=True)))


def test_a_new_address_counts_once_its_code_is_typed(member, sign_in):
    person = member(email="old@here.example")
    browser = sign_in(person)
    browser.post("/en/accounts/reauthenticate/", {"password": PASSWORD})

    browser.post("/en/accounts/email/", {"action_add": "", "email": "new@here.example"})
    person.refresh_from_db()
    before = person.email
    sent = next(m for m in mail.outbox if m.to == ["new@here.example"])
    word = next(w for w in sent.body.split() if len(w) in (6, 7, 9) and w.isupper())
    browser.post("/en/accounts/confirm-email/", {"code": word})
    person.refresh_from_db()

    assert (before, person.email) == ("old@here.example", "new@here.example")


OLD = 10 * 3600


def grown_old(browser):
    """A session in which the password was shown long ago."""
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= OLD
    session.save()
    return browser


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("email/", {"action_add": "", "email": "thief@there.example"}),
        ("2fa/totp/activate/", {"code": "123456"}),
    ],
)
def test_an_open_session_alone_changes_nothing_that_opens_the_account(member, sign_in, page, typed):
    person = member(email="old@here.example")
    browser = grown_old(sign_in(person))

    answer = browser.post(f"/en/accounts/{page}", typed)

    assert "/reauthenticate/" in answer.headers["Location"]
    assert not mail.outbox
    assert [a.email for a in person.emailaddress_set.all()] == ["old@here.example"]


def test_a_session_of_the_demo_is_nobodys_in_production(city, member, sign_in, settings):
    browser = sign_in(member(city, Role.COORDINATOR, example=True))
    before = browser.get(DESK).status_code
    settings.PRODUCTION = True

    answer = browser.get(DESK)

    assert (before, answer.status_code) == (200, 302)
    assert "/login/" in answer.headers["Location"]


def test_the_reset_page_leaves_the_mail_to_the_worker(member, settings):
    person = member(email="known@here.example")
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}

    Client().post("/en/accounts/password/reset/", {"email": "known@here.example"})

    assert [result.args for result in default_task_backend.results] == [[person.pk]]
    assert not mail.outbox


def test_who_left_meanwhile_gets_no_link(member):
    person = member(email="known@here.example")
    type(person).objects.update(is_active=False)

    tasks.send_reset.call(person.pk)

    assert not mail.outbox


@pytest.mark.parametrize("name", ["django.request", "django.security.csrf"])
def test_no_address_of_a_page_is_written_down(name):
    record = logging.LogRecord(name, 30, "", 0, "Forbidden (%s): %s", ("no cookie", "/nl/x/"), None)

    assert WithoutAddress().filter(record)
    assert record.getMessage() == "Forbidden (no cookie)"
