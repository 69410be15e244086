"""Conversations over HTTP: begun, spoken in, read; whose they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from orders.database import connect


def test_a_conversation_begins_with_a_greeting_as_its_first_item(shop):
    customer = shop.begin("en")
    (block,) = customer.greeting
    assert (block["type"], block["name"], block["language"]) == ("text", "greeting", "en")
    (item,) = customer.history()
    assert (item["seq"], item["role"], item["language"], item["replies"]) == (1, "bot", "en", [block])
    assert UUID(customer.id)


def test_a_message_is_answered_with_the_bots_blocks_unchanged(customer, rasa):
    blocks = [
        {"type": "text", "name": "n", "text": "答え", "language": "ja"},
        {"type": "choices", "choices": [{"title": "はい", "payload": "p:1"}]},
        {
            "type": "step",
            "step": "wait",
            "until": "2026-04-01T00:00:00+09:00",
            "warnings": [],
            "language": "ja",
        },
    ]

    async def answer(message, turn):
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": blocks}}]

    rasa.answer = answer
    id = str(uuid4())
    got = customer.say("キャンセルしたい", id=id)
    assert got == {"client_message_id": id, "seq": 3, "language": "ja", "replies": blocks}


def test_the_history_holds_every_item_from_one_and_can_start_later(customer):
    customer.say("一")
    customer.post(choice="p:1")
    items = customer.history()
    assert [item["seq"] for item in items] == [1, 2, 3, 4, 5]
    assert [item["role"] for item in items] == ["bot", "customer", "bot", "customer", "bot"]
    assert (items[1]["text"], items[3]["choice"]) == ("一", "p:1")
    assert "text" not in items[3] and "replies" not in items[3]
    assert all(datetime.fromisoformat(item["at"]).tzinfo for item in items)
    assert customer.history(after=3) == items[3:]
    assert customer.history(after=99) == []


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "99999999999999999999"])
def test_a_history_after_what_is_no_number_is_unprocessable(customer, after):
    response = customer.http.get(customer.messages, params={"after": after}, headers=customer.headers)
    assert response.status_code == 422


@pytest.mark.parametrize("call", ["messages", "events"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic eDp5"}])
def test_without_a_good_token_nothing_is_shown(customer, call, headers):
    response = customer.http.get(f"/v1/conversations/{customer.id}/{call}", headers=headers)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_somebody_elses_conversation_and_none_are_the_same_not_found(shop):
    mine, theirs = shop.begin(), shop.begin()
    answers = [
        shop.http.post(
            f"/v1/conversations/{id}/messages",
            json={"client_message_id": str(uuid4()), "text": "x"},
            headers=mine.headers,
        )
        for id in (theirs.id, str(uuid4()), "x")
    ]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert len({answer.text for answer in answers}) == 1


def test_the_token_is_stored_as_a_hash_only(customer, tmp_path):
    customer.say("x")
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("shop.db*"))
    assert customer.token.encode() not in stored
    assert customer.id.encode() in stored


def test_a_token_ends_with_its_conversations_time(open_shop):
    shop = open_shop()
    customer = shop.begin()
    engine = connect(shop.settings.database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE conversations SET expires_at = 1"))
    assert customer.post("x").status_code == 401


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("en-GB,en;q=0.9", "en"),
        ("ja", "ja"),
        ("fr-FR, en;q=0.3, ja;q=0.2", "en"),
        ("en;q=0.2, ja;q=0.7", "ja"),
        ("fr", "ja"),
        ("", "ja"),
        ("en;q=0", "ja"),
        ("en;q=broken", "ja"),
        ("*", "ja"),
    ],
)
def test_auto_takes_the_language_that_the_browser_likes_best(shop, header, language):
    response = shop.http.post(
        "/v1/conversations", json={"language": "auto"}, headers={"Accept-Language": header}
    )
    assert response.json()["replies"][0]["language"] == language


def test_a_conversation_in_another_language_is_unprocessable(shop):
    assert shop.http.post("/v1/conversations", json={"language": "fr"}).status_code == 422


def test_the_bots_language_becomes_the_conversations(customer, rasa):
    async def english(message, turn):
        block = {"type": "text", "name": "n", "text": "ok", "language": "en"}
        return [{"custom": {"turn": turn.jti, "language": "en", "blocks": [block]}}]

    rasa.answer = english
    customer.say("In English, please")
    customer.say("250-1234567-1234567")
    assert [turn.lang for turn in rasa.turns] == ["ja", "en"]
