"""Shape of input about people and the installation; one sentence for each error."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import Organisation
from zebrapad.core.cities.texts import Text
from zebrapad.core.people.access import Role
from zebrapad.core.people.actors import Actor
from zebrapad.core.people.models import Person, Seat
from zebrapad.web.people import queries

HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def _email() -> forms.EmailField:
    return forms.EmailField(
        label=_("E-mail address"),
        error_messages={"invalid": _("Write an e-mail address, such as name@city.example.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


def _language(label: Any) -> forms.ChoiceField:
    names = [(c, get_language_info(c)["name_local"].capitalize()) for c, _n in settings.LANGUAGES]
    return forms.ChoiceField(label=label, choices=names)


def _organisation(actor: Actor) -> forms.ModelChoiceField[Organisation]:
    return forms.ModelChoiceField(
        queries.organisations(actor),
        label=_("Organisation"),
        required=False,
        empty_label=_("None"),
    )


def _role(actor: Actor) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in queries.roles_to_give(actor)],
        coerce=Role,
    )


class InviteForm(forms.Form):
    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email()
        self.fields["role"] = _role(actor)
        self.fields["organisation"] = _organisation(actor)
        self.fields["language"] = _language(_("Language of the mail"))
        self.initial.setdefault("language", next(iter(actor.city.languages), "nl"))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class SeatForm(forms.Form):
    def __init__(self, *args: Any, actor: Actor, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = _role(actor)
        self.fields["organisation"] = _organisation(actor)
        self.initial.update(role=seat.role, organisation=seat.organisation)


class JoinForm(forms.Form):
    """Name and password of who was invited; the address stands already."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As your colleagues see it."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A few words that do not belong together work well."),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        name = self.cleaned_data.get("name", "")
        validate_password(password, Person(email=self.email, name=name))
        return password


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As your colleagues see it."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = _language(_("Language of mails to you"))
        self.initial.update(name=person.name, language=person.language)


class EndForm(forms.Form):
    """Ending an account is final, so it is said in so many words."""

    sure = forms.BooleanField(
        label=_("Yes, end my account for good"),
        error_messages={"required": _("Tick the box if you want to end your account.")},
    )


class AdministratorForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = _email()
        self.fields["language"] = _language(_("Language of the mail"))

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class HostsForm(forms.Form):
    hosts = forms.CharField(
        label=_("Domains of the city's own"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line, such as plan.city.example."),
    )

    def clean_hosts(self) -> list[str]:
        names = [name.strip().lower() for name in self.cleaned_data["hosts"].split()]
        for name in names:
            if not HOST.fullmatch(name):
                raise ValidationError(
                    _("“%(name)s” is no domain. Write it like plan.city.example."),
                    params={"name": name},
                )
        return names


class CityForm(HostsForm):
    slug = forms.SlugField(
        label=_("Word in the address"),
        max_length=50,
        help_text=_("Small letters and hyphens, such as “kortrijk”. It can't be changed later."),
    )
    country = forms.RegexField(
        r"\A[A-Za-z]{2}\Z",
        label=_("Country"),
        max_length=2,
        initial="BE",
        help_text=_("Two letters, such as BE."),
        error_messages={"invalid": _("Write the two letters of a country, such as BE.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the city"),
        choices=settings.LANGUAGES,
        initial=[code for code, _name in settings.LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("slug", *(f"name_{code}" for code, _name in settings.LANGUAGES), "country")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name of the city in %(language)s") % {"language": language},
                max_length=120,
                required=False,
            )
        self.order_fields(self.field_order)

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = {code: data.get(f"name_{code}", "") for code, _name in settings.LANGUAGES}
        data["name"] = Text({code: words for code, words in given.items() if words})
        if not data["name"]:
            first = f"name_{next(iter(given))}"
            self.add_error(first, _("Write the name of the city in at least one language."))
        return data
