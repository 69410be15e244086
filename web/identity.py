"""Identity tokens: the shop's page says who is signed in. HS256 by PyJWT, with the key's id in `kid`."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import jwt

from web.store import UsedToken

AUDIENCE = "torikeshi"
ISSUER = "torikeshi"
"""Who issues the tokens that we make ourselves for trying things out."""
LIFETIME = timedelta(minutes=5)
SKEW = timedelta(seconds=10)
"""By how much the issuer's clock may be ahead."""
LONGEST = 200
"""Characters of a customer's id, an issuer or a token's id."""
CLAIMS = ("iss", "aud", "sub", "iat", "exp", "jti")

# A secret shorter than the hash is the shop's choice in development; production refuses it at start.
warnings.filterwarnings("ignore", category=jwt.InsecureKeyLengthWarning)


class BadIdentity(ValueError):
    """The token proves nobody; the message says why, without anything of the token."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A customer, and the token that proves it and may be used once."""

    customer_id: str
    token: UsedToken


def verify_identity(token: str, keys: Mapping[str, str], at: datetime) -> Identity:
    """Who `token` says the customer is at `at`. Raises `BadIdentity`.

    Whether it has been used before is for the store to say, in the transaction that uses it.
    """
    try:
        key = keys[str(jwt.get_unverified_header(token)["kid"])]
        claims = jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            audience=AUDIENCE,
            options={"require": list(CLAIMS), "verify_exp": False, "verify_iat": False, "verify_nbf": False},
        )
        issued, expires = _instant(claims["iat"]), _instant(claims["exp"])
        customer, issuer, name = (_text(claims[claim]) for claim in ("sub", "iss", "jti"))
    except (jwt.PyJWTError, KeyError, ValueError, OverflowError, OSError, RecursionError) as error:
        raise BadIdentity("the identity token is invalid") from error
    _check_times(issued, expires, _instant(claims.get("nbf", claims["iat"])), at)
    # The issuer's own ids may collide with another's: both together name the token
    return Identity(customer, UsedToken(json.dumps([issuer, name]), int(expires.timestamp() * 1000) + 1))


def sign_identity(customer_id: str, keys: Mapping[str, str], at: datetime) -> str:
    """An identity token for `customer_id`, issued at `at` and good for five minutes, by the first key."""
    kid, key = next(iter(keys.items()))
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": customer_id,
        "iat": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
        "jti": uuid4().hex,
    }
    return jwt.encode(claims, key, algorithm="HS256", headers={"kid": kid})


def _check_times(issued: datetime, expires: datetime, not_before: datetime, at: datetime) -> None:
    if expires <= at:
        raise BadIdentity("the identity token has expired")
    if max(issued, not_before) > at + SKEW:
        raise BadIdentity("the identity token is not valid yet")
    if expires - issued > LIFETIME:
        raise BadIdentity("the identity token lives longer than five minutes")


def _instant(value: object) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("no instant")
    return datetime.fromtimestamp(value, UTC)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST or "\0" in value:
        raise ValueError("no text")
    return value
