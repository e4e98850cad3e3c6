"""Who a session is of, asked anew at every request."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings

from zebrapad.core.people.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Example people are nobody outside the demo, in sessions of the demo too."""

    def get_user(self, user_id: int) -> Person | None:
        person: Person | None = super().get_user(user_id)
        return None if person and person.example and settings.PRODUCTION else person
