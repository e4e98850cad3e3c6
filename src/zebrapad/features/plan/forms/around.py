"""Forms for what is said around the plan."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from zebrapad.core.ui.editing.forms import RowForm
from zebrapad.features.plan.forms.promises import CITED, KEYED, OfPlanForm
from zebrapad.features.plan.models import Happening, Remark


class RemarkForm(OfPlanForm):
    needed = ("topic",)
    keyed: ClassVar[dict[str, Any]] = KEYED
    action = forms.ChoiceField(label=_("About the action"), required=False)
    indicator = forms.ChoiceField(label=_("About the indicator"), required=False)

    class Meta(RowForm.Meta):
        model = Remark
        fields = (
            *("kind", "topic", "key", "text", "other", "advice", "action", "indicator"),
            *("order", *CITED),
        )


class HappeningForm(OfPlanForm):
    keyed: ClassVar[dict[str, Any]] = KEYED
    action = forms.ChoiceField(label=_("Belongs to the action"), required=False)

    class Meta(RowForm.Meta):
        model = Happening
        fields = (
            *("kind", "title", "key", "period", "recurrence", "text", "place", "action", *CITED),
        )
