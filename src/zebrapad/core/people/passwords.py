"""How long a password must be, said in every language of the site."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LengthValidator(MinimumLengthValidator):
    """Django's rule; its Dutch catalogue has no sentence for it."""

    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short. Choose one of at least %(n)s character.",
            "This password is too short. Choose one of at least %(n)s characters.",
            self.min_length,
        ) % {"n": self.min_length}
