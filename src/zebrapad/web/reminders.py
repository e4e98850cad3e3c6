"""Mail that tells of late and coming duties, at gaps that grow: who does nothing hears it less."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from zebrapad.core.cities.models import City
from zebrapad.core.people.access import GRANTS
from zebrapad.core.people.actors import Actor, Refused, actor_for
from zebrapad.core.people.models import Person
from zebrapad.features.plan import reminding
from zebrapad.web.duties import Line, waiting

KINDS = frozenset({"late", "soon", "ended", "value", "value_soon"})
WRITERS = [role for role, grants in GRANTS.items() if "plan.write" in grants]
MORNING = 7  # the hour before which nobody wants mail


def remind(city: City, now: datetime) -> None:
    """One mail to each person who writes the city's plan and has something new to hear."""
    with timezone.override(ZoneInfo(city.time_zone)):
        seated = Person.objects.filter(is_active=True, seats__city=city, seats__role__in=WRITERS)
        for person in seated.distinct():
            with translation.override(person.language):
                _remind(actor_for(person, city), person, now)


def _remind(actor: Actor, person: Person, now: datetime) -> None:
    lines = [line for line in waiting(actor, timezone.localdate(now)) if line.kind in KINDS]
    due = reminding.due(actor, person, [line.about for line in lines], now)
    told = [line for line in lines if line.about in due]
    if not told:
        return
    try:
        # The mail leaves as the last act: one that can't be sent leaves nothing marked as told.
        with transaction.atomic():
            reminding.tell(actor, person, due, now)
            _send(actor, person, told)
    except (Refused, IntegrityError):
        return  # another worker told them this very moment


def _send(actor: Actor, person: Person, lines: Iterable[Line]) -> None:
    listed = list(lines)
    subject = ngettext(
        "%(city)s: %(n)s thing waits for you", "%(city)s: %(n)s things wait for you", len(listed)
    ) % {"city": actor.city.name, "n": len(listed)}
    context = {
        "lines": listed,
        "city": actor.city,
        "person": person,
        "address": settings.ADDRESS,
        "desk": settings.ADDRESS + reverse("desk:home", args=[actor.city.slug]),
        "gaps": [gap // timedelta(days=1) for gap in reminding.GAPS],
    }
    text = render_to_string("desk/mail/reminder.txt", context)
    send_mail(subject, text, None, [person.email])
