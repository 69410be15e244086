"""A bot that fails, hangs or is not there; a customer who leaves."""

from __future__ import annotations

import asyncio
import time
from uuid import uuid4

import httpx
import pytest

pytestmark = pytest.mark.slow


async def nothing(_message, _turn):
    return []


async def error(_message, _turn):
    return "error"


async def another_turns(_message, turn):
    custom = {"turn": turn.jti + "x", "language": "ja", "blocks": [{"type": "text", "text": "old"}]}
    return [{"custom": custom}]


async def no_blocks(_message, turn):
    return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": []}}]


async def only_text(_message, _turn):
    return [{"recipient_id": "x", "text": "Rasa's own"}]


@pytest.mark.parametrize("failure", [nothing, error, another_turns, no_blocks, only_text])
@pytest.mark.parametrize(
    ("text", "language"),
    [("まだ届きません", "ja"), ("it has not arrived", "en"), ("250-1234567-1234567", "ja")],
)
def test_a_bot_that_fails_gets_a_polite_reply_in_the_customers_language(
    customer, rasa, failure, text, language
):
    rasa.answer = failure
    got = customer.say(text)
    (block,) = got["replies"]
    assert (block["type"], block["name"]) == ("text", "bot_unavailable")
    assert got["language"] == block["language"] == language
    assert customer.history()[-1]["replies"] == [block]


def test_a_bot_that_is_not_there_gets_the_same_reply(open_shop):
    customer = open_shop(bot_url="http://127.0.0.1:9").begin("en")
    started = time.monotonic()
    assert customer.say("ok")["replies"][0]["name"] == "bot_unavailable"
    assert time.monotonic() - started < 2


def test_a_bot_that_is_too_slow_gets_the_same_reply_in_time_and_its_call_is_let_finish(open_shop, rasa):
    async def slow(message, turn):
        await asyncio.sleep(0.6)
        return []

    rasa.answer = slow
    customer = open_shop(turn_seconds=0.2).begin()
    started = time.monotonic()
    assert customer.say("x")["replies"][0]["name"] == "bot_unavailable"
    assert time.monotonic() - started < 0.55
    time.sleep(0.7)
    assert rasa.finished == 1


def test_the_turn_goes_on_when_the_customer_leaves(customer, rasa):
    async def slow(message, turn):
        await asyncio.sleep(0.4)
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": [{"type": "text", "text": "a"}]}}]

    rasa.answer = slow
    id = str(uuid4())
    with pytest.raises(httpx.ReadTimeout):
        customer.http.post(
            customer.messages,
            json={"client_message_id": id, "text": "x"},
            headers=customer.headers,
            timeout=0.2,
        )
    time.sleep(0.5)
    assert [item["role"] for item in customer.history()] == ["bot", "customer", "bot"]
    assert customer.say("x", id=id)["seq"] == 3
    assert len(rasa.asked) == 1
