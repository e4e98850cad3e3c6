"""The first steps of an installation, as the command line takes them."""

import sys
from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zebrapad.core.cities.texts import Text
from zebrapad.core.people.actors import Refused
from zebrapad.web.people import installation


def add_city_from_command(slug: str, names: Sequence[str], country: str) -> int:
    given = dict(name.partition("=")[::2] for name in names)
    languages = [code for code, _name in settings.LANGUAGES]
    if set(given) - set(languages) or not all(given.values()):
        example = " ".join(f"--name {code}=…" for code in languages)
        return _wrong(f"Write each name with its language: {example}")
    try:
        city = installation.add_city(
            None, slug=slug, name=Text(given), country=country.upper(), languages=languages
        )
    except ValidationError as error:
        return _wrong(*error.messages)
    sys.stdout.write(f"Added {city}: {settings.ADDRESS}/{languages[0]}/{city.slug}/\n")
    return 0


def add_administrator_from_command(email: str) -> int:
    try:
        validate_email(email)
        person = installation.add_administrator(None, email.lower())
    except (ValidationError, Refused) as error:
        return _wrong(str(getattr(error, "message", error)))
    sys.stdout.write(f"{person.email} is an administrator of this installation.\n")
    if not person.has_usable_password():
        address = installation.password_address(person, person.language)
        sys.stdout.write(f"Choose a password within three days: {address}\n")
    sys.stdout.write("Then sign in and set up a second factor.\n")
    return 0


def drop_factor_from_command(email: str) -> int:
    try:
        person = installation.drop_factor(email)
    except Refused as error:
        return _wrong(str(error))
    sys.stdout.write(f"{person.email} signs in with a password and sets up a new second factor.\n")
    return 0


def _wrong(*messages: str) -> int:
    sys.stderr.write("Nothing was changed. " + " ".join(messages) + "\n")
    return 1
