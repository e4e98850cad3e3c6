"""People who really sign in: with an address, a password and, where asked, a second factor."""

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from zebrapad.core.people import accounts
from zebrapad.core.people.access import Role
from zebrapad.core.people.models import Seat

PASSWORD = "four words stand together"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _jobs_at_once(settings):
    """What a worker would do is done before the answer."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def member(db):
    """Someone with an account and, in a city, a role."""

    def member(city=None, role=None, *, email="", factor=False, **fields):
        email = email or f"{role or 'nobody'}@{city.slug if city else 'nowhere'}.example"
        fields = {"name": "Robin", "language": "en"} | fields
        person = accounts.create(email, PASSWORD, **fields)
        if role and role != Role.ADMINISTRATOR:
            Seat.objects.create(city=city, person=person, role=role)
        if factor:
            TOTP.activate(person, SECRET)
        return person

    return member


def code(secret: str = SECRET) -> str:
    """What the person's app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


@pytest.fixture
def set_up_app(transactional_db):
    """Make an app the second factor of who is signed in; allauth tells of it on commit."""

    def set_up_app(browser):
        browser.post("/en/accounts/reauthenticate/", {"password": PASSWORD})
        page = browser.get("/en/accounts/2fa/totp/activate/")
        secret = page.context["form"].secret
        browser.post("/en/accounts/2fa/totp/activate/", {"code": code(secret)})

    return set_up_app


@pytest.fixture
def sign_in():
    """Sign in as a person would, up to and with the second factor."""

    def sign_in(person, password=PASSWORD, *, browser=None, factor=False):
        browser = browser or Client()
        browser.post("/en/accounts/login/", {"login": person.email, "password": password})
        if factor:
            browser.post("/en/accounts/2fa/authenticate/", {"code": code()})
        return browser

    return sign_in
