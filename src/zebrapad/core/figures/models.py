"""Published numbers, kept with all their earlier values."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import CityModel
from zebrapad.core.cities.periods import PeriodField


class Figure(CityModel):
    """One number as it was published: of what, of when, how sure, and from where."""

    key = models.CharField(_("figure"), max_length=80)
    period = PeriodField(_("period"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=6, null=True)
    n = models.PositiveIntegerField(_("counted"), null=True)
    low = models.DecimalField(_("from"), max_digits=18, decimal_places=6, null=True)
    high = models.DecimalField(_("to"), max_digits=18, decimal_places=6, null=True)
    method = models.CharField(_("method"), max_length=80)
    published = models.DateTimeField(auto_now_add=True)
    # The newest of its key and period; the earlier ones stay as they were shown.
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["key", "-period", "-id"]
        constraints = [
            models.UniqueConstraint(
                "city",
                "key",
                "period",
                condition=models.Q(current=True),
                name="figure_current_once",
            ),
            models.CheckConstraint(
                condition=models.Q(low__isnull=True, high__isnull=True)
                | models.Q(low__lte=models.F("high")),
                name="figure_interval_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.period}"
