"""A new password for who forgot theirs."""

from typing import Any

from allauth.account.forms import ResetPasswordForm as TheirForm
from django.http import HttpRequest

from zebrapad.web.people.tasks import send_reset


class ResetPasswordForm(TheirForm):  # type: ignore[misc]
    """The mail leaves after the answer, so that its time tells nobody who has an account."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        for person in self.users:
            send_reset.enqueue(person.pk)
        return str(self.cleaned_data["email"])
