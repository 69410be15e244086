"""Whose a conversation is: renewed by an identity token, lost to nobody else, deleted by its owner."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from uuid import uuid4

import jwt
import pytest

from orders.database import connect


def signed(shop, customer="customer-1", kid="k1", key=None, **claims):
    now = int(time.time())
    claims = {"iss": "shop", "aud": "torikeshi", "sub": customer, "iat": now, "exp": now + 300} | claims
    claims = {"jti": uuid4().hex} | claims
    return jwt.encode(claims, key or shop.settings.identity_keys[kid], "HS256", headers={"kid": kid})


def renew(customer, token):
    path = f"/v1/conversations/{customer.id}/identity"
    return customer.http.post(path, json={"identity": token}, headers=customer.headers)


def delete(customer):
    return customer.http.delete(f"/v1/conversations/{customer.id}", headers=customer.headers)


def test_a_guests_conversation_becomes_the_customers_and_goes_on(shop, rasa):
    guest = shop.begin()
    guest.say("x")
    assert renew(guest, signed(shop)).status_code == 204
    guest.say("y")
    assert [turn.sub for turn in rasa.turns] == [None, "customer-1"]
    assert len(guest.history()) == 5


def test_the_same_customer_again_is_fine_with_any_key_of_the_shop(shop, rasa):
    customer = shop.begin(identity=signed(shop))
    assert [renew(customer, signed(shop, kid=kid)).status_code for kid in ("k1", "k2")] == [204, 204]
    customer.say("x")
    assert rasa.turns[-1].sub == "customer-1"


def test_another_customers_token_ends_the_conversation(shop, rasa):
    customer = shop.begin(identity=signed(shop))
    answer = renew(customer, signed(shop, "customer-2"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (409, "application/problem+json")
    assert customer.post("x").status_code == 401
    assert renew(customer, signed(shop)).status_code == 401
    assert rasa.turns == []


def test_a_bad_or_used_token_changes_nothing(shop, rasa):
    customer = shop.begin(identity=signed(shop))
    token = signed(shop)
    assert renew(customer, token).status_code == 204
    bad = [token, signed(shop, key="y" * 40), signed(shop, exp=int(time.time()) - 1), "x", ""]
    assert [renew(customer, one).status_code for one in bad] == [401] * len(bad)
    customer.say("x")
    assert rasa.turns[-1].sub == "customer-1"


@pytest.mark.parametrize("body", [{}, {"identity": None}, {"identity": 7}, [], {"identity": "\ud800"}])
def test_a_body_without_a_token_is_unprocessable(customer, body):
    path = f"/v1/conversations/{customer.id}/identity"
    headers = customer.headers | {"Content-Type": "application/json"}
    assert customer.http.post(path, content=json.dumps(body), headers=headers).status_code == 422


def test_renewing_makes_the_conversation_last_longer(open_shop):
    shop = open_shop()
    customer = shop.begin()
    with writing_to(shop) as connection:
        connection.exec_driver_sql(f"UPDATE conversations SET expires_at = {int(time.time() * 1000) + 5000}")
    renew(customer, signed(shop))
    with writing_to(shop) as connection:
        (until,) = connection.exec_driver_sql("SELECT expires_at FROM conversations").one()
    assert until > time.time() * 1000 + 86_400_000


def writing_to(shop):
    return connect(shop.settings.database_url).begin()


def test_keys_are_rotated_by_adding_the_new_one_first_and_dropping_the_old_one_last(open_shop):
    old, new = {"a": "a" * 40}, {"b": "b" * 40}
    before, between, after = (open_shop(identity_keys=keys) for keys in (old, {**new, **old}, new))
    tokens = {kid: signed(between, kid=kid) for kid in ("a", "b")}
    conversation = before.begin(identity=signed(before, kid="a"))
    assert between.http.post("/v1/conversations", json={"identity": tokens["a"]}).status_code == 201
    assert between.http.post("/v1/conversations", json={"identity": tokens["b"]}).status_code == 201
    refused = signed(before, kid="a")
    assert after.http.post("/v1/conversations", json={"identity": refused}).status_code == 401
    path = f"/v1/conversations/{conversation.id}/messages"
    assert after.http.get(path, headers=conversation.headers).status_code == 200


def test_a_deleted_conversation_is_gone_for_its_token(shop):
    customer, other = shop.begin(), shop.begin()
    customer.say("x")
    assert delete(customer).status_code == 204
    assert customer.post("x").status_code == 401
    assert delete(customer).status_code == 401
    assert other.post("x").status_code == 200


def test_nobody_deletes_anothers_conversation(shop):
    mine, theirs = shop.begin(), shop.begin()
    answer = shop.http.delete(f"/v1/conversations/{theirs.id}", headers=mine.headers)
    assert answer.status_code == 404
    assert theirs.post("x").status_code == 200


def test_a_stream_of_a_deleted_conversation_ends(customer):
    opened, ended = threading.Event(), threading.Event()

    def follow():
        path = f"/v1/conversations/{customer.id}/events"
        with customer.http.stream("GET", path, headers=customer.headers) as response:
            opened.set()
            for _ in response.iter_lines():
                pass
        ended.set()

    threading.Thread(target=follow, daemon=True).start()
    assert opened.wait(5)
    delete(customer)
    assert ended.wait(5)


def test_a_message_whose_conversation_is_deleted_meanwhile_is_not_found(customer, rasa):
    async def deleted_meanwhile(message, turn):
        await asyncio.to_thread(delete, customer)
        block = {"type": "text", "name": "n", "text": "x", "language": "ja"}
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": [block]}}]

    rasa.answer = deleted_meanwhile
    assert customer.post("x").status_code == 404
