"""The city's own facts as frozen values: what files hold and pages read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from zebrapad.core.cities.periods import Period
from zebrapad.core.cities.texts import Text

NOTHING = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A statement: how sure it is, and the keys of its evidence."""

    certainty: str = "seen"
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceContent:
    key: str
    title: Text
    kind: str = "page"
    address: str = ""
    publisher: str = ""
    published: Period | None = None
    note: Text = NOTHING
    citable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictContent(Cited):
    key: str
    name: Text
    postcode: str = ""
    latitude: Decimal
    longitude: Decimal
    outline: Any = None
    area_ha: int | None = None
    population: int | None = None
    population_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationContent(Cited):
    key: str
    name: str
    kind: str = "other"
    role: Text = NOTHING
    website: str = ""
    note: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupContent(Cited):
    key: str
    name: Text
    about: Text = NOTHING
    kinds: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CityContent:
    slug: str
    name: Text
    country: str
    region: Text = NOTHING
    province: Text = NOTHING
    languages: tuple[str, ...] = ("nl", "en", "fr")
    time_zone: str = "Europe/Brussels"
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    area_ha: int | None = None
    population: int | None = None
    population_on: date | None = None
    identifiers: Any = None
    website: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    sources: tuple[str, ...] = ()
    example: bool = False
