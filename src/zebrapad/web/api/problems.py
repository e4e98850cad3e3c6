"""What went wrong, as RFC 9457 has it: for a program to act on, for a person to read."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

MEDIA_TYPE = "application/problem+json"
OPEN_TO_ALL = {"Access-Control-Allow-Origin": "*"}


class Wrong(Exception):
    """A part of the question that can't be understood, and what to write instead."""

    def __init__(self, parameter: str, mend: str) -> None:
        super().__init__(mend)
        self.parameter = parameter


def is_asked_here(request: HttpRequest) -> bool:
    """Whether the question was put to the API, not to a page."""
    return request.path.startswith("/api/")


def problem(request: HttpRequest, status: int, detail: str, **more: Any) -> HttpResponse:
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
    }
    headers = OPEN_TO_ALL | {"Cache-Control": "no-store"}
    return JsonResponse(content | more, status=status, content_type=MEDIA_TYPE, headers=headers)


def wrong(request: HttpRequest, fault: Wrong) -> HttpResponse:
    described = request.build_absolute_uri(reverse("api:openapi"))
    return problem(
        request,
        400,
        str(fault),
        type=f"{described}#/components/responses/WrongParameter",
        title=_("A parameter is wrong"),
        parameter=fault.parameter,
    )


def not_found(request: HttpRequest) -> HttpResponse:
    described = request.build_absolute_uri(reverse("api:index"))
    detail = _("There is nothing at this address. What there is begins at %(address)s.")
    return problem(request, 404, detail % {"address": described})


def not_allowed(request: HttpRequest) -> HttpResponse:
    response = problem(request, 405, _("This can be read only: ask with GET."))
    response.headers["Allow"] = "GET, HEAD, OPTIONS"
    return response


def away(request: HttpRequest) -> HttpResponse:
    response = problem(request, 503, _("The database does not answer. Try again in a minute."))
    response.headers["Retry-After"] = "30"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    return problem(request, 500, _("This is our fault, not yours. Try again later."))
