"""The tenant and what belongs to it: districts, organisations, evidence."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from zebrapad.core.cities.constraints import always, once
from zebrapad.core.cities.keys import KeysField
from zebrapad.core.cities.periods import PeriodField
from zebrapad.core.cities.texts import TextField

# The first part of a city's address; these words are addresses of their own.
RESERVED_SLUGS = (
    "network",
    "accounts",
    "installation",
    "invitations",
    "outbox",
    "desk",
    "search",
    "help",
)
key_is_plain = RegexValidator(
    r"\A[a-z0-9][a-z0-9_-]*\Z", _("Use small letters, digits, hyphens and underscores only.")
)


def default_languages() -> list[str]:
    return ["nl", "en", "fr"]


class Certainty(models.TextChoices):
    """How sure a statement is."""

    SEEN = "seen", _("Stated in the source")
    INFERRED = "inferred", _("Derived, not stated as such")
    UNKNOWN = "unknown", _("Not known")
    MEASURED = "measured", _("Measured here")


class City(models.Model):
    """The tenant: every row that belongs to a city says so."""

    slug = models.SlugField(unique=True)
    name = TextField(_("name"))
    country = models.CharField(max_length=2)
    region = TextField(_("region"))
    province = TextField(_("province"))
    languages = models.JSONField(_("languages"), default=default_languages)
    time_zone = models.CharField(max_length=40, default="Europe/Brussels")
    latitude = models.DecimalField(
        _("latitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=9, decimal_places=6, null=True, blank=True
    )
    area_ha = models.PositiveIntegerField(_("area in hectares"), null=True, blank=True)
    population = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    population_on = models.DateField(_("residents counted on"), null=True, blank=True)
    identifiers = models.JSONField(_("identifiers"), default=dict, blank=True)
    website = models.URLField(_("website"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    sources = KeysField(_("sources"), to="cities.Evidence")
    example = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=1)
    # Raised by each line of the trail and by nothing else: pages kept ready are kept under it,
    # and a trail with fewer lines than this has lost its end.
    revision = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug__in=RESERVED_SLUGS), name="city_slug_not_reserved"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.slug


class Host(models.Model):
    """A domain of the city's own that opens on its pages."""

    city = models.ForeignKey(City, models.CASCADE, related_name="hosts")
    name = models.CharField(max_length=253, unique=True)

    def __str__(self) -> str:
        return self.name


class CityModel(models.Model):
    """A row that belongs to one city, and is deleted only with care."""

    city = models.ForeignKey(City, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Edited(CityModel):
    """A row that people edit; `edition` tells the second of two that they are late."""

    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Sourced(Edited):
    """A statement with its sources: keys of `Evidence` of the same city.

    Keys and not rows of a link table, so that a statement and its sources are one row
    of one city, read together and spread together.
    """

    certainty = models.CharField(_("how sure"), max_length=8, choices=Certainty, default="seen")
    sources = KeysField(_("sources"), to="cities.Evidence")

    class Meta:
        abstract = True


class Evidence(Edited):
    """Where a statement or a number comes from."""

    class Kind(models.TextChoices):
        PRESS_RELEASE = "press_release", _("Press release")
        NEWS = "news", _("News report")
        STUDY = "study", _("Study")
        REGISTER = "register", _("Register or statistics")
        DECISION = "decision", _("Decision")
        PAGE = "page", _("Web page")
        MEASURED = "measured", _("Measured here")
        OTHER = "other", _("Other")

    key = models.CharField(_("key"), max_length=80, validators=[key_is_plain])
    title = TextField(_("title"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default="page")
    address = models.URLField(_("address"), max_length=500, blank=True)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    published = PeriodField(_("published"), null=True, blank=True)
    note = TextField(_("note"))
    # An address that leads to something else than it seems is kept, and not shown as a citation.
    citable = models.BooleanField(_("show as a citation"), default=True)

    class Meta:
        ordering = ["key"]
        constraints = [once("city", "key", name="evidence_key_once")]

    def __str__(self) -> str:
        return str(self.title) or self.key


class District(Sourced):
    """Part of the city, as its residents name it."""

    key = models.CharField(_("key"), max_length=40, validators=[key_is_plain])
    name = TextField(_("name"))
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6)
    outline = models.JSONField(_("outline"), null=True, blank=True)
    area_ha = models.PositiveIntegerField(_("area in hectares"), null=True, blank=True)
    population = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    population_on = models.DateField(_("residents counted on"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            once("city", "key", name="district_key_once"),
            always(
                models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="district_on_earth",
                wrong="latitude",
                says=_("A latitude lies between -90 and 90, a longitude between -180 and 180."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name) or self.key


class Organisation(Sourced):
    """A partner of the city, or one of its services."""

    class Kind(models.TextChoices):
        CITY_SERVICE = "city_service", _("City service")
        EXPERT = "expert", _("Expert organisation")
        ASSOCIATION = "association", _("Association")
        POLICE = "police", _("Police")
        JUSTICE = "justice", _("Justice")
        HOUSING = "housing", _("Housing")
        CARE = "care", _("Care")
        SCHOOL = "school", _("School")
        RESEARCH = "research", _("Research")
        EQUALITY_BODY = "equality_body", _("Equality body")
        NETWORK = "network", _("Network")
        CITY = "city", _("Other city")
        OTHER = "other", _("Other")

    key = models.CharField(_("key"), max_length=60, validators=[key_is_plain])
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default="other")
    role = TextField(_("what it does here"))
    website = models.URLField(_("website"), blank=True)
    note = TextField(_("note"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        constraints = [
            once("city", "key", name="organisation_key_once"),
            # So that another table's row can name an organisation of the same city only.
            models.UniqueConstraint("city", "id", name="organisation_of_city"),
        ]

    def __str__(self) -> str:
        return self.name


class Group(Sourced):
    """Organisations that work on something together, such as a taskforce."""

    key = models.CharField(_("key"), max_length=60, validators=[key_is_plain])
    name = TextField(_("name"))
    about = TextField(_("about"))
    kinds = models.JSONField(_("kinds of members"), default=list, blank=True)
    members = KeysField(_("members"), to="cities.Organisation")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "key"]
        constraints = [once("city", "key", name="group_key_once")]

    def __str__(self) -> str:
        return str(self.name) or self.key
