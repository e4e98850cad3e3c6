"""Who gets what answer: every address, for every role, in their own city and in another.

An address without a line in `EXPECTED` fails: what is new says first who may see it.
"""

import re
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from tests.access_table import EXPECTED, UNDER_TEST_ELSEWHERE
from zebrapad.core.people.access import GRANTS, Role

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
