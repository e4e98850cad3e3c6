"""Pages that are the same for everyone, kept ready until something in the city changes."""

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, NamedTuple, overload
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.cache import caches
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    QueryDict,
)
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from zebrapad.core.people.actors import Request

View = Callable[..., HttpResponse]
# Apart from what else is cached: whoever fills it with pages drives out pages only.
KEPT = caches["pages"]
KEPT_SECONDS = 24 * 3600
MEANT_FOR_ANY_CACHE = "public, max-age=0, must-revalidate"


class NotHere(Http404):
    """What was asked for does not exist; the message says so to the reader."""


class State(NamedTuple):
    """Which city, and how often something in it has changed."""

    pk: int
    revision: int


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it is kept: packed, for nearly every reader takes it so."""

    packed: bytes
    headers: dict[str, str]


@overload
def public(view: View) -> View: ...
@overload
def public(*, reads: tuple[str, ...] = (), keep: bool = True) -> Callable[[View], View]: ...


def public(
    view: View | None = None, *, reads: tuple[str, ...] = (), keep: bool = True
) -> View | Callable[[View], View]:
    """Answer from the kept page of this city, address, language, state and day.

    The day belongs to the key because a milestone grows late overnight. Only pages
    without a session, a form or a name in them may use this. `reads` names the parts
    of the query that the view looks at; the view doesn't see any other, so that an
    address with something behind it is no new page to make and keep. Where what is
    read may be anything, such as words to search, `keep` is false.
    """
    if view is None:
        return lambda view: _public(view, reads, keep=keep)
    return _public(view, reads, keep=keep)


def _public(view: View, reads: tuple[str, ...], *, keep: bool) -> View:
    @wraps(view)
    def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        asked = urlencode(_read(request, reads))
        request.GET, request.META["QUERY_STRING"] = QueryDict(asked), asked
        if not keep:
            return _with_tag(request, view(request, *args, **kwargs))

        def make() -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Content-Language", get_language() or "")
            return response

        return kept(request, request.get_full_path(), make)

    answered.is_public = True  # type: ignore[attr-defined]
    return answered


def _read(request: Request, reads: tuple[str, ...]) -> dict[str, str]:
    return {name: request.GET[name] for name in reads if name in request.GET}


def ready(request: HttpRequest, state: State) -> HttpResponse | None:
    """The page as it is kept, for who asks before the address was even looked up."""
    if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
        return None
    key = _key(request, state, request.get_full_path())
    page: Page | None = KEPT.get(key)
    return None if page is None else _answer(request, _tag(key), page)


def kept(request: Request, where: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page that is kept for `where` in the actor's city, else the one that is made now."""
    city = request.actor.city
    key = _key(request, State(city.pk, city.revision), where)
    page: Page | None = KEPT.get(key)
    if page is None:
        response = make()
        if response.status_code != 200 or response.streaming:
            return response
        page = Page(gzip.compress(response.content, 6, mtime=0), dict(response.headers))
        if _is_own_port(request):
            KEPT.set(key, page, KEPT_SECONDS)
    return _answer(request, _tag(key), page)


def _tag(key: str) -> str:
    return f'W/"{key[5:]}"'


def _key(request: HttpRequest, city: State, where: str) -> str:
    state = f"{settings.BUILD}.{city.pk}.{city.revision}.{timezone.localdate():%Y%m%d}"
    address = f"{request.scheme}://{request.get_host()}{where}"
    return f"page.{state}.{hashlib.sha256(address.encode()).hexdigest()[:32]}"


def _is_own_port(request: HttpRequest) -> bool:
    """Whether the port in the address is one of ours: any other would be one more page to keep."""
    port = urlsplit(f"//{request.get_host()}").port
    own = {request.get_port(), str(urlsplit(settings.ADDRESS).port)}
    return port is None or str(port) in own


def _takes_packed(request: HttpRequest) -> bool:
    """Whether the reader takes gzip (RFC 9110, 12.5.3)."""
    for part in request.META.get("HTTP_ACCEPT_ENCODING", "").lower().split(","):
        name, _semicolon, weight = part.partition(";")
        if name.strip() == "gzip":
            return not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight)
    return False


def _answer(request: HttpRequest, tag: str, page: Page) -> HttpResponse:
    response: HttpResponse
    if is_known(request, tag):
        response = HttpResponseNotModified()
    elif _takes_packed(request):
        response = HttpResponse(page.packed)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.packed))
    if response.status_code == 200:
        response.headers["Content-Length"] = str(len(response.content))
    return _for_any_cache(response, tag, page.headers)


def _with_tag(request: Request, response: HttpResponse) -> HttpResponse:
    """The answer with a tag of what it holds, or that it is still the one the reader has."""
    if response.status_code != 200 or response.streaming:
        return response
    tag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    told = HttpResponseNotModified() if is_known(request, tag) else response
    return _for_any_cache(told, tag, dict(response.headers))


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the reader already has what carries this tag (RFC 9110, weak comparison)."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return "*" in known or tag.removeprefix("W/") in {t.removeprefix("W/") for t in known}


def _for_any_cache(response: HttpResponse, tag: str, headers: dict[str, str]) -> HttpResponse:
    for name, value in headers.items():
        if response.status_code != 304 or name != "Content-Type":
            response.headers[name] = value
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = MEANT_FOR_ANY_CACHE
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
