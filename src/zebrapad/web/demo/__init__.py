"""The demonstration: the city of Kortrijk from its file, and an account for each role."""

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import translation

from zebrapad.core.audit.trail import note
from zebrapad.core.cities.models import City
from zebrapad.core.cities.texts import Text
from zebrapad.core.people import accounts
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import actor_for
from zebrapad.core.people.models import Person, Seat
from zebrapad.features.plan import actions, queries
from zebrapad.web import exchange

FILE = Path(__file__).with_name("kortrijk.yaml")
SLUG = "kortrijk"
FIRST = Text(
    {
        "nl": "Eerste versie, uit openbare bronnen samengebracht.",
        "en": "First version, brought together from public sources.",
        "fr": "Première version, rassemblée à partir de sources publiques.",
    }
)
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True)
class Account:
    email: str
    role: str
    passphrase: str


@transaction.atomic
def load() -> list[Account]:
    """Make what the demo needs and what is not there yet; what stands is left as it is."""
    city = City.objects.filter(slug=SLUG).first()
    if city is None:
        city = exchange.load(exchange.read(FILE.read_text(encoding="utf-8")))
    found = _accounts(city)
    _publish(city)
    return found


def _publish(city: City) -> None:
    person = Person.objects.get(email=_email(Role.COORDINATOR))
    actor = actor_for(person, city)
    plan = queries.current_plan(actor)
    if plan and not queries.versions(actor).exists():
        actions.publish(actor, plan, reason=FIRST)


def _email(role: Role) -> str:
    return f"{role.value.replace('_', '-')}@{SLUG}.example"


def _accounts(city: City) -> list[Account]:
    """One for each role; all have the one passphrase of this installation."""
    passphrase, fresh = passphrase_at(settings.DATA / "demo_passphrase")
    missing = [role for role in Role if not Person.objects.filter(email=_email(role)).exists()]
    for role in missing:
        _account(city, role)
    if fresh or missing:
        Person.objects.filter(example=True).update(password=make_password(passphrase))
    return [Account(_email(role), str(role.label), passphrase) for role in Role]


def _account(city: City, role: Role) -> None:
    with translation.override("nl"):
        name = str(role.label)
    administers = role is Role.ADMINISTRATOR
    person = accounts.create(
        _email(role), name=name, language="nl", example=True, administrator=administers
    )
    if not administers:
        seat = Seat.objects.create(city=city, person=person, role=role)
        given = {"person": (None, person.pk), "role": (None, role.value)}
        note(exchange.keeper(city), "seat.given", seat, given)


def passphrase_at(path: Path) -> tuple[str, bool]:
    """The passphrase of this installation, made by chance the first time; is it new?"""
    if path.exists():
        return path.read_text(encoding="utf-8").strip(), False
    words = ("".join(_syllable() for _ in range(2)) for _ in range(4))
    made = "-".join(words)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(made + "\n")
    return made, True


def _syllable() -> str:
    return secrets.choice(CONSONANTS) + secrets.choice(VOWELS)


def welcome(address: str, found: Sequence[Account]) -> str:
    """What the command line says when the demo runs."""
    wide = max(len(account.email) for account in found)
    lines = [f"  {account.email:<{wide}}  {account.role}" for account in found]
    return "\n".join(
        [
            "",
            f"The demo runs at {address}",
            "",
            f"Sign in at {address}/nl/accounts/login/ with one of these addresses",
            f"and the passphrase {found[0].passphrase}",
            *lines,
            "",
            f"Mails of the demo: {address}/nl/outbox/",
            "Stop with Ctrl+C.",
        ]
    )
