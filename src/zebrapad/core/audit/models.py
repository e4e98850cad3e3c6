"""The trail: who changed what, when, from what to what. Append-only and chained."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import CityModel
from zebrapad.core.people.models import Person


class Entry(CityModel):
    """One line of a city's trail; each carries the digest of the one before."""

    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("when"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    act = models.CharField(_("what"), max_length=60)
    about = models.CharField(_("about"), max_length=120)
    label = models.CharField(_("name"), max_length=200, blank=True)
    changes = models.JSONField(default=dict, blank=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("city", "number", name="entry_number_once")]
        indexes = [models.Index("city", "about", name="entry_about")]

    def __str__(self) -> str:
        return f"{self.number} {self.act} {self.about}"
