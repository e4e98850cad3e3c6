"""What went wrong is said in the form that was asked for: a page, or JSON."""

from django.http import HttpRequest, HttpResponse

from zebrapad.web import views
from zebrapad.web.api import problems


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.is_asked_here(request):
        return problems.not_found(request)
    return views.not_found(request, exception)


def broken(request: HttpRequest) -> HttpResponse:
    return problems.broken(request) if problems.is_asked_here(request) else views.broken(request)
