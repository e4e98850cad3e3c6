"""Pages that are the same for everyone, kept ready until something in the city changes."""

import gzip
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from zebrapad.core.people.actors import Request

View = Callable[..., HttpResponse]
KEPT_SECONDS = 24 * 3600


def public(view: View) -> View:
    """Answer from the kept page of this city, address, language, state and day.

    The day belongs to the key because a milestone grows late overnight. Only pages
    without a session, a form or a name in them may use this.
    """

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        key = _key(request)
        page = cache.get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming:
                return response
            page = (bytes(response.content), _packed(response), response.headers["Content-Type"])
            cache.set(key, page, KEPT_SECONDS)
        return _answer(request, key, *page)

    kept.is_public = True  # type: ignore[attr-defined]
    return kept


def _key(request: Request) -> str:
    city = request.actor.city
    state = f"{city.pk}.{city.revision}.{timezone.localdate():%Y%m%d}"
    where = f"{request.get_host()}{request.get_full_path()}"
    return f"page.{state}.{hashlib.sha256(where.encode()).hexdigest()[:32]}"


def _packed(response: HttpResponse) -> bytes:
    return gzip.compress(response.content, 6, mtime=0)


def _answer(
    request: Request, key: str, content: bytes, packed: bytes, content_type: str
) -> HttpResponse:
    tag = f'W/"{key[5:]}"'
    response: HttpResponse
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(packed, content_type=content_type)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
