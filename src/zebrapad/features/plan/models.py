"""The plan and its parts: the working copy, and the versions kept for ever."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import KEY_ONCE, CityModel, Edited, Sourced
from zebrapad.core.cities.models import key_is_plain as plain
from zebrapad.core.cities.periods import PeriodField
from zebrapad.core.cities.texts import TextField
from zebrapad.core.people.models import Person

slice_is_plain = RegexValidator(
    r"\A([a-z0-9_-]+=[a-z0-9_-]+(;[a-z0-9_-]+=[a-z0-9_-]+)*)?\Z",
    _("Write a part of the total as dimension=category, for example district=heule."),
)


def key_field() -> "models.CharField[str, str]":
    return models.CharField(_("key"), max_length=80, validators=[plain])


def order_field() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(_("order"), default=0)


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
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "city",
                "key",
                name="plan_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            ),
            models.UniqueConstraint(
                "city",
                condition=Q(current=True),
                name="plan_current_once",
                violation_error_code="current",
                violation_error_message=_(
                    "Another plan is the current one. First make it one that is not."
                ),
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
        constraints = [
            models.UniqueConstraint(
                "city",
                "plan",
                "key",
                name="goal_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            )
        ]

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
    leads = models.JSONField(_("led by"), default=list, blank=True)
    partners = models.JSONField(_("partners"), default=list, blank=True)
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
            models.UniqueConstraint(
                "city",
                "plan",
                "key",
                name="action_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            ),
            models.CheckConstraint(
                condition=Q(continuous=False) | Q(ends__isnull=True),
                name="action_ends_or_goes_on",
                violation_error_code="ends",
                violation_error_message=_(
                    "What goes on without an end has no end date. Leave one of the two out."
                ),
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

    action = models.ForeignKey(Action, models.PROTECT, related_name="statuses")
    period = PeriodField(_("date or period"))
    state = models.CharField(_("state"), max_length=8, choices=State)
    text = TextField(_("reason"))

    class Meta:
        ordering = ["period", "id"]
        constraints = [
            models.UniqueConstraint(
                "city",
                "action",
                "period",
                name="status_period_once",
                violation_error_code="period",
                violation_error_message=_(
                    "There is a status for this date or period already. Change that one."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} ({self.period})"


class Milestone(Sourced):
    """A step of an action: done, or due, or without a date."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="milestones")
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
        constraints = [
            models.UniqueConstraint(
                "city",
                "action",
                "key",
                name="milestone_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Dimension(Edited):
    """A way to divide a number: by district, ground, age group."""

    key = key_field()
    title = TextField(_("title"))
    # A list of keys with their titles, per language.
    categories = models.JSONField(_("categories"), default=list)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(
                "city",
                "key",
                name="dimension_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            )
        ]

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
        constraints = [
            models.UniqueConstraint(
                "city",
                "plan",
                "key",
                name="indicator_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            )
        ]

    def __str__(self) -> str:
        return str(self.title) or self.key


class Target(Sourced):
    """A value that the city wants to reach, with its year where one was stated."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=6)
    note = TextField(_("note"))

    class Meta:
        ordering = [F("year").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                "city",
                "indicator",
                "year",
                name="target_year_once",
                violation_error_code="year",
                violation_error_message=_(
                    "There is a target for this year already. Change that one."
                ),
            ),
            models.UniqueConstraint(
                "city",
                "indicator",
                condition=Q(year__isnull=True),
                name="target_undated_once",
                violation_error_code="year",
                violation_error_message=_(
                    "There is a target without a year already. Give this one a year."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}" + (f" ({self.year})" if self.year else "")


class Measurement(Sourced):
    """A value of an indicator: of a period, of the total or of a part of it."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
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
            models.UniqueConstraint(
                "city",
                "indicator",
                "period",
                "slice",
                "series",
                name="measurement_once",
                violation_error_code="period",
                violation_error_message=_(
                    "There is a value for this period, part and series already. Change that one."
                ),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("high")),
                name="measurement_interval_in_order",
                violation_error_code="low",
                violation_error_message=_(
                    "An interval has a lower and a higher end. Fill in both, the lower one first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(value__gte=F("low"), value__lte=F("high")),
                name="measurement_within_interval",
                violation_error_code="value",
                violation_error_message=_("The value lies outside its interval. Check all three."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(certainty="unknown"),
                name="measurement_empty_is_unknown",
                violation_error_code="value",
                violation_error_message=_("Fill in a value, or say that it is not known."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period} {self.slice}".strip()


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
    action = models.CharField(_("action"), max_length=80, blank=True)
    indicator = models.CharField(_("indicator"), max_length=80, blank=True)
    order = order_field()

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(
                "city",
                "plan",
                "key",
                name="remark_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            )
        ]

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
    action = models.CharField(_("action"), max_length=80, blank=True)
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = [F("period").desc(nulls_last=True), "key"]
        constraints = [
            models.UniqueConstraint(
                "city",
                "key",
                name="happening_key_once",
                violation_error_code="key",
                violation_error_message=KEY_ONCE,
            )
        ]

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
