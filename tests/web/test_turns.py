"""A turn: what the bot is told, what happens when it fails, one at a time, each message once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import update

from orders.database import connect
from web.messages import customer_message
from web.moments import milliseconds
from web.records import Lease
from web.tables import conversations
from web.turn_store import TurnStore


def test_the_turn_token_names_conversation_customer_and_language_and_no_clock(shop, rasa):
    customer = shop.begin("en")
    customer.say("hello")
    (turn,) = rasa.turns
    assert (turn.conv, turn.sub, turn.lang, turn.now) == (customer.id, None, "en", None)
    (asked,) = rasa.asked
    assert asked["sender"] == customer.id
    assert asked["message"] == "hello"
    assert set(asked["metadata"]) == {"turn"}


def test_a_fixed_clock_goes_into_the_turn_token(open_shop, rasa):
    open_shop(now="2026-04-01T10:00:00+09:00").begin().say("hello")
    assert rasa.turns[0].now.isoformat() == "2026-04-01T10:00:00+09:00"


def test_a_choice_goes_beside_the_text(customer, rasa):
    assert customer.post(choice="order:250-1").status_code == 200
    assert rasa.asked[0]["message"] == "choice"
    assert rasa.asked[0]["metadata"]["choice"] == "order:250-1"


@pytest.mark.parametrize(
    "text",
    ["/restart", "\u3000/restart", "\u200b \u2060/restart", '/cancel{"order_number": "1"}', "//x"],
)
def test_what_begins_like_a_command_reaches_the_bot_as_text(customer, rasa, text):
    customer.say(text)
    sent = rasa.asked[0]["message"]
    assert not sent.strip().startswith("/")
    assert sent.replace("／", "/", 1) == text
    assert customer.history()[1]["text"] == text


def test_a_slash_further_on_stays(customer, rasa):
    customer.say("and/or")
    assert rasa.asked[0]["message"] == "and/or"


def test_personal_data_is_masked_before_it_is_stored_or_sent_and_order_numbers_stay(customer, rasa, tmp_path):
    customer.say("hanako@example.com 注文 250-1234567-1234567")
    assert "hanako@example.com" not in rasa.asked[0]["message"]
    assert "250-1234567-1234567" in rasa.asked[0]["message"]
    assert "hanako@example.com" not in customer.history()[1]["text"]
    assert all(b"hanako" not in path.read_bytes() for path in tmp_path.glob("shop.db*"))


def test_the_same_message_again_gives_the_stored_answer_and_stands_in_the_history_once(customer, rasa):
    id = str(uuid4())
    first = customer.say("x", id=id)
    customer.say("y")
    assert customer.say("x", id=id) == first
    assert customer.say("x", id=id.upper()) == first | {"client_message_id": id.upper()}
    assert len(rasa.asked) == 2
    assert len(customer.history()) == 5


def test_the_same_message_while_it_is_under_way_gives_the_same_answer(customer, rasa):
    async def slow(message, turn):
        await asyncio.sleep(0.3)
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": [{"type": "text", "text": "a"}]}}]

    rasa.answer = slow
    id = str(uuid4())
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: customer.say("x", id=id), range(4)))
    assert answers == answers[:1] * 4
    assert len(rasa.asked) == 1
    assert len(customer.history()) == 3


def test_the_same_id_with_another_body_is_unprocessable(customer):
    id = str(uuid4())
    customer.say("x", id=id)
    assert customer.post("y", id=id).status_code == 422
    assert customer.post(choice="x", id=id).status_code == 422


def test_the_same_id_with_another_body_is_unprocessable_while_it_is_under_way(customer, held):
    id = str(uuid4())
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(customer.post, "x", id=id)
        held.wait()
        assert customer.post("y", id=id).status_code == 422
        held.go()
        assert first.result().status_code == 200


def test_the_same_id_in_another_conversation_is_another_message(shop, rasa):
    id = str(uuid4())
    shop.begin().say("x", id=id)
    shop.begin().say("y", id=id)
    assert len(rasa.asked) == 2


def test_messages_of_one_conversation_are_taken_one_at_a_time(customer, rasa):
    under_way, most = 0, 0

    async def counted(message, turn):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.1)
        under_way -= 1
        block = {"type": "text", "text": message["message"]}
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": [block]}}]

    rasa.answer = counted
    with ThreadPoolExecutor(4) as pool:
        texts = [f"m{number}" for number in range(4)]
        assert [got["replies"][0]["text"] for got in pool.map(customer.say, texts)] == texts
    assert most == 1
    said, answered = customer.history()[1::2], customer.history()[2::2]
    assert [item["text"] for item in said] == [item["replies"][0]["text"] for item in answered]


def test_a_message_that_has_waited_too_long_is_a_conflict(open_shop, held):
    customer = open_shop(wait_seconds=0.3).begin()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(customer.post, "x")
        held.wait()
        assert customer.post("y").status_code == 409
        held.go()
        assert first.result().status_code == 200
    assert [item["role"] for item in customer.history()] == ["bot", "customer", "bot"]


def test_two_gateways_take_turns_in_one_conversation(open_shop, rasa):
    under_way, most = 0, 0

    async def counted(message, turn):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.1)
        under_way -= 1
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": [{"type": "text", "text": "a"}]}}]

    rasa.answer = counted
    one, other = open_shop(), open_shop()
    customer = one.begin()
    also = type(customer)(other.http, customer.id, customer.token, [])
    id = str(uuid4())
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(who.say, text) for who in (customer, also) for text in ("x", "y")]
        assert sorted(job.result()["seq"] for job in jobs) == [3, 5, 7, 9]
        twice = [pool.submit(who.say, "z", id=id) for who in (customer, also)]
        assert twice[0].result() == twice[1].result()
    assert most == 1
    assert len(rasa.asked) == 5


def test_a_turn_whose_process_died_is_closed_by_the_next_and_never_taken_twice(open_shop, rasa):
    shop = open_shop(wait_seconds=0.2)
    customer = shop.begin("en")
    id = str(uuid4())
    died = customer_message(id, "lost", None)
    engine = connect(shop.settings.database_url)
    now = milliseconds()
    TurnStore(engine).begin(customer.id, died, Lease("gone", now + 3_600_000), now, lambda _: [])
    assert customer.post("lost", id=id).status_code == 409
    with engine.begin() as connection:
        connection.execute(update(conversations).values(lease_until=now))
    again = customer.say("lost", id=id)
    assert again["replies"][0]["name"] == "please_resend"
    assert rasa.asked == []
    assert customer.say("next")["seq"] == 5
    engine.dispose()
