"""Who comes in at pages that belong to no city."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from zebrapad.core.people.access import Role
from zebrapad.core.people.factors import ask_first
from zebrapad.core.people.models import Person

View = Callable[..., HttpResponse]


class SignedIn(HttpRequest):
    user: Person


def signed_in(view: View) -> View:
    return never_cache(login_required(view))


def administrators_only(view: View) -> View:
    """Signed in, with the second factor that the role asks for."""

    @wraps(view)
    def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.administrator:
            raise PermissionDenied("installation.run")
        first = ask_first(request, request.user, {Role.ADMINISTRATOR})
        return first or view(request, *args, **kwargs)

    return signed_in(guarded)
