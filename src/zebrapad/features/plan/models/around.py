"""What is said around the plan: remarks, happenings, reminders."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.constraints import once
from zebrapad.core.cities.keys import KeyField
from zebrapad.core.cities.models import CityModel, Sourced
from zebrapad.core.cities.periods import PeriodField
from zebrapad.core.cities.texts import TextField
from zebrapad.core.people.models import Person
from zebrapad.features.plan.models.fields import key_field, order_field
from zebrapad.features.plan.models.promises import Plan


class Remark(Sourced):
    """Where sources disagree, what is not known, and what helps to read the plan."""

    class Kind(models.TextChoices):
        CONTRADICTION = "contradiction", _("Sources disagree")
        UNKNOWN = "unknown", _("Not known")
        CONTEXT = "context", _("Context")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="remarks")
    key = key_field()
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    topic = TextField(_("topic"))
    text = TextField(_("what is stated"))
    other = TextField(_("what is stated elsewhere"))
    advice = TextField(_("how it is shown here"))
    # The keys of what it is about; empty where it is about the plan.
    action = KeyField(_("action"), to="plan.Action")
    indicator = KeyField(_("indicator"), to="plan.Indicator")
    order = order_field()

    class Meta:
        ordering = ["order", "key"]
        constraints = [once("city", "plan", "key", name="remark_key_once")]

    def __str__(self) -> str:
        return str(self.topic) or self.key


class Happening(Sourced):
    """Something that happened around the plan: a step towards the network, an event, news."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("Network")
        EVENT = "event", _("Event")
        NEWS = "news", _("News")

    key = key_field()
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default="news")
    period = PeriodField(_("date or period"), null=True, blank=True)
    recurrence = TextField(_("comes back"))
    title = TextField(_("title"))
    text = TextField(_("text"))
    place = TextField(_("place"))
    action = KeyField(_("action"), to="plan.Action")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = [F("period").desc(nulls_last=True), "key"]
        constraints = [once("city", "key", name="happening_key_once")]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Reminder(CityModel):
    """A duty that was told of, so that the gaps between tellings can grow."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about = models.CharField(max_length=160)
    told = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint("city", "person", "about", name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.about} ({self.times})"
