"""Forms for what the plan is judged by."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.periods import Period, period
from zebrapad.core.figures.publish import figures
from zebrapad.core.people.actors import rows
from zebrapad.core.ui.editing.forms import RowForm
from zebrapad.core.ui.fields import EntriesField
from zebrapad.core.ui.reading import begun
from zebrapad.features.plan.forms.promises import CITED, OfPlanForm
from zebrapad.features.plan.models import Dimension, Indicator, Measurement, Target


class DimensionForm(RowForm):
    categories = EntriesField("key", _("Key"), spare=3, label=_("Categories"))

    class Meta(RowForm.Meta):
        model = Dimension
        fields = ("title", "key", "categories")

    def clean_categories(self) -> list[dict[str, Any]]:
        categories: list[dict[str, Any]] = self.cleaned_data["categories"]
        keys = [category["key"] for category in categories]
        if twice := next((key for key in keys if keys.count(key) > 1), ""):
            raise forms.ValidationError(
                _("The key “%(key)s” is there twice. Change one."), params={"key": twice}
            )
        return categories


class IndicatorForm(OfPlanForm):
    figure = forms.ChoiceField(
        label=_("Fed by the figure"),
        required=False,
        help_text=_("Its values then come by themselves, and none is written by hand."),
    )

    class Meta(RowForm.Meta):
        model = Indicator
        fields = (
            *("title", "key", "action", "definition", "unit", "kind", "level", "polarity"),
            *("tolerance", "baseline", "figure", "next_due", "every_months", "note", "order"),
            *CITED,
        )

    def _set_up(self, name: str, field: forms.Field) -> None:
        super()._set_up(name, field)
        if name == "figure" and isinstance(field, forms.ChoiceField):
            known = {*figures(self.actor).values_list("key", flat=True), self.instance.figure}
            field.choices = [("", "–"), *((key, key) for key in sorted(known - {""}))]


class TargetForm(OfPlanForm):
    needed = ()

    class Meta(RowForm.Meta):
        model = Target
        fields = ("indicator", "year", "value", "note", *CITED)

    def clean_year(self) -> int | None:
        year: int | None = self.cleaned_data["year"]
        return year if year is None else period(f"{year:04d}").starts.year


def impossible(kind: str, value: Decimal) -> str:
    """Why an indicator of this kind can't have this value; empty where it can."""
    if kind == Indicator.Kind.SHARE and not 0 <= value <= 100:
        return str(_("A percentage lies between 0 and 100."))
    if kind == Indicator.Kind.COUNT and value < 0:
        return str(_("A number of things can't be less than 0."))
    if kind == Indicator.Kind.YES_NO and value not in (0, 1):
        return str(_("Write 1 for yes or 0 for no."))
    return ""


class MeasurementForm(OfPlanForm):
    needed = ()
    slice = forms.ChoiceField(
        label=_("Part"),
        required=False,
        help_text=_("A part never stands in for the whole: the whole is a value of its own."),
    )

    class Meta(RowForm.Meta):
        model = Measurement
        fields = (
            *("indicator", "period", "slice", "value", "n", "low", "high", "series", "note"),
            *CITED,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        indicator, value = cleaned.get("indicator"), cleaned.get("value")
        if indicator and value is not None and (wrong := impossible(indicator.kind, value)):
            self.add_error("value", wrong)
        return cleaned

    def clean_period(self) -> Period | None:
        return begun(self.cleaned_data["period"])

    def choices_of(self, name: str, field: Any) -> models.QuerySet[Any]:
        found = super().choices_of(name, field)
        return found.filter(figure="") if name == "indicator" else found

    def _set_up(self, name: str, field: forms.Field) -> None:
        super()._set_up(name, field)
        if name == "slice" and isinstance(field, forms.ChoiceField):
            field.choices = self._slices()
        if name == "series":
            field.help_text = _(
                "Values of one series can be compared. Where the way of measuring changes, "
                "begin a new one."
            )

    def _slices(self) -> list[Any]:
        held = self.instance.slice
        groups: list[Any] = [("", _("The whole"))]
        for dimension in rows(self.actor, Dimension):
            named = [
                (f"{dimension.key}={each['key']}", next(iter(each["title"].values()), each["key"]))
                for each in dimension.categories
            ]
            groups.append((str(dimension), named))
        known = {key for _name, group in groups[1:] for key, _title in group}
        return [*groups, (held, held)] if held and held not in known else groups
