"""What `zebrapad check` looks at: trails, versions, keys, and whether the settings are sane."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db.models import Exists, OuterRef, QuerySet

from zebrapad.core.audit import protection
from zebrapad.core.audit.references import astray
from zebrapad.core.audit.trail import breaks
from zebrapad.core.cities.models import City, Edited
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.people.factors import STRONG
from zebrapad.core.people.models import Person
from zebrapad.core.people.oidc.provider import NEVER_ASKED
from zebrapad.features.plan.actions import digest
from zebrapad.features.plan.queries import content_of, whole_versions
from zebrapad.web.exchange import keeper


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and where."""

    area: str
    text: str

    def __str__(self) -> str:
        return f"{self.area}: {self.text}"


def run() -> list[Finding]:
    found = [*_settings(), *_people(), *_protection()]
    for city in City.objects.order_by("slug"):
        actor = keeper(city)
        # Keys are looked for in rows, so only where every row can be read.
        found += [*_trail(city), *_versions(actor), *(list(_rows(actor)) or _keys(actor))]
    return found


def _trail(city: City) -> Iterator[Finding]:
    for place in breaks(city):
        yield Finding(f"{city.slug} trail", f"line {place.number}: {place.reason}")


def _protection() -> Iterator[Finding]:
    for act in protection.missing():
        yield Finding(
            "trail", f"the database no longer refuses {act} of a line; see docs/decisions"
        )


def _versions(actor: Actor) -> Iterator[Finding]:
    for version in whole_versions(actor).iterator(chunk_size=20):
        if digest(version.content) != version.digest:
            yield Finding(
                f"{actor.city.slug} plan",
                f"version {version.number} is not what was published: its digest differs",
            )
        try:
            content_of(version)
        except ValidationError as error:
            said = " ".join(error.messages)
            yield Finding(f"{actor.city.slug} plan", f"version {version.number}: {said}")


def _rows(actor: Actor) -> Iterator[Finding]:
    """Rows that can't be read: each is an error on every page that shows it."""
    for model in apps.get_models():
        if issubclass(model, Edited):
            for number in _unreadable(rows(actor, model)):
                text = f"row {number} can't be read; mend it in the database"
                yield Finding(f"{actor.city.slug} {model._meta.model_name}", text)


def _unreadable(found: QuerySet[Any]) -> Iterator[int]:
    try:
        list(found)
    except ValidationError:
        for number in found.values_list("pk", flat=True):
            try:
                found.get(pk=number)
            except ValidationError:
                yield number


def _keys(actor: Actor) -> Iterator[Finding]:
    """Rows that name what the city does not have."""
    for place, key in astray(actor):
        yield Finding(f"{actor.city.slug} {place}", f"there is no “{key}”")


def _people() -> Iterator[Finding]:
    if settings.PRODUCTION and Person.objects.filter(example=True).exists():
        yield Finding("people", "there are example accounts; they can't sign in, but remove them")
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STRONG)
    bare = Person.objects.filter(administrator=True, is_active=True, example=False)
    for person in bare.filter(~Exists(factors)):
        yield Finding("people", f"administrator {person.pk} has set up no second factor yet")


def _settings() -> Iterator[Finding]:
    for message in checks.run_checks(include_deployment_checks=settings.PRODUCTION):
        if message.level >= checks.WARNING:
            yield Finding("settings", f"{message.msg} ({message.id})")
    yield from _tables()
    refused = NEVER_ASKED.intersection(settings.OIDC_SCOPES)
    for scope in sorted(refused):
        yield Finding("settings", f"ZEBRAPAD_OIDC_SCOPES names “{scope}”, which is never asked")
    if settings.PRODUCTION and not settings.ADDRESS.startswith("https://"):
        yield Finding(
            "settings", "ZEBRAPAD_ADDRESS is where mails lead; it must begin with https://"
        )


def _tables() -> Iterator[Finding]:
    try:
        call_command("migrate", check_unapplied=True, stdout=StringIO(), verbosity=0)
    except (CommandError, SystemExit):
        yield Finding("tables", "not up to date; run: zebrapad serve --migrate")
