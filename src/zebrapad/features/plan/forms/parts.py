"""The plan's room at the desk: each kind of row, who may read and write it, what its list shows."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.ui.editing.parts import Part, Room
from zebrapad.features.plan import actions
from zebrapad.features.plan import models as m
from zebrapad.features.plan.forms import around, measured, promises

PROMISE = _("Readers see what you change here after the plan is published again.")
STATE = _("Readers see what you change here at once.")
BOTH_STEP = _(
    "Readers see “done on”, documents, sources and how sure it is at once. "
    "The rest they see after the plan is published again."
)
BOTH_INDICATOR = _(
    "Readers see the date of the next value at once. "
    "The rest they see after the plan is published again."
)


def _of(model: Any, path: str) -> Any:
    """The rows that belong to the plan of today."""

    def chosen(actor: Actor) -> QuerySet[Any]:
        found: QuerySet[Any] = rows(actor, model).filter(**{f"{path}__current": True})
        return found

    return chosen


def _fed(row: m.Measurement) -> Any:
    if not row.from_figure:
        return ""
    return _("Comes from a published figure, so it is not written by hand.")


def _part(name: str, **given: Any) -> Part:
    return Part(
        name=name,
        reads="plan.read_draft",
        writing=actions,
        **({"writes": "plan.write", "shown": PROMISE} | given),
    )


PARTS = (
    _part(
        "plans",
        one=_("Plan"),
        many=_("Plan"),
        new=_("Write a plan"),
        about=_("Title, summary, period and the decision by which it was adopted."),
        form=promises.PlanForm,
        columns=("title", "starts", "ends", "current"),
    ),
    _part(
        "goals",
        one=_("Goal"),
        many=_("Goals"),
        new=_("Add a goal"),
        about=_("What the city wants to reach; actions serve it."),
        form=promises.GoalForm,
        columns=("title", "order", "certainty"),
        chosen=_of(m.Goal, "plan"),
    ),
    _part(
        "actions",
        one=_("Action"),
        many=_("Actions"),
        new=_("Add an action"),
        about=_("What the city does, who leads it, and until when."),
        form=promises.ActionForm,
        columns=("working_title", "title", "goal", "starts", "ends", "certainty"),
        filters=("goal", "certainty"),
        chosen=_of(m.Action, "plan"),
    ),
    _part(
        "statuses",
        one=_("Status"),
        many=_("Statuses"),
        new=_("Say how an action stands"),
        about=_("How an action stood in a period, and why. The newest is how it stands."),
        form=promises.StatusForm,
        columns=("action", "period", "state", "text"),
        filters=("action", "state"),
        shown=STATE,
        chosen=_of(m.Status, "action__plan"),
    ),
    _part(
        "milestones",
        one=_("Milestone"),
        many=_("Milestones"),
        new=_("Add a milestone"),
        about=_("The steps of an action: done, due, or without a date."),
        form=promises.MilestoneForm,
        columns=("title", "action", "due", "done"),
        filters=("action", "certainty"),
        shown=BOTH_STEP,
        chosen=_of(m.Milestone, "action__plan"),
    ),
    _part(
        "indicators",
        one=_("Indicator"),
        many=_("Indicators"),
        new=_("Add an indicator"),
        about=_("What the plan is judged by, and when its next value is due."),
        form=measured.IndicatorForm,
        columns=("title", "action", "kind", "polarity", "next_due"),
        filters=("action", "kind", "level"),
        shown=BOTH_INDICATOR,
        chosen=_of(m.Indicator, "plan"),
    ),
    _part(
        "targets",
        one=_("Target"),
        many=_("Targets"),
        new=_("Add a target"),
        about=_("A value that the city wants to reach, with its year."),
        form=measured.TargetForm,
        columns=("indicator", "year", "value", "certainty"),
        filters=("indicator",),
        chosen=_of(m.Target, "indicator__plan"),
    ),
    _part(
        "measurements",
        one=_("Measurement"),
        many=_("Measurements"),
        new=_("Add a measurement"),
        about=_("The values of the indicators, each of a period, with its source."),
        form=measured.MeasurementForm,
        columns=("indicator", "period", "slice", "value", "n", "certainty"),
        filters=("indicator", "certainty"),
        writes="measurements.write",
        shown=STATE,
        chosen=_of(m.Measurement, "indicator__plan"),
        locked=_fed,
    ),
    _part(
        "dimensions",
        one=_("Breakdown"),
        many=_("Breakdowns"),
        new=_("Add a breakdown"),
        about=_("Ways to divide a number: by district, ground, age group."),
        form=measured.DimensionForm,
        columns=("title", "key"),
        shown=STATE,
    ),
    _part(
        "evidence",
        one=_("Source"),
        many=_("Evidence"),
        new=_("Add a source"),
        about=_("Where statements and numbers come from."),
        form=promises.EvidenceForm,
        columns=("title", "kind", "publisher", "published", "citable"),
        filters=("kind",),
        shown=STATE,
    ),
    _part(
        "remarks",
        one=_("Remark"),
        many=_("Remarks"),
        new=_("Add a remark"),
        about=_("Where sources disagree, what is not known, and what helps to read the plan."),
        form=around.RemarkForm,
        columns=("topic", "kind", "action", "indicator"),
        filters=("kind",),
        chosen=_of(m.Remark, "plan"),
    ),
    _part(
        "happenings",
        one=_("Event"),
        many=_("Events and news"),
        new=_("Add an event or news"),
        about=_("What happened around the plan: steps towards the network, events, news."),
        form=around.HappeningForm,
        columns=("title", "kind", "period", "place"),
        filters=("kind",),
        shown=STATE,
    ),
)
ROOM = Room(_("The plan"), PARTS)
