"""allauth's forms where their words are not ours."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A key of one's own: a passkey, which signs in alone, or a key as a second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            label=_("Name of the key"),
            max_length=60,
            required=False,
            help_text=_("By which you know it, such as “my phone”."),
        )
        self.fields["passwordless"] = forms.BooleanField(
            label=_("Sign in with this key alone, without a password"),
            required=False,
            help_text=_("It then asks for your finger, face or PIN."),
        )
        self.initial.setdefault("passwordless", True)
