"""The form with which a plan becomes a version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zebrapad.core.people.actors import Actor
from zebrapad.core.ui.fields import WordingsField, WordingsWidget


class PublishForm(forms.Form):
    reason = WordingsField(
        label=_("What changed and why"),
        help_text=_("Readers see this beside the version, for as long as it is kept."),
        widget=WordingsWidget(rows=3),
    )
    sure = forms.BooleanField(
        label=_("I have looked at the preview"),
        error_messages={"required": _("Look at the preview, then tick this.")},
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        widget = self.fields["reason"].widget
        if isinstance(widget, WordingsWidget):
            widget.languages = actor.city.languages
