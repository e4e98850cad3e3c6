"""Who can help: the services that a person in need can turn to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.constraints import once
from zebrapad.core.cities.models import Sourced, key_is_plain
from zebrapad.core.cities.texts import TextField


class Service(Sourced):
    """A service that helps, with how to reach it and when that was last assured."""

    key = models.CharField(_("key"), max_length=60, validators=[key_is_plain])
    name = TextField(_("name"))
    about = TextField(_("what it does"))
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    hours = TextField(_("hours"))
    languages = models.JSONField(_("languages"), default=list, blank=True)
    anonymous = models.BooleanField(_("without giving your name"), null=True, blank=True)
    # Shown first, to someone in danger now.
    urgent = models.BooleanField(_("in an emergency"), default=False)
    assured_on = models.DateField(_("last assured"), null=True, blank=True)
    note = TextField(_("note"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["-urgent", "order", "key"]
        constraints = [once("city", "key", name="service_key_once")]

    def __str__(self) -> str:
        return str(self.name) or self.key
