"""The form of one row: fields by the kind of column, checked by the table's own rules."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import Edited, Evidence
from zebrapad.core.cities.periods import PeriodField
from zebrapad.core.cities.texts import Text, TextField
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.ui import fields as f

# Texts of one line; every other text has room for paragraphs.
ONE_LINE = frozenset(
    {
        *("title", "working_title", "name", "topic", "unit", "contact", "recurrence", "place"),
        *("role", "region", "province", "decision", "unblocked_when", "hours"),
    }
)
LISTS = {"sources": _("Tick what this rests on. What is missing is added under Evidence.")}
WHOLE = (
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
)


def field_of(column: Any, **given: Any) -> forms.Field | None:
    """The field for a column, which reads what people type."""
    common: dict[str, Any] = {
        "label": given.get("label") or capfirst(column.verbose_name),
        "required": not (column.blank or column.null or column.has_default()),
    } | ({"help_text": column.help_text} if column.help_text else {})
    if isinstance(column, TextField):
        widget = f.WordingsWidget(rows=1 if column.name in ONE_LINE else 2)
        return f.WordingsField(widget=widget, **common)
    if isinstance(column, PeriodField):
        return f.SpokenPeriodField(**common)
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return f.DayField(**common)
    if isinstance(column, models.DecimalField):
        return f.NumberField(
            max_digits=column.max_digits, decimal_places=column.decimal_places, **common
        )
    if isinstance(column, WHOLE):
        return f.WholeField(min_value=0, max_value=_largest(column), **common)
    if column.name in LISTS:
        return f.ManyField(**common | {"required": False, "help_text": LISTS[column.name]})
    if isinstance(column, models.URLField):
        given["assume_scheme"] = "https"
    made: forms.Field | None = column.formfield(**given)
    return made


def _largest(column: models.Field[Any, Any]) -> int:
    return 32767 if isinstance(column, models.PositiveSmallIntegerField) else 2147483647


class RowForm(forms.ModelForm):  # type: ignore[type-arg]
    """What one person fills in for one row, and the edition of the row that they read."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Columns that the table lets be empty and that a reader can't do without.
    needed: ClassVar[tuple[str, ...]] = ("title",)
    instance: Any

    class Meta:
        formfield_callback = field_of

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.is_new = self.instance._state.adding  # noqa: SLF001 - the documented way to ask
        if isinstance(self.instance, Edited):
            self.instance.city = actor.city
        self.initial["edition"] = self.instance.edition
        self.use_required_attribute = False
        for name, field in self.fields.items():
            self._set_up(name, field)

    def _set_up(self, name: str, field: forms.Field) -> None:
        field.required = field.required or name in self.needed
        if not isinstance(field, f.WordingsField):
            is_choice = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = _("Choose one.") if is_choice else _("Fill this in.")
        if isinstance(field.widget, f.WordingsWidget | f.EntriesWidget):
            held = (
                getattr(self.instance, name).wordings if isinstance(field, f.WordingsField) else ()
            )
            field.widget.languages = list(dict.fromkeys([*self.actor.city.languages, *held]))
        if name == "sources" and isinstance(field, f.ManyField):
            listed = ((e.key, str(e)) for e in rows(self.actor, Evidence))
            field.offer(sorted(listed, key=lambda pair: pair[1].casefold()), self.instance.sources)
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = "–"
            field.queryset = self.choices_of(name, field)
        if name == "key":
            self._set_up_key(field)

    def _set_up_key(self, field: forms.Field) -> None:
        field.disabled = field.required = not self.is_new
        field.help_text = (
            _("Part of the address. Leave it open to make it from the title.")
            if self.is_new
            else _("Part of the address, so it stays as it is: others may have kept it.")
        )

    def choices_of(self, _name: str, field: Any) -> models.QuerySet[Any]:
        """What a field that names another row may name: rows of this city."""
        return rows(self.actor, field.queryset.model)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_new and "key" in self.fields and not cleaned.get("key"):
            cleaned["key"] = self._made_key(cleaned)
        return cleaned

    def _made_key(self, cleaned: Mapping[str, Any]) -> str:
        column = self.instance._meta.get_field("key")
        named = next((cleaned[n] for n in ("title", "name", "topic") if cleaned.get(n)), "")
        words = next(iter(named.wordings.values())) if isinstance(named, Text) else str(named)
        stem = slugify(words)[: column.max_length - 4].strip("-_")
        if not stem:
            if words:
                self.add_error("key", _("Write a key: none can be made from this title."))
            return ""
        taken = set(rows(self.actor, type(self.instance)).values_list("key", flat=True))
        tries = (stem if n == 1 else f"{stem}-{n}" for n in range(1, len(taken) + 2))
        return next(key for key in tries if key not in taken)

    def _get_validation_exclusions(self) -> set[str]:
        # The city and the plan are given, not filled in; the rules of the table name them.
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions - {"city", "plan"}

    def _update_errors(self, errors: ValidationError) -> None:
        """Show what a constraint says at the field that it names."""
        for error in getattr(errors, "error_dict", {}).pop("__all__", []):
            self.add_error(error.code if error.code in self.fields else None, error)
        if getattr(errors, "error_dict", None):
            super()._update_errors(errors)  # type: ignore[misc]

    def row(self) -> Any:
        """The new row as it was filled in."""
        for name, value in self.values().items():
            setattr(self.instance, name, value)
        return self.instance

    def values(self) -> dict[str, Any]:
        """The columns as they were filled in."""
        names = [n for n in self._meta.fields or () if n in self.cleaned_data]
        return {n: self._stored(n, self.cleaned_data[n]) for n in names}

    def _stored(self, name: str, value: Any) -> Any:
        column = self.instance._meta.get_field(name)
        return column.get_default() if value is None and not column.null else value
