"""What the city promises: the plan, its goals and actions; and the versions kept for ever."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.constraints import always, once
from zebrapad.core.cities.keys import KeysField
from zebrapad.core.cities.models import CityModel, Sourced
from zebrapad.core.cities.periods import PeriodField
from zebrapad.core.cities.texts import TextField
from zebrapad.core.people.models import Person
from zebrapad.features.plan.models.fields import key_field, order_field


class Plan(Sourced):
    """A city's action plan as it is being written; what is public is a `Version`."""

    key = key_field()
    title = TextField(_("title"))
    summary = TextField(_("summary"))
    starts = PeriodField(_("starts"), null=True, blank=True)
    ends = PeriodField(_("ends"), null=True, blank=True)
    note = TextField(_("note"))
    decision = TextField(_("adopting decision"))
    decided = PeriodField(_("decided on"), null=True, blank=True)
    decision_uri = models.URLField(_("address of the decision"), max_length=500, blank=True)
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("supersedes"),
    )
    current = models.BooleanField(_("the plan of today"), default=True)

    class Meta:
        constraints = [
            once("city", "key", name="plan_key_once"),
            once(
                "city",
                condition=Q(current=True),
                name="plan_current_once",
                wrong="current",
                says=_("Another plan is the current one. First make it one that is not."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Version(CityModel):
    """The plan as it was published: frozen, numbered, with its digest."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    published = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reason = TextField(_("what changed and why"))
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("city", "number", name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.number}"


class Goal(Sourced):
    """What the city wants to reach; actions serve it."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    key = key_field()
    title = TextField(_("title"))
    text = TextField(_("description"))
    order = order_field()

    class Meta:
        ordering = ["order", "key"]
        constraints = [once("city", "plan", "key", name="goal_key_once")]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Action(Sourced):
    """Something the city does, with who leads it and how it stands."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="actions")
    goal = models.ForeignKey(
        Goal, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name=_("goal")
    )
    key = key_field()
    title = TextField(_("official title"))
    working_title = TextField(_("working title"))
    text = TextField(_("description"))
    leads = KeysField(_("led by"), to="cities.Organisation")
    partners = KeysField(_("partners"), to="cities.Organisation")
    contact = TextField(_("contact (a function, not a person)"))
    planning_code = models.CharField(
        _("code in the municipal plan (BBC)"), max_length=40, blank=True
    )
    starts = PeriodField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    continuous = models.BooleanField(_("goes on, without an end"), default=False)
    blocked_by = TextField(_("blocked by"))
    unblocked_when = TextField(_("goes on when"))
    note = TextField(_("note"))
    order = order_field()

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            once("city", "plan", "key", name="action_key_once"),
            always(
                Q(continuous=False) | Q(ends__isnull=True),
                name="action_ends_or_goes_on",
                wrong="ends",
                says=_("What goes on without an end has no end date. Leave one of the two out."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.working_title or self.title) or self.key


class Status(Sourced):
    """How an action stood in a period, and why; the newest is how it stands."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Under way")
        DONE = "done", _("Done")
        PAUSED = "paused", _("Paused")
        STOPPED = "stopped", _("Stopped")
        UNKNOWN = "unknown", _("Not known")

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="statuses", verbose_name=_("action")
    )
    period = PeriodField(_("date or period"))
    state = models.CharField(_("state"), max_length=8, choices=State)
    text = TextField(_("reason"))

    class Meta:
        ordering = ["period", "id"]
        constraints = [
            once(
                "city",
                "action",
                "period",
                name="status_period_once",
                wrong="period",
                says=_("There is a status for this date or period already. Change that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.period})"


class Milestone(Sourced):
    """A step of an action: done, or due, or without a date."""

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="milestones", verbose_name=_("action")
    )
    key = key_field()
    title = TextField(_("title"))
    text = TextField(_("description"))
    due = models.DateField(_("due"), null=True, blank=True)
    done = PeriodField(_("done on"), null=True, blank=True)
    # A list of titles (per language) with their addresses.
    documents = models.JSONField(_("documents"), default=list, blank=True)
    order = order_field()

    class Meta:
        ordering = ["order", "key"]
        constraints = [once("city", "action", "key", name="milestone_key_once")]

    def __str__(self) -> str:
        return str(self.title) or self.key
