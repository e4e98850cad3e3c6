"""From a question to an answer: what every address of the API has in common."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from zebrapad.core.cities.opendata import as_data
from zebrapad.core.people.actors import Request
from zebrapad.core.ui.pages import kept, public
from zebrapad.web.api import problems
from zebrapad.web.api.asking import CSV, FORMAT, LANG, PAGE, PER, Asked, Parameter, asked

PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address of the API: what it is called, what it gives, and how that is read.

    Without a shape that it gives, what is read is JSON already, and goes out byte for byte.
    """

    route: str
    name: str
    about: str
    read: Callable[..., Any]
    gives: type[Any] | None
    many: bool = False
    sheet: Callable[..., str] | None = None
    texts: bool = True

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        listed = (PAGE, PER) if self.many else ()
        return (
            *((LANG,) if self.texts else ()),
            *listed,
            *((FORMAT,) if self.sheet else ()),
        )


def view_of(endpoint: Endpoint) -> Callable[..., HttpResponse]:
    """The view that answers an endpoint; read by anyone, from anywhere."""

    def view(request: Request, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in ("GET", "HEAD"):
            return problems.not_allowed(request)
        try:
            return _answered(endpoint, request, asked(request, endpoint.parameters), named)
        except problems.Wrong as fault:
            return problems.wrong(request, fault)
        except Http404:
            return problems.not_found(request)

    view.is_public = True  # type: ignore[attr-defined]
    return view


def _answered(
    endpoint: Endpoint, request: Request, question: Asked, named: dict[str, Any]
) -> HttpResponse:
    def make(request: Request) -> HttpResponse:
        answer = _sheet if question.format == CSV else _json
        return answer(endpoint, request, question, named)

    if hasattr(request, "actor"):  # of a city, so kept until something there changes
        where = f"{request.path}?{question.spelled}"
        response = kept(request, where, lambda: make(request))
    else:
        response = public(keep=False)(make)(request)
    if endpoint.sheet:
        patch_vary_headers(response, ("Accept",))
    return response


def _sheet(
    endpoint: Endpoint, request: Request, _question: Asked, named: dict[str, Any]
) -> HttpResponse:
    assert endpoint.sheet is not None  # noqa: S101 - asked() knows no format otherwise
    content = endpoint.sheet(request, **named)
    return HttpResponse(
        content, content_type="text/csv; charset=utf-8; header=present", headers=OPEN
    )


def _json(
    endpoint: Endpoint, request: Request, question: Asked, named: dict[str, Any]
) -> HttpResponse:
    found = endpoint.read(request, **named)
    headers = dict(OPEN)
    if endpoint.gives is None:
        return HttpResponse(found, content_type="application/json", headers=headers)
    if endpoint.many:
        content, headers["Link"] = _listed(request, question, found)
    else:
        content = as_data(found, question.language)
    if question.language:
        headers["Content-Language"] = question.language
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(written, content_type="application/json", headers=headers)


def _listed(request: Request, question: Asked, found: Sequence[Any]) -> tuple[Any, str]:
    """One page of a list, and the links to its neighbours (RFC 8288)."""
    total, size = len(found), question.per_page
    pages = max(1, -(-total // size))
    if question.page > pages:
        raise problems.Wrong(PAGE.name, _("The last page is %(pages)s.") % {"pages": pages})
    links = {"first": 1, "prev": question.page - 1, "next": question.page + 1, "last": pages}
    there = {rel: _at(request, question, n) for rel, n in links.items() if 1 <= n <= pages}
    content = {
        "total": total,
        "page": question.page,
        "per_page": size,
        "pages": pages,
        "previous": there.get("prev"),
        "next": there.get("next"),
        "items": [
            as_data(each, question.language)
            for each in found[(question.page - 1) * size : question.page * size]
        ],
    }
    return content, ", ".join(f'<{address}>; rel="{rel}"' for rel, address in there.items())


def _at(request: Request, question: Asked, page: int) -> str:
    query = {"lang": question.language, "page": page, "per_page": question.per_page}
    said = urlencode({name: value for name, value in query.items() if value is not None})
    return request.build_absolute_uri(f"{request.path}?{said}")
