"""What a question to the API may say behind its address, checked."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from zebrapad.core.people.actors import Request
from zebrapad.web.api.problems import Wrong

PER_PAGE = 50
MOST_PER_PAGE = 200
LAST_PAGE = 1_000_000
JSON, CSV = "json", "csv"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as the description of the API names it."""

    name: str
    about: str
    schema: dict[str, object]


LANG = Parameter(
    "lang",
    "Texts in this language alone. Without it every text is a map by language.",
    {"type": "string", "enum": [code for code, _name in settings.LANGUAGES]},
)
PAGE = Parameter(
    "page",
    "The page of the list, from 1.",
    {"type": "integer", "minimum": 1, "maximum": LAST_PAGE, "default": 1},
)
PER = Parameter(
    "per_page",
    "How many a page holds.",
    {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
)
FORMAT = Parameter(
    "format",
    "`csv` gives the whole list as a sheet; so does `Accept: text/csv`.",
    {"type": "string", "enum": [JSON, CSV], "default": JSON},
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, in one spelling however it was written."""

    language: str | None = None
    page: int = 1
    per_page: int = PER_PAGE
    format: str = JSON

    @property
    def spelled(self) -> str:
        return urlencode([(name, getattr(self, name)) for name in self.__slots__])


def asked(request: Request, known: Iterable[Parameter]) -> Asked:
    """What the request asks; raises `Wrong` for what is not known or can't be read."""
    names = [parameter.name for parameter in known]
    form = _form(request, names)
    if form == CSV:  # a sheet is always whole, and holds all languages
        names = [FORMAT.name]
    for name in request.GET:
        if name not in names:
            raise Wrong(name, _known(names))
    return Asked(
        language=_language(request),
        page=_whole(request, PAGE.name, 1, LAST_PAGE),
        per_page=_whole(request, PER.name, PER_PAGE, MOST_PER_PAGE),
        format=form,
    )


def _known(names: list[str]) -> str:
    if not names:
        return _("This address takes no parameters.")
    return _("This address doesn't know the parameter. It knows: %(names)s.") % {
        "names": ", ".join(names)
    }


def _form(request: Request, names: list[str]) -> str:
    if FORMAT.name not in names:
        return JSON
    wanted = request.GET.get(FORMAT.name)
    if wanted is None:
        preferred = request.get_preferred_type(["application/json", "text/csv"])
        return CSV if preferred == "text/csv" else JSON
    if wanted not in (JSON, CSV):
        raise Wrong(FORMAT.name, _("Write json or csv."))
    return wanted


def _language(request: Request) -> str | None:
    wanted = request.GET.get(LANG.name)
    known = [code for code, _name in settings.LANGUAGES]
    if wanted is not None and wanted not in known:
        raise Wrong(LANG.name, _("Write one of: %(names)s.") % {"names": ", ".join(known)})
    return wanted


def _whole(request: Request, name: str, usual: int, most: int) -> int:
    written = request.GET.get(name)
    if written is None:
        return usual
    # isascii first: a digit of another script is one to isdigit, and not to a reader.
    # One number has one writing, so that no address is another page for the same thing.
    is_plain = written.isascii() and written.isdigit() and len(written) < 10
    if not is_plain or written.startswith("0") or int(written) > most:
        raise Wrong(name, _("Write a whole number from 1 to %(most)s.") % {"most": most})
    return int(written)
