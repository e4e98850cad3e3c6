"""What an identity token says, believed only when all of it is right."""

from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# With a public key only: a shared secret or "none" would let anyone who knows it, or no one, sign.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY_SECONDS = 30
CLAIMS = ["iss", "sub", "aud", "exp", "iat"]


def claims_of(
    token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """The claims of a token that this issuer signed, for us, now, and for this very sign-in."""
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key(keys, header).key,
            algorithms=[header["alg"]] if header.get("alg") in ALGORITHMS else [],
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY_SECONDS,
            options={"require": CLAIMS},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise OAuth2Error("The identity token can't be believed.") from error
    if not nonce or claims.get("nonce") != nonce:
        raise OAuth2Error("The identity token is not of this sign-in.")
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("The identity token is for someone else.")
    return claims


def _key(keys: Mapping[str, Any], header: Mapping[str, Any]) -> jwt.PyJWK:
    usable = [k for k in keys.get("keys", []) if k.get("use", "sig") == "sig"]
    named = [k for k in usable if "kid" not in header or k.get("kid") == header["kid"]]
    if len(named) != 1:
        raise jwt.InvalidKeyError("No single key of the issuer fits.")
    return jwt.PyJWK(named[0], algorithm=named[0].get("alg", header.get("alg")))
