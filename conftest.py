"""What every test can ask for: two cities, and someone seated in one with their browser."""

import os

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils.translation import override

from zebrapad.core.audit import protection
from zebrapad.core.cities.models import City
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.models import Person, Seat


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Django empties tables with DELETE or TRUNCATE, which the trail refuses."""
    with django_db_blocker.unblock():
        protection.lift(connection, "DELETE" if connection.vendor == "sqlite" else "TRUNCATE")


@pytest.fixture
def guarded(db):
    """The trail as it is guarded in a real installation, until the end of the test."""
    for act in protection.missing():
        protection.put(connection, act)


@pytest.fixture(autouse=True)
def _plain_surroundings(settings, tmp_path):
    """No file of one test is seen by another, and no page kept ready outlives its test."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    caches["pages"].clear()
    # A request leaves its language behind in the thread; no test reads the last one's.
    with override("en"):
        yield


@pytest.fixture
def city(db):
    return City.objects.create(slug="here", name=Text({"nl": "Hier", "en": "Here"}), country="BE")


@pytest.fixture
def elsewhere(db):
    return City.objects.create(slug="elsewhere", name=Text({"nl": "Elders"}), country="BE")


@pytest.fixture
def seat(db):
    """Seat a fresh person in a city; give back the person and their signed-in browser."""

    def seat(city, role, **fields):
        number = Person.objects.count()
        person = Person.objects.create_user(
            f"{role}{number}@{city.slug}.example",
            # A second factor has tests of its own; here it would only stand in the way.
            **{
                "name": f"{role} of {city.slug}",
                "example": True,
                "administrator": role == Role.ADMINISTRATOR,
            }
            | fields,
        )
        if role != Role.ADMINISTRATOR:
            Seat.objects.create(city=city, person=person, role=role)
        browser = Client()
        browser.force_login(person)
        return person, browser

    return seat


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demonstration, running for real; what a test changes there, it changes for all."""
    from tests.site import running

    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    from tests.browser import options

    # Playwright keeps a loop in this thread; Django would refuse the tests that come after.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options())
        yield browser
        browser.close()
