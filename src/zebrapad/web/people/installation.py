"""What only who runs the installation does: cities, their domains, administrators."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from zebrapad.core.audit.trail import note
from zebrapad.core.cities.models import RESERVED_SLUGS, City, Host
from zebrapad.core.cities.texts import Text
from zebrapad.core.people import accounts
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor, Refused
from zebrapad.core.people.models import Person, Seat
from zebrapad.web import heartbeat


def _actor(by: Person | None, city: City) -> Actor:
    """Who runs the installation, in one of its cities; `None` is the command line."""
    if by is not None and not by.administrator:
        raise PermissionDenied("installation.run")
    return Actor(city, by, frozenset({Role.ADMINISTRATOR}))


def cities(by: Person) -> QuerySet[City]:
    if not by.administrator:
        raise PermissionDenied("installation.run")
    return City.objects.prefetch_related("hosts").order_by("slug")


def administrators(by: Person) -> QuerySet[Person]:
    if not by.administrator:
        raise PermissionDenied("installation.run")
    return Person.objects.filter(administrator=True, is_active=True).order_by("name", "email")


@transaction.atomic
def add_city(
    by: Person | None,
    *,
    slug: str,
    name: Text,
    country: str,
    languages: Sequence[str],
    hosts: Sequence[str] = (),
) -> City:
    if slug in RESERVED_SLUGS or City.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("This address is taken. Choose another one.")})
    city = City(slug=slug, name=name, country=country, languages=list(languages))
    city.full_clean()
    city.save(force_insert=True)
    actor = _actor(by, city)
    actor.require("installation.run")
    note(actor, "city.added", city, {"slug": (None, slug), "name": (None, name)})
    set_hosts(by, city, hosts)
    return city


@transaction.atomic
def set_hosts(by: Person | None, city: City, names: Sequence[str]) -> None:
    """The domains that open on this city's pages."""
    actor = _actor(by, city)
    wanted = sorted({name.strip().lower() for name in names if name.strip()})
    was = sorted(city.hosts.values_list("name", flat=True))
    if wanted == was:
        return
    taken = Host.objects.filter(name__in=wanted).exclude(city=city).first()
    if taken:
        raise ValidationError(
            {"hosts": _("%(name)s is the domain of another city.") % {"name": taken.name}}
        )
    city.hosts.exclude(name__in=wanted).delete()
    Host.objects.bulk_create(Host(city=city, name=name) for name in wanted if name not in was)
    note(actor, "city.changed", city, {"hosts": (was, wanted)})


@transaction.atomic
def add_administrator(
    by: Person | None, email: str, *, name: str = "", language: str = "nl"
) -> Person:
    """Someone who may add cities and name others; on every city's trail, for it holds in each."""
    person = accounts.with_address(email)
    if person is None:
        person = accounts.create(email, name=name, language=language)
    if not Person.objects.filter(pk=person.pk, administrator=False).update(administrator=True):
        raise Refused(_("This person is an administrator already."))
    person.administrator = True
    _note_everywhere(by, "administrator.named", (None, person.pk))
    return person


@transaction.atomic
def end_administrator(by: Person, person: Person) -> None:
    if not by.administrator:
        raise PermissionDenied("installation.run")
    _note_everywhere(by, "administrator.ended", (person.pk, None))
    if not Person.objects.filter(pk=person.pk, administrator=True).update(administrator=False):
        raise Refused(_("This person is no administrator any more."))
    if not Person.objects.filter(administrator=True, is_active=True).exists():
        raise Refused(_("This is the last administrator. Name another one first."))


def _note_everywhere(by: Person | None, act: str, change: tuple[Any, Any]) -> None:
    """By number, for the trail is for ever and a name is not."""
    for city in City.objects.all():
        note(_actor(by, city), act, city, {"person": change})


@transaction.atomic
def drop_factor(email: str) -> Person:
    """For the command line only: who has lost their second factor sets up a new one."""
    person = accounts.with_address(email)
    if person is None or not accounts.drop_factors(person):
        raise Refused(_("No account with this e-mail address has a second factor."))
    change = {"person": (person.pk, person.pk)}
    for city in City.objects.filter(pk__in=Seat.objects.filter(person=person).values("city")):
        note(_actor(None, city), "factor.dropped", city, change)
    with translation.override(person.language):
        text = render_to_string("people/mail/factor_dropped.txt")
        send_mail(_("Your second factor was taken away"), text, None, [person.email])
    return person


def password_address(person: Person, language: str) -> str:
    """Where a new administrator chooses a password, once, within three days."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    with translation.override(language):
        path = reverse("account_reset_password_from_key", args=key.split("-", 1))
    return f"{settings.ADDRESS}{path}"


def welcome(person: Person) -> None:
    """The mail with that address, in the person's language."""
    with translation.override(person.language):
        context = {
            "person": person,
            "address": password_address(person, person.language),
            "start": f"{settings.ADDRESS}{reverse('house:installation')}",
        }
        subject = render_to_string("people/mail/administrator_subject.txt", context).strip()
        text = render_to_string("people/mail/administrator.txt", context)
        send_mail(subject, text, None, [person.email])


@dataclass(frozen=True, slots=True)
class Work:
    """How the work after the answer stands."""

    alive: bool
    waiting: int
    failed: int
    oldest: datetime | None
    last_done: datetime | None


def work(by: Person) -> Work:
    if not by.administrator:
        raise PermissionDenied("installation.run")
    jobs = DBTaskResult.objects
    oldest = jobs.ready().order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    done = jobs.successful().order_by("-finished_at").values_list("finished_at", flat=True).first()
    counted = jobs.aggregate(
        waiting=Count("pk", filter=Q(status="READY")), failed=Count("pk", filter=Q(status="FAILED"))
    )
    return Work(heartbeat.is_beating(), counted["waiting"], counted["failed"], oldest, done)


def send_test_mail(by: Person) -> None:
    if not by.administrator:
        raise PermissionDenied("installation.run")
    send_mail(
        _("Mail from Zebrapad works"),
        _("You asked for this mail. Nothing to do."),
        None,
        [by.email],
    )
