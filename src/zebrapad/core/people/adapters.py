"""How allauth is made ours: nobody signs up unasked, mail speaks the person's language."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from zebrapad.core.people import accounts, invitations
from zebrapad.core.people.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        if user.example and settings.PRODUCTION:
            messages.error(request, _("Example accounts work in the demo only."))
            return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def format_email_subject(self, subject: str) -> str:
        return f"Zebrapad: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of who reads it, whatever language the page was in."""
        person = accounts.with_address(email)
        language = person.language if person else translation.get_language()
        with translation.override(language):
            super().send_mail(template_prefix, email, context)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in elsewhere opens an account that exists; it makes one for the invited only."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        person = accounts.with_address(email)
        return person is not None and not person.example and accounts.owns(person, email)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        invitation = invitations.invitation_of(invitations.token_in(sociallogin.state.get("next")))
        if invitation is None or accounts.with_address(invitation.email):
            return
        name = str(sociallogin.account.get_provider_account().get_user_data().get("name") or "")
        person = accounts.create(invitation.email, name=name[:120], language=invitation.language)
        sociallogin.connect(request, person)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Seeds of second factors are kept encrypted: a stolen database opens no account."""

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002 - allauth's
        there = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey") if not there else _("Passkey %(n)s") % {"n": there + 1}

    def encrypt(self, text: str) -> str:
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # The key of the installation was replaced: the old codes open nothing any more.
            return ""


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    made = HKDF(SHA256(), 32, salt=None, info=b"zebrapad second factor").derive(secret.encode())
    return base64.urlsafe_b64encode(made)
