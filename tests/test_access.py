"""Who gets what answer: every address, for every role, in their own city and in another.

An address without a line in `EXPECTED` fails: what is new says first who may see it.
"""

import re
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from tests.access_table import EXPECTED, UNDER_TEST_ELSEWHERE
from tests.test_tenants_are_apart import full_city
from zebrapad.core.cities.models import CityModel, District
from zebrapad.core.people.access import GRANTS, Role
from zebrapad.core.people.models import Invitation, Seat
from zebrapad.features.plan.models import Action
from zebrapad.web import heartbeat

ROLES = [*Role, None]


@dataclass(frozen=True)
class Address:
    """A named place in the URL conf."""

    name: str
    route: str


def addresses(patterns=None, route="", namespace=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from addresses(pattern.url_patterns, here, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join(filter(None, (namespace, pattern.name or pattern.callback.__name__)))
            yield Address(name, here)


def all_addresses():
    with override("nl"):
        return list(addresses())


def test_every_address_has_a_line_in_the_table():
    named = {address.name for address in all_addresses()}

    missing = {name for name in named - set(EXPECTED) if not re.match(UNDER_TEST_ELSEWHERE, name)}

    assert not missing, f"say in tests/access_table.py who may see {sorted(missing)}"
    assert not set(EXPECTED) - named, "the table names what is no longer there"


def status_for(expected, role, *, own):
    """What the table says for a role in the city of the address, or in another one."""
    if expected.grant is None:
        return expected.found
    if role is None:
        return 302  # to the sign-in page
    if not own and role != Role.ADMINISTRATOR:
        return 404
    return expected.found if expected.grant in GRANTS[role] else 403


@pytest.fixture
def here(db):
    return full_city("here")


@pytest.fixture
def elsewhere(db):
    return full_city("elsewhere")


def addressed(line, city):
    """The address of a line, with the numbers that this test's rows have."""
    numbers = {
        "action": Action.objects.get(city=city).pk,
        "district": District.objects.get(city=city).pk,
        "invitation": Invitation.objects.get(city=city).pk,
        "seat": Seat.objects.filter(city=city).order_by("pk").first().pk,
    }
    return line.path.format(**numbers)


def ask(client, line, city):
    """One request whose effects are taken back, so that every role finds the same city."""
    with transaction.atomic():
        answer = getattr(client, line.method)(addressed(line, city))
        transaction.set_rollback(True)
    return answer.status_code


def test_each_role_gets_what_the_table_says(here, elsewhere, seat, client):
    heartbeat.beat()
    browsers = [(role, home, seat(home, role)[1]) for role in Role for home in (here, elsewhere)]
    wrong = [
        f"{line.method} {line.path}: {role or 'nobody'} of {home.slug} "
        f"gets {got} instead of {expected}"
        for line in EXPECTED.values()
        for role, home, browser in [*browsers, (None, here, client)]
        if (got := ask(browser, line, here))
        != (expected := status_for(line, role, own=home is here))
    ]

    assert not wrong, "\n".join(wrong)


def test_no_page_of_a_city_asks_for_rows_without_naming_the_city(here, elsewhere, seat):
    """The SQL itself: every table of cities is read under a condition on its city."""
    _, browser = seat(here, Role.COORDINATOR)
    tables = {m._meta.db_table for m in apps.get_models() if issubclass(m, CityModel)}
    loose = set()
    for line in EXPECTED.values():
        if "/here/" not in line.path or line.method != "get":
            continue
        with CaptureQueriesContext(connection) as queries:
            browser.get(addressed(line, here))
        for sql in (query["sql"] for query in queries):
            read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)) & tables
            # The list of one's own cities is read under one's own number instead.
            bounded = '"city_id" = ' in sql or '"person_id" = ' in sql
            if sql.startswith("SELECT") and read and not bounded:
                loose.add(f"{line.path}: {sql[:200]}")

    assert not loose, "\n".join(sorted(loose))
