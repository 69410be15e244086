"""Identity tokens: who is signed in; what is refused, never taken for a guest."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import jwt
import pytest
from patience import eventually

from web.identity import sign_identity

GOOD = {"iss": "shop", "aud": "torikeshi", "sub": "customer-1"}


def signed(shop, *, kid="k1", key=None, algorithm="HS256", drop=(), headers=None, **claims):
    now = int(time.time())
    claims = {name: value(now) if callable(value) else value for name, value in claims.items()}
    claims = GOOD | {"iat": now, "exp": now + 300, "jti": uuid4().hex} | claims
    claims = {name: value for name, value in claims.items() if name not in drop}
    key = shop.settings.identity_keys.get(kid, "x" * 40) if key is None else key
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid} if headers is None else headers)


def begin(shop, token):
    return shop.http.post("/v1/conversations", json={"language": "ja", "identity": token})


@pytest.mark.parametrize("kid", ["k1", "k2"])
def test_a_good_token_names_the_customer_of_every_turn(shop, rasa, kid):
    customer = shop.begin(identity=signed(shop, kid=kid))
    customer.say("x")
    customer.say("y")
    assert [turn.sub for turn in rasa.turns] == ["customer-1"] * 2


BAD = {
    "another key": {"key": "y" * 40},
    "an unknown kid": {"kid": "k9"},
    "no kid": {"headers": {}},
    "another algorithm": {"algorithm": "HS512"},
    "no algorithm": {"algorithm": "none", "key": ""},
    "another audience": {"aud": "other"},
    "two audiences without ours": {"aud": ["a", "b"]},
    "expired": {"iat": lambda now: now - 200, "exp": lambda now: now - 1},
    "too long a life": {"exp": lambda now: now + 301},
    "issued in the future": {"iat": lambda now: now + 3600, "exp": lambda now: now + 3700},
    "not valid yet": {"nbf": lambda now: now + 200},
    "an empty customer": {"sub": ""},
    "a customer that is no text": {"sub": 7},
    "a time that is no number": {"exp": "soon"},
    "a time beyond time": {"exp": 1e300, "iat": 1e300},
    **{f"no {claim}": {"drop": (claim,)} for claim in ("iss", "aud", "sub", "iat", "exp", "jti")},
}


@pytest.mark.parametrize("why", BAD)
def test_a_bad_token_is_unauthorized(shop, why):
    response = begin(shop, signed(shop, **BAD[why]))
    assert response.status_code == 401, why
    assert response.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "...", "e30.e30.", "\u3000"])
def test_what_is_no_token_is_unauthorized(shop, token):
    assert begin(shop, token).status_code == 401


def test_a_token_serves_once(shop):
    token = signed(shop)
    assert begin(shop, token).status_code == 201
    assert begin(shop, token).status_code == 401


def test_a_token_serves_once_even_at_the_same_time(shop):
    token = signed(shop)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: begin(shop, token).status_code, range(4)))
    assert sorted(answers) == [201, 401, 401, 401]


def test_a_refused_token_is_not_used_up(shop):
    jti = uuid4().hex
    assert begin(shop, signed(shop, jti=jti, key="y" * 40)).status_code == 401
    assert begin(shop, signed(shop, jti=jti)).status_code == 201


def test_a_conversation_outlives_its_token(shop, rasa):
    soon = time.time() + 3
    customer = shop.begin(identity=signed(shop, exp=soon))
    assert eventually(lambda: time.time() > soon)
    customer.say("x")
    assert rasa.turns[0].sub == "customer-1"


def test_our_own_tokens_are_good_ones(shop):
    token = sign_identity("customer-7", shop.settings.identity_keys, datetime.now(UTC))
    assert begin(shop, token).status_code == 201


def test_no_identity_is_a_guest(shop, rasa):
    shop.begin(identity=None).say("x")
    assert rasa.turns[0].sub is None
