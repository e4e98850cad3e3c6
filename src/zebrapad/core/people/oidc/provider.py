"""An OpenID Connect provider as the settings describe it; the one of a Flemish city is ACM/IDM."""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from zebrapad.core.people.oidc.views import Adapter

# The national number: nothing here needs it, so no setting can ask for it.
NEVER_ASKED = frozenset({"rrn", "national_identification_number"})


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    pkce_enabled_default = True
    oauth2_adapter_class = Adapter

    def get_scope(self) -> list[str]:
        asked = [scope for scope in super().get_scope() if scope not in NEVER_ASKED]
        return asked if "openid" in asked else ["openid", *asked]

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """As configured: an address that a visitor made up adds nothing."""
        return self.get_scope()

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        return self.get_auth_params()  # type: ignore[no-any-return]

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponse:
        nonce = secrets.token_urlsafe(32)
        params = kwargs.pop("auth_params", None) or self.get_auth_params()
        return super().redirect(  # type: ignore[no-any-return]
            request,
            process,
            next_url,
            data,
            auth_params={**params, "nonce": nonce},
            nonce=nonce,
            language=translation.get_language(),
            **kwargs,
        )

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, str]:
        """A name to greet with is all that is kept of what the provider told."""
        claims = _claims(data)
        given = [claims.get("given_name"), claims.get("family_name")]
        return {"name": claims.get("name") or " ".join(filter(None, given))}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        claims = _claims(data)
        email = claims.get(self.app.settings.get("email_claim", "email"))
        if not email:
            return []
        verified = claims.get("email_verified") in (True, "true")
        return [EmailAddress(email=email, verified=verified, primary=True)]


def _claims(data: dict[str, Any]) -> dict[str, Any]:
    return data.get("userinfo") or data["id_token"]  # type: ignore[no-any-return]


provider_classes = [Provider]
