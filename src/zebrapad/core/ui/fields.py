"""Fields for what a city writes: texts per language, periods, numbers, lists.

Each reads what people type in more than one form, and says how to mend what it can't read.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import key_is_plain
from zebrapad.core.cities.periods import Period, day
from zebrapad.core.cities.texts import Text, text
from zebrapad.core.ui.reading import number, number_text, spoken_period

LOCAL_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
NAMES = dict(settings.LANGUAGES)


def _lines(words: str) -> str:
    """The text as it is kept: a browser sends its line ends in another form."""
    return words.replace("\r\n", "\n").strip()


class WordingsWidget(forms.Widget):
    """One input for each language, each saying which."""

    template_name = "ui/forms/wordings.html"
    use_fieldset = True

    def __init__(self, *, rows: int = 1) -> None:
        super().__init__()
        self.rows = rows
        self.languages: Sequence[str] = [code for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        wordings = value.wordings if isinstance(value, Text) else value or {}
        stem = context["widget"]["attrs"].get("id", f"id_{name}")
        context["widget"] |= {"rows": self.rows, "wrong": "aria-invalid" in (attrs or {})}
        context["widget"]["wordings"] = [
            {
                "name": f"{name}_{language}",
                "id": stem if place == 0 else f"{stem}_{language}",
                "language": language,
                "label": NAMES.get(language, language),
                "value": wordings.get(language, ""),
            }
            for place, language in enumerate(self.languages)
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Any:
        return {language: data.get(f"{name}_{language}", "") for language in self.languages}

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        return not any(f"{name}_{language}" in data for language in self.languages)


class WordingsField(forms.Field):
    """A text in the city's languages; at least one wording where it is needed."""

    widget = WordingsWidget

    def to_python(self, value: Any) -> Text:
        if isinstance(value, Text):
            return value
        return text({language: _lines(words) for language, words in (value or {}).items()})

    def validate(self, value: Text) -> None:
        if self.required and not value:
            raise ValidationError(_("Write this in at least one language."), code="required")


class SpokenPeriodField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 2022, 2022-05, 16/05/2022 or 2017/2021-06."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Period) else value

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        return spoken_period(written) if written else None


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            input_formats=LOCAL_DAYS,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "short"}),
            help_text=_("For example 2026-05-31 or 31/05/2026."),
            error_messages={"invalid": _("Write a date such as 2026-05-31 or 31/05/2026.")},
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        written = super().to_python(value)
        return day(written) if written else None


class NumberField(forms.DecimalField):
    """A number with a comma or a point."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        return value if isinstance(value, Decimal) else number(str(value))

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {}


class WholeField(forms.IntegerField):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs["error_messages"] = {"invalid": _("Write a whole number, such as 12.")}
        super().__init__(**kwargs)

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {}


class ChoicesWidget(forms.CheckboxSelectMultiple):
    """Boxes to tick, those that are ticked first; a long rest is folded away.

    Else who works by keyboard would go through all of it to reach what comes after.
    """

    template_name = "ui/forms/choices.html"
    folded_from = 10

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        options = [
            option for _name, group, _at in context["widget"]["optgroups"] for option in group
        ]
        context["chosen"] = [option for option in options if option["selected"]]
        context["others"] = [option for option in options if not option["selected"]]
        context["is_folded"] = len(context["others"]) >= self.folded_from
        return context


class ManyField(forms.MultipleChoiceField):
    """Several keys out of a list; those that are no longer in it stay what they are."""

    widget = ChoicesWidget

    def offer(self, choices: Iterable[tuple[str, Any]], held: Sequence[str] = ()) -> None:
        known = dict(choices)
        # In the order in which they are held, so that saving anew doesn't turn them round.
        first = [(key, known.get(key, key)) for key in held]
        self.choices = [*first, *((key, name) for key, name in known.items() if key not in held)]


class WordsField(forms.CharField):
    """A list of single words in one line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Put a comma between them."))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [word for part in str(value or "").split(",") if (word := part.strip())]


class PairsField(forms.CharField):
    """Names with a value, one pair a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("One a line, with a colon between: nis: 34022"))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return "\n".join(f"{name}: {held}" for name, held in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        pairs = {}
        for line in str(super().to_python(value)).splitlines():
            name, colon, held = line.partition(":")
            if not line.strip():
                continue
            if not (colon and name.strip() and held.strip()):
                raise ValidationError(
                    _("“%(line)s” has no name and value. Write it like nis: 34022."),
                    params={"line": line},
                )
            pairs[name.strip()] = held.strip()
        return pairs


class EntriesWidget(forms.Widget):
    """Lines of one plain text and a title in each language, and empty ones to add to."""

    template_name = "ui/forms/entries.html"
    use_fieldset = True

    def __init__(self, plain: str, label: Any, *, spare: int) -> None:
        super().__init__()
        self.plain, self.label, self.spare = plain, label, spare
        self.languages: Sequence[str] = [code for code, _name in settings.LANGUAGES]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        stem = context["widget"]["attrs"].get("id", f"id_{name}")
        empty = [{self.plain: "", "title": {}} for _place in range(self.spare)]
        context["widget"] |= {"label": self.label, "wrong": "aria-invalid" in (attrs or {})}
        context["widget"]["entries"] = [
            {
                "number": place + 1,
                "name": f"{name}_{place}_{self.plain}",
                "id": stem if place == 0 else f"{stem}_{place}",
                "value": entry.get(self.plain, ""),
                "titles": [
                    {
                        "name": f"{name}_{place}_{language}",
                        "id": f"{stem}_{place}_{language}",
                        "language": language,
                        "label": NAMES.get(language, language),
                        "value": entry.get("title", {}).get(language, ""),
                    }
                    for language in self.languages
                ],
            }
            for place, entry in enumerate([*(value or []), *empty])
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> Any:
        entries: list[dict[str, Any]] = []
        while f"{name}_{len(entries)}_{self.plain}" in data:
            stem = f"{name}_{len(entries)}_"
            titles = {language: data.get(stem + language, "") for language in self.languages}
            entries.append({self.plain: data[stem + self.plain], "title": titles})
        return [e for e in entries if e[self.plain].strip() or any(e["title"].values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], _files: Any, name: str) -> bool:
        return f"{name}_0_{self.plain}" not in data


class EntriesField(forms.Field):
    """A list of titled addresses, or of titled keys."""

    widget: EntriesWidget

    def __init__(self, plain: str, plain_label: Any, *, spare: int = 1, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("More lines come when these are saved."))
        super().__init__(widget=EntriesWidget(plain, plain_label, spare=spare), **kwargs)
        self.plain = plain
        self.check = URLValidator(["http", "https"]) if plain == "address" else key_is_plain

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        return [self._entry(place, entry) for place, entry in enumerate(value or [], 1)]

    def _entry(self, place: int, entry: Mapping[str, Any]) -> dict[str, Any]:
        titles = {lang: _lines(words) for lang, words in entry["title"].items()}
        titles = {language: words for language, words in titles.items() if words}
        plain = entry[self.plain].strip()
        if not titles:
            self._refuse(place, _("Write the title in at least one language."))
        try:
            self.check(plain)
        except ValidationError:
            self._refuse(
                place,
                _("Write a whole address, such as https://www.kortrijk.be/plan.")
                if self.plain == "address"
                else _("Write a key of small letters, digits, hyphens and underscores."),
            )
        return {self.plain: plain, "title": titles}

    def _refuse(self, place: int, sentence: Any) -> None:
        raise ValidationError(
            _("Line %(place)s: %(sentence)s"), params={"place": place, "sentence": sentence}
        )
