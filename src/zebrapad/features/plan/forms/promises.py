"""Forms for what the city promises, and for how it stands."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zebrapad.core.cities.models import Evidence, Organisation
from zebrapad.core.cities.periods import Period
from zebrapad.core.people.actors import Actor, Refused, rows
from zebrapad.core.ui.editing.forms import RowForm
from zebrapad.core.ui.fields import EntriesField, ManyField
from zebrapad.core.ui.reading import begun
from zebrapad.features.plan import queries
from zebrapad.features.plan.models import Action, Goal, Indicator, Milestone, Plan, Status

CITED = ("certainty", "sources")


class PlanForm(RowForm):
    class Meta(RowForm.Meta):
        model = Plan
        fields = (
            *("title", "key", "summary", "starts", "ends", "decision", "decided", "decision_uri"),
            *("supersedes", "current", "note", *CITED),
        )

    def choices_of(self, name: str, field: Any) -> models.QuerySet[Any]:
        return super().choices_of(name, field).exclude(pk=self.instance.pk)


class OfPlanForm(RowForm):
    """A row of the plan of today; it names only rows of that plan."""

    # Fields that hold the key of another row, and of which table.
    keyed: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        plan = queries.current_plan(actor)
        if plan is None:
            raise Refused(_("There is no plan yet. Write the plan itself first."))
        self.plan = plan
        super().__init__(*args, actor=actor, **kwargs)
        if self.is_new and hasattr(type(self.instance), "plan"):
            self.instance.plan = plan

    def _set_up(self, name: str, field: forms.Field) -> None:
        super()._set_up(name, field)
        if name in self.keyed and isinstance(field, forms.ChoiceField):
            listed = rows(self.actor, self.keyed[name]).filter(plan=self.plan)
            known = {row.key: str(row) for row in listed}
            held = getattr(self.instance, name)
            if held and held not in known:
                known[held] = held
            field.choices = [("", "–"), *known.items()]

    def choices_of(self, name: str, field: Any) -> models.QuerySet[Any]:
        found = super().choices_of(name, field)
        return found.filter(plan=self.plan) if hasattr(found.model, "plan") else found


class GoalForm(OfPlanForm):
    class Meta(RowForm.Meta):
        model = Goal
        fields = ("title", "key", "text", "order", *CITED)


class ActionForm(OfPlanForm):
    leads = ManyField(label=gettext_lazy("Led by"), required=False)
    partners = ManyField(label=gettext_lazy("Partners"), required=False)

    class Meta(RowForm.Meta):
        model = Action
        fields = (
            *("title", "key", "working_title", "goal", "text", "leads", "partners", "contact"),
            *("planning_code", "starts", "ends", "continuous", "blocked_by", "unblocked_when"),
            *("note", "order", *CITED),
        )

    def _set_up(self, name: str, field: forms.Field) -> None:
        super()._set_up(name, field)
        if name in ("leads", "partners") and isinstance(field, ManyField):
            known = ((o.key, str(o)) for o in rows(self.actor, Organisation))
            field.offer(sorted(known, key=lambda o: o[1].casefold()), getattr(self.instance, name))


class StatusForm(OfPlanForm):
    needed = ()

    class Meta(RowForm.Meta):
        model = Status
        fields = ("action", "period", "state", "text", *CITED)

    def clean_period(self) -> Period | None:
        return begun(self.cleaned_data["period"])


class MilestoneForm(OfPlanForm):
    documents = EntriesField(
        "address", gettext_lazy("Address"), label=gettext_lazy("Documents"), required=False
    )

    class Meta(RowForm.Meta):
        model = Milestone
        fields = ("action", "title", "key", "text", "due", "done", "documents", "order", *CITED)

    def clean_done(self) -> Period | None:
        return begun(self.cleaned_data["done"])


class EvidenceForm(RowForm):
    class Meta(RowForm.Meta):
        model = Evidence
        fields = (
            *("title", "key", "kind", "address", "publisher", "published", "citable", "note"),
        )


KEYED = {"action": Action, "indicator": Indicator}
