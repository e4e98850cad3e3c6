"""Going to an OpenID Connect provider and coming back, with every check of the standard."""

from typing import Any

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from requests import RequestException

from zebrapad.core.people.oidc.tokens import claims_of


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's, which leaves out the signature and the nonce where the standard allows it."""

    nonce = ""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        claims = self._claims(app, str(kwargs["response"].get("id_token", "")))
        data = {"id_token": claims}
        if "userinfo_endpoint" in self.openid_config:
            data["userinfo"] = claims | self._fetch_user_info(token.token)
            if data["userinfo"]["sub"] != claims["sub"]:
                raise OAuth2Error("The provider speaks of two people.")
        return self.get_provider().sociallogin_from_response(request, data)

    def _claims(self, app: Any, token: str) -> dict[str, Any]:
        issuer = app.settings["server_url"]
        if self.openid_config["issuer"] != issuer:
            raise OAuth2Error("The provider calls itself something else than was configured.")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        keys = answer.json()
        return claims_of(token, keys=keys, issuer=issuer, client_id=app.client_id, nonce=self.nonce)


class Callback(OAuth2CallbackView):  # type: ignore[misc]
    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
            translation.activate(state.get("language", translation.get_language()))
        return state, response


@login_not_required  # type: ignore[untyped-decorator]
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leave by a page of our own, not by a redirect.

    The content policy lets a form lead to this site only, and browsers hold a form to that
    through every redirect that follows, also those of the provider.
    """
    adapter = _adapter(request, provider_id)
    try:
        response: HttpResponse = OAuth2LoginView.adapter_view(adapter)(request)
    except (RequestException, KeyError):
        return render(request, "socialaccount/authentication_error.html", status=502)
    target = response.headers.get("Location", "")
    if not target.startswith(("https://", "http://")):
        return response
    context = {"target": target, "provider": adapter.get_provider()}
    return render(request, "people/leaving.html", context)


@login_not_required  # type: ignore[untyped-decorator]
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = Callback.adapter_view(_adapter(request, provider_id))(request)
    except KeyError:  # a discovery document or an answer without what it must have
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


def _adapter(request: HttpRequest, provider_id: str) -> Adapter:
    adapter = Adapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404(provider_id) from error
    return adapter
