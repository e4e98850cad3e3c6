"""The form for a service that helps, and its place at the desk."""

from django.utils.translation import gettext_lazy as _

from zebrapad.core.ui.editing.forms import RowForm
from zebrapad.core.ui.editing.parts import Part
from zebrapad.core.ui.fields import WordsField
from zebrapad.features.reports import actions
from zebrapad.features.reports.models import Service


class ServiceForm(RowForm):
    needed = ("name",)
    languages = WordsField(
        label=_("Languages spoken"), required=False, help_text=_("For example nl, fr, en.")
    )

    class Meta(RowForm.Meta):
        model = Service
        fields = (
            *("name", "key", "about", "phone", "email", "website", "address", "hours"),
            *("languages", "anonymous", "urgent", "assured_on", "note", "order"),
            *("certainty", "sources"),
        )


SERVICES = Part(
    name="services",
    one=_("Support service"),
    many=_("Support services"),
    new=_("Add a support service"),
    about=_("Who can help, how to reach them, and when that was last assured."),
    form=ServiceForm,
    columns=("name", "phone", "urgent", "assured_on"),
    filters=("urgent",),
    reads=actions.GRANT,
    writes=actions.GRANT,
    writing=actions,
    shown=_("Readers see what you change here at once."),
)
