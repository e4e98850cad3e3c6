from django.http import HttpResponse
from django.shortcuts import render

from zebrapad.core.people.actors import Request
from zebrapad.core.ui.pages import public
from zebrapad.features.reports import queries


@public
def talk(request: Request) -> HttpResponse:
    services = queries.services(request.actor)
    context = {
        "urgent": [each for each in services if each.urgent],
        "others": [each for each in services if not each.urgent],
        "unassured": any(each.assured_on is None for each in services),
    }
    return render(request, "reports/talk.html", context)
