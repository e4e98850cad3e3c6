"""A sign of life of the worker, in the database that it and the server share."""

from datetime import timedelta

from django.utils import timezone

from zebrapad.web.models import Beat

STILL_ALIVE = timedelta(minutes=3)


def beat() -> None:
    Beat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


def is_beating() -> bool:
    return Beat.objects.filter(name="worker", at__gte=timezone.now() - STILL_ALIVE).exists()
