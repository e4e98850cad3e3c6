"""From an invitation to the desk in a real browser, with a passkey or a code from an app."""

import re
import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(databases=[])]
PASSWORD = "four words stand together"
MAIL_WITHIN_SECONDS = 30
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def door(site):
    """The site by its name: a passkey belongs to a name, never to a number."""
    return f"http://localhost:{urlsplit(site.address).port}"


@pytest.fixture
def browser(chromium):
    """Pages of browsers apart from one another; what the content policy stops fails the test."""
    contexts, complaints = [], []

    def open_one(*, javascript=True):
        context = chromium.new_context(locale="en", java_script_enabled=javascript)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda line: (
                complaints.append(f"{page.url}: {line.text}") if line.type == "error" else None
            ),
        )
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def sign_in(page, door, email, password):
    page.goto(f"{door}/en/accounts/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.locator("input[name=password]").press("Enter")


@pytest.fixture
def invited(site, door, browser):
    """Invite someone who needs a second factor; they make an account and stand before the desk."""

    def invited(email):
        page = browser()
        sign_in(page, door, "coordinator@kortrijk.example", site.passphrase)
        page.goto(f"{door}/en/kortrijk/desk/people/invite/")
        page.fill("input[name=email]", email)
        page.select_option("select[name=role]", "coordinator")
        page.select_option("select[name=language]", "en")
        page.click("main button[type=submit]")
        guest = browser()
        guest.goto(door + link_to(guest, door, email))
        guest.fill("input[name=name]", "Robin")
        guest.fill("input[name=password]", PASSWORD)
        guest.click("main button[type=submit]")
        return guest

    return invited


def link_to(page, door, email):
    """The link in the mail, once the worker has sent it."""
    until = time.monotonic() + MAIL_WITHIN_SECONDS
    while time.monotonic() < until:
        page.goto(f"{door}/en/outbox/")
        mail = page.locator("article", has_text=email)
        if mail.count():
            address = mail.first.locator("a[href*='/invitations/']").get_attribute("href")
            return urlsplit(address).path
        time.sleep(0.5)
    pytest.fail("the worker sent no mail")


def virtual_key(page):
    """A security key in software, such as a phone or laptop has one built in."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return devtools


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_passkey_is_made_and_signs_in_without_a_password(door, invited):
    page = invited("passkey@kortrijk.example")
    virtual_key(page)

    assert page.url == f"{door}/en/accounts/2fa/", "the desk stays closed until there is a factor"
    policy = page.goto(f"{door}/en/accounts/2fa/webauthn/add/").headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.goto(f"{door}/en/kortrijk/desk/people/")
    assert page.url.endswith("/desk/people/")

    page.locator("form[action$='/accounts/logout/'] button").first.click()
    page.goto(f"{door}/en/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/desk/**")
    assert page.goto(f"{door}/en/kortrijk/desk/people/").status == 200


def test_a_passkey_is_the_second_step_after_a_password(door, invited):
    page = invited("second@kortrijk.example")
    virtual_key(page)
    page.goto(f"{door}/en/accounts/2fa/webauthn/add/")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.goto(f"{door}/en/kortrijk/desk/people/")
    page.locator("form[action$='/accounts/logout/'] button").first.click()

    sign_in(page, door, "second@kortrijk.example", PASSWORD)
    page.wait_for_url("**/2fa/authenticate/**")
    page.click("#mfa_webauthn_authenticate")
    page.wait_for_url("**/desk/**")


def test_a_code_from_an_app_opens_the_desk(door, invited, browser):
    page = invited("app@kortrijk.example")
    page.goto(f"{door}/en/accounts/2fa/totp/activate/")
    secret = re.sub(r"\s", "", page.locator("#authenticator_secret").input_value())
    page.fill("input[name=code]", code(secret))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/2fa/recovery-codes/**")
    spare = page.locator("main textarea").input_value().split()[0]
    assert page.goto(f"{door}/en/kortrijk/desk/people/").status == 200

    # Elsewhere, and without JavaScript: a spare code does where the phone is not at hand.
    other = browser(javascript=False)
    sign_in(other, door, "app@kortrijk.example", PASSWORD)
    assert "/2fa/authenticate/" in other.url
    assert other.goto(f"{door}/en/kortrijk/desk/people/").url.startswith(f"{door}/en/accounts/")
    other.goto(f"{door}/en/accounts/2fa/authenticate/")
    other.fill("input[name=code]", spare)
    other.locator("input[name=code]").press("Enter")
    other.wait_for_url("**/desk/**")


def test_a_passkey_that_is_refused_says_so_and_leaves_the_other_ways(door, browser):
    page = browser()
    page.goto(f"{door}/en/accounts/login/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR | {"isUserVerified": False}}
    )

    page.click("#passkey_login")

    page.locator("[data-passkey-error] p").wait_for()
    assert page.locator("input[name=password]").is_visible()
