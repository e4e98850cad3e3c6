"""What went wrong is said in the form that was asked for: a page, or JSON."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from zebrapad.web import views
from zebrapad.web.api import problems
from zebrapad.web.middleware import away


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.is_asked_here(request):
        return problems.not_found(request)
    return views.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    # On the way to a view a middleware may be the first to find the database away.
    if isinstance(sys.exc_info()[1], OperationalError):
        return away(request)
    return problems.broken(request) if problems.is_asked_here(request) else views.broken(request)
