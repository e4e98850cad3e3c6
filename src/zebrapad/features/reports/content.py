"""The support services as frozen values: what files hold and pages read."""

from dataclasses import dataclass
from datetime import date

from zebrapad.core.cities.content import NOTHING, Cited
from zebrapad.core.cities.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceContent(Cited):
    key: str
    name: Text
    about: Text = NOTHING
    phone: str = ""
    email: str = ""
    website: str = ""
    address: str = ""
    hours: Text = NOTHING
    languages: tuple[str, ...] = ()
    anonymous: bool | None = None
    urgent: bool = False
    assured_on: date | None = None
    note: Text = NOTHING
