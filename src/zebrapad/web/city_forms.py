"""Forms for the city's own facts, and their room at the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.models import City, District, Group, Organisation
from zebrapad.core.people.actors import Actor, rows
from zebrapad.core.ui.editing.forms import RowForm
from zebrapad.core.ui.editing.parts import Part, Room
from zebrapad.core.ui.fields import ManyField, PairsField
from zebrapad.features.reports.forms import SERVICES
from zebrapad.web import city_rows

AT_ONCE = _("Readers see what you change here at once.")
CITED = ("certainty", "sources")


class CityForm(RowForm):
    needed = ("name",)
    languages = forms.MultipleChoiceField(
        label=_("Languages in which the city writes"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    identifiers = PairsField(label=_("Identifiers"), required=False)

    class Meta(RowForm.Meta):
        model = City
        fields = (
            *("name", "region", "province", "languages", "address", "phone", "email", "website"),
            *("latitude", "longitude", "area_ha", "population", "population_on"),
            *("identifiers", "sources"),
        )


class DistrictForm(RowForm):
    needed = ("name",)

    class Meta(RowForm.Meta):
        model = District
        fields = (
            *("name", "key", "postcode", "latitude", "longitude", "area_ha", "population"),
            *("population_on", "outline", "order", *CITED),
        )

    def clean_outline(self) -> Any:
        outline = self.cleaned_data["outline"]
        if outline and (
            not isinstance(outline, dict)
            or outline.get("type") not in ("Polygon", "MultiPolygon")
            or not isinstance(outline.get("coordinates"), list)
        ):
            raise forms.ValidationError(
                _("Paste a GeoJSON geometry of the type Polygon or MultiPolygon, or leave it open.")
            )
        return outline


class OrganisationForm(RowForm):
    needed = ()

    class Meta(RowForm.Meta):
        model = Organisation
        fields = ("name", "key", "kind", "role", "website", "note", "order", *CITED)


class GroupForm(RowForm):
    needed = ("name",)
    kinds = ManyField(label=_("Kinds of members"), required=False)
    members = ManyField(label=_("Members"), required=False)

    class Meta(RowForm.Meta):
        model = Group
        fields = ("name", "key", "about", "kinds", "members", "order", *CITED)

    def _set_up(self, name: str, field: forms.Field) -> None:
        super()._set_up(name, field)
        if name == "members" and isinstance(field, ManyField):
            known = ((o.key, o.name) for o in rows(self.actor, Organisation))
            field.offer(sorted(known, key=lambda o: o[1].casefold()), self.instance.members)
        if name == "kinds" and isinstance(field, ManyField):
            field.offer(Organisation.Kind.choices, self.instance.kinds)


def _city(actor: Actor) -> QuerySet[City]:
    return City.objects.filter(pk=actor.city.pk)


def _part(name: str, **given: Any) -> Part:
    grant = city_rows.GRANT
    return Part(name=name, reads=grant, writes=grant, writing=city_rows, shown=AT_ONCE, **given)


PARTS = (
    _part(
        "city",
        one=_("City"),
        many=_("The city itself"),
        new=_("The city itself"),
        about=_("Its name, languages, and how to reach the city service."),
        form=CityForm,
        columns=("name",),
        chosen=_city,
        alone=True,
    ),
    _part(
        "districts",
        one=_("District"),
        many=_("Districts"),
        new=_("Add a district"),
        about=_("The parts of the city, as its residents name them."),
        form=DistrictForm,
        columns=("name", "postcode", "population", "population_on"),
    ),
    _part(
        "organisations",
        one=_("Organisation"),
        many=_("Organisations"),
        new=_("Add an organisation"),
        about=_("Partners and city services that lead, help or advise."),
        form=OrganisationForm,
        columns=("name", "kind", "role", "website"),
        filters=("kind",),
    ),
    _part(
        "groups",
        one=_("Group"),
        many=_("Groups"),
        new=_("Add a group"),
        about=_("Organisations that work on something together, such as a taskforce."),
        form=GroupForm,
        columns=("name", "about"),
    ),
    SERVICES,
)
ROOM = Room(_("The city"), PARTS)
