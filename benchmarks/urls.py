"""The product's addresses, and two more that only a benchmark needs."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from zebrapad.core.ui.pages import KEPT
from zebrapad.web.urls import handler403, handler404, handler500
from zebrapad.web.urls import urlpatterns as product

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def forget(_request: HttpRequest) -> HttpResponse:
    KEPT.clear()
    return HttpResponse()


urlpatterns = [path("empty", empty), path("forget", forget), *product]
