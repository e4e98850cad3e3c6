from django.http import HttpResponse
from django.shortcuts import render

from zebrapad.core.people.actors import Request
from zebrapad.core.ui.pages import public
from zebrapad.features.reports import queries


@public
def talk(request: Request) -> HttpResponse:
    return render(request, "reports/talk.html", {"services": queries.services(request.actor)})
