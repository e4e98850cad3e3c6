"""Making a person who can sign in, and taking one away for good."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.adapter import get_adapter as sessions
from allauth.usersessions.models import UserSession
from django.db import transaction

from zebrapad.core.people.models import Person


@transaction.atomic
def create(email: str, password: str | None = None, **fields: object) -> Person:
    """A person whose address is known to be theirs: a link or the operator brought them here."""
    person = Person.objects.create_user(email, password, **fields)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def with_address(email: str) -> Person | None:
    """The person who signs in with this address."""
    found = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user")
    address = found.first()
    return address.user if address else Person.objects.filter(email__iexact=email).first()


def owns(person: Person, email: str) -> bool:
    addresses = EmailAddress.objects.filter(user=person, email__iexact=email, verified=True)
    return bool(addresses.exists())


def addresses(person: Person) -> list[str]:
    """Every address that is known of a person, as it was written and in small letters."""
    known = [
        person.email,
        *EmailAddress.objects.filter(user=person).values_list("email", flat=True),
    ]
    return sorted({form for email in known for form in (email, email.lower())})


@transaction.atomic
def drop_factors(person: Person) -> bool:
    """Take away every second factor, and end the sessions; whether there was one."""
    sessions().end_sessions(UserSession.objects.filter(user=person))
    return bool(Authenticator.objects.filter(user=person).delete()[0])


@transaction.atomic
def forget(person: Person) -> None:
    """End an account: the number stays, for the trail names it; all that tells who it was goes."""
    sessions().end_sessions(UserSession.objects.filter(user=person))
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    person.email = f"{person.pk}@ended.invalid"
    person.name = ""
    person.is_active = False
    person.administrator = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
