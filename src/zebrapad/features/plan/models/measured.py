"""What the plan is judged by: indicators, their targets and their values."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.constraints import always, once
from zebrapad.core.cities.models import Edited, Sourced
from zebrapad.core.cities.periods import PeriodField
from zebrapad.core.cities.texts import TextField
from zebrapad.features.plan.models.fields import key_field, order_field
from zebrapad.features.plan.models.promises import Action, Plan

slice_is_plain = RegexValidator(
    r"\A([a-z0-9_-]+=[a-z0-9_-]+(;[a-z0-9_-]+=[a-z0-9_-]+)*)?\Z",
    _("Write a part of the total as dimension=category, for example district=heule."),
)


class Dimension(Edited):
    """A way to divide a number: by district, ground, age group."""

    key = key_field()
    title = TextField(_("title"))
    # A list of keys with their titles, per language.
    categories = models.JSONField(_("categories"), default=list)

    class Meta:
        ordering = ["key"]
        constraints = [once("city", "key", name="dimension_key_once")]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Indicator(Sourced):
    """What the plan is judged by."""

    class Kind(models.TextChoices):
        COUNT = "count", _("Number")
        SHARE = "share", _("Percentage")
        AMOUNT = "amount", _("Amount")
        YES_NO = "yes_no", _("Yes or no")

    class Level(models.TextChoices):
        OUTPUT = "output", _("What was done")
        OUTCOME = "outcome", _("What it changed")
        CONTEXT = "context", _("Context")

    class Polarity(models.TextChoices):
        UP = "up", _("Higher is better")
        DOWN = "down", _("Lower is better")
        KEEP = "keep", _("Must stay as it is")
        EITHER = "either", _("Higher or lower can both be good")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="indicators")
    action = models.ForeignKey(
        Action,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("action"),
    )
    key = key_field()
    title = TextField(_("title"))
    definition = TextField(_("definition"))
    unit = TextField(_("unit"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default="count")
    level = models.CharField(_("level"), max_length=8, choices=Level, default="output")
    polarity = models.CharField(_("direction"), max_length=8, choices=Polarity, default="either")
    tolerance = models.DecimalField(
        _("may differ by"),
        max_digits=18,
        decimal_places=6,
        default=0,
        help_text=_("For a value that must stay as it is."),
    )
    baseline = PeriodField(_("period of the baseline"), null=True, blank=True)
    # A published figure that feeds this indicator; empty where it is fed by hand.
    figure = models.CharField(_("fed by the figure"), max_length=80, blank=True)
    next_due = models.DateField(_("next value due"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(_("due every … months"), null=True, blank=True)
    note = TextField(_("note"))
    order = order_field()

    class Meta:
        ordering = ["order", "key"]
        constraints = [once("city", "plan", "key", name="indicator_key_once")]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Target(Sourced):
    """A value that the city wants to reach, with its year where one was stated."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=6)
    note = TextField(_("note"))

    class Meta:
        ordering = [F("year").asc(nulls_last=True)]
        constraints = [
            once(
                "city",
                "indicator",
                "year",
                name="target_year_once",
                wrong="year",
                says=_("There is a target for this year already. Change that one."),
            ),
            once(
                "city",
                "indicator",
                condition=Q(year__isnull=True),
                name="target_undated_once",
                wrong="year",
                says=_("There is a target without a year already. Give this one a year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}" + (f" ({self.year})" if self.year else "")


class Measurement(Sourced):
    """A value of an indicator: of a period, of the total or of a part of it."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="measurements", verbose_name=_("indicator")
    )
    period = PeriodField(_("date or period"))
    # Empty for the total; a part never stands in for it.
    slice = models.CharField(_("part"), max_length=120, blank=True, validators=[slice_is_plain])
    # Values of one series are comparable; a new series is a break in the method.
    series = models.CharField(_("series"), max_length=40, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=6, null=True, blank=True)
    n = models.PositiveIntegerField(_("out of (n)"), null=True, blank=True)
    low = models.DecimalField(_("from"), max_digits=18, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("to"), max_digits=18, decimal_places=6, null=True, blank=True)
    note = TextField(_("note"))
    # Where a published figure wrote this row, which one: such a row is not edited by hand.
    from_figure = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["period", "slice", "id"]
        indexes = [models.Index("city", "indicator", name="measurement_of_indicator")]
        constraints = [
            once(
                "city",
                "indicator",
                "period",
                "slice",
                "series",
                name="measurement_once",
                wrong="period",
                says=_(
                    "There is a value for this period, part and series already. Change that one."
                ),
            ),
            always(
                Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("high")),
                name="measurement_interval_in_order",
                wrong="low",
                says=_(
                    "An interval has a lower and a higher end. Fill in both, the lower one first."
                ),
            ),
            always(
                Q(low__isnull=True) | Q(value__gte=F("low"), value__lte=F("high")),
                name="measurement_within_interval",
                wrong="value",
                says=_("The value lies outside its interval. Check all three."),
            ),
            always(
                Q(value__isnull=False) | Q(certainty="unknown"),
                name="measurement_empty_is_unknown",
                wrong="value",
                says=_("Fill in a value, or say that it is not known."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period} {self.slice}".strip()
