"""A small house to hang the frames in: only home, plan and talk exist."""

from django.http import HttpResponse
from django.urls import include, path


def nothing(_request, **_of):
    return HttpResponse()


CITY = [path("", nothing, name="home"), path("help/", nothing, name="help")]
PLAN = [path("plan/", nothing, name="plan"), path("plan/actions/", nothing, name="actions")]
REPORTS = [path("talk/", nothing, name="talk")]

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    *(
        path("nl/<slug:city>/", include((pages, name)))
        for name, pages in (("city", CITY), ("plan", PLAN), ("reports", REPORTS))
    ),
]
