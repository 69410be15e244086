"""A bot that fails, hangs or is not there; a customer who leaves."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest
from patience import PATIENCE_SECONDS, eventually

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
    assert customer.say("ok")["replies"][0]["name"] == "bot_unavailable"


def test_a_bot_that_is_too_slow_gets_the_same_reply_and_its_call_is_let_finish(open_shop, rasa, held):
    customer = open_shop(turn_seconds=0.2).begin()
    assert customer.say("x")["replies"][0]["name"] == "bot_unavailable"
    assert rasa.finished == 0
    held.go()
    assert eventually(lambda: rasa.finished == 1)


def test_the_turn_goes_on_when_the_customer_leaves(customer, rasa, held):
    message = {"client_message_id": str(uuid4()), "text": "x"}
    soon = httpx.Timeout(PATIENCE_SECONDS, read=0.2)
    with pytest.raises(httpx.ReadTimeout):
        customer.http.post(customer.messages, json=message, headers=customer.headers, timeout=soon)
    held.wait()
    held.go()
    assert eventually(lambda: len(customer.history()) == 3)
    assert customer.say("x", id=message["client_message_id"])["seq"] == 3
    assert len(rasa.asked) == 1
