"""A conversation that a person has: the bot is silent, both talk in it, and it goes back or is closed."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from databases import KINDS, opened
from patience import eventually
from person import BRIEF, hands_over

from orders.database import connect
from web.handover.store import HandoverStore, NotYours, begin
from web.records import Content, Conversation
from web.store import Access, ConversationStore
from web.turn_store import BACK_TO_BOT


@pytest.fixture
def handed(shop, rasa):
    """A customer with a person, and the agents' side of the same gateway's database."""
    rasa.answer = hands_over
    customer = shop.begin()
    customer.say("担当者をお願いします")
    return customer


@pytest.fixture
def desk(handed, shop) -> Iterator[HandoverStore]:
    engine = connect(shop.settings.database_url)
    yield HandoverStore(engine)
    engine.dispose()


def test_a_conversation_that_was_handed_over_lies_in_the_inbox(desk, handed):
    (found,) = desk.inbox()
    assert (found.conversation_id, found.state, found.reason) == (handed.id, "waiting", "asked")
    assert found.brief == BRIEF


def test_from_then_on_the_bot_is_not_asked(desk, handed, rasa):
    asked = len(rasa.asked)
    answer = handed.say("まだですか")
    assert len(rasa.asked) == asked
    assert answer["replies"] == []
    assert handed.history()[-1] | {"at": ""} == {
        "seq": answer["seq"],
        "role": "customer",
        "at": "",
        "language": "ja",
        "text": "まだですか",
    }


def test_a_message_sent_again_meanwhile_stands_once(desk, handed):
    id = "00000000-0000-4000-8000-000000000001"
    first, second = handed.say("まだ？", id=id), handed.say("まだ？", id=id)
    assert first == second
    assert sum(item.get("text") == "まだ？" for item in handed.history()) == 1


def test_agent_and_customer_talk_in_one_conversation(desk, handed):
    (found,) = desk.inbox()
    desk.take(found.id, "agent-1", 1, [])
    desk.say(found.id, "agent-1", "お調べします。", 2)
    item = handed.history()[-1]
    assert (item["role"], item["text"]) == ("agent", "お調べします。")


def test_two_agents_never_hold_one_conversation(desk):
    (found,) = desk.inbox()
    taken = []

    def take(agent: str) -> None:
        try:
            taken.append(desk.take(found.id, agent, 1, []).agent)
        except NotYours:
            taken.append(None)

    threads = [threading.Thread(target=take, args=(f"agent-{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken, key=str).count(None) == 1


def test_what_is_another_agents_cannot_be_answered_or_ended(desk):
    (found,) = desk.inbox()
    desk.take(found.id, "agent-1", 1, [])
    for call in (
        lambda: desk.say(found.id, "agent-2", "私が", 2),
        lambda: desk.end(found.id, "agent-2", "closed", 2, []),
        lambda: desk.take(found.id, "agent-2", 2, []),
    ):
        with pytest.raises(NotYours):
            call()


def test_after_it_is_handed_back_the_bot_answers(desk, handed, rasa):
    (found,) = desk.inbox()
    desk.take(found.id, "agent-1", 1, [])
    desk.end(found.id, "agent-1", "back", 2, [])
    asked = len(rasa.asked)
    handed.say("ありがとう")
    assert len(rasa.asked) == asked + 1
    assert desk.by_id(found.id).ended == "back"


def test_the_customer_may_leave_the_person(desk, handed, rasa):
    asked = len(rasa.asked)
    answer = handed.post(choice=BACK_TO_BOT).json()
    assert [block["name"] for block in answer["replies"]] == ["handover.back"]
    assert desk.inbox() == ()
    handed.say("キャンセルしたい")
    assert len(rasa.asked) == asked + 1


def test_a_second_gateway_is_silent_too(open_shop, handed, rasa):
    other = open_shop()
    asked = len(rasa.asked)
    id = "00000000-0000-4000-8000-000000000002"
    body = {"client_message_id": id, "text": "もしもし"}
    answer = other.http.post(handed.messages, json=body, headers=handed.headers)
    assert answer.json()["replies"] == []
    assert len(rasa.asked) == asked


def test_a_hand_over_without_a_reason_is_no_reply(shop, rasa):
    async def wrong(message: dict[str, Any], turn: Any) -> Any:
        (answer,) = await hands_over(message, turn)
        answer["custom"]["acts"] = [{"act": "hand_over", "reason": "because"}]
        return [answer]

    rasa.answer = wrong
    replies = shop.begin().say("担当者")["replies"]
    assert [block["name"] for block in replies] == ["bot_unavailable"]


def test_the_turn_token_says_that_a_person_can_be_had_and_when(open_shop, rasa):
    shop = open_shop(office_hours="09:00-18:00", now="2026-05-02T12:00:00+09:00")
    shop.begin().say("こんにちは")
    assert "hand_over" in rasa.turns[-1].can
    assert rasa.turns[-1].person_at == datetime.fromisoformat("2026-05-07T09:00:00+09:00")


def test_without_hand_over_none_can_be_had(open_shop, rasa):
    open_shop(handover="off").begin().say("こんにちは")
    assert "hand_over" not in rasa.turns[-1].can


@pytest.mark.parametrize("kind", KINDS)
def test_a_conversation_is_handed_over_once(kind: str, tmp_path):
    with opened(kind, tmp_path) as engine:
        store = ConversationStore(engine)
        first = Content(role="bot", at=1, language="ja", replies=())
        store.create(Conversation(id="c", language="ja"), Access(token="t", expires_at=9), first)
        with engine.begin() as connection:
            assert begin(connection, "c", "asked", BRIEF, 1) == 1
            assert begin(connection, "c", "asked", BRIEF, 2) is None
        assert [one.created_at for one in HandoverStore(engine).inbox()] == [1]


# The shop's own systems are told


@pytest.fixture
def receiver() -> Iterator[Any]:
    """A real server that notes what it is told, and fails as often as `fail` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.told.append((dict(self.headers), body))
            server.fail -= 1
            self.send_response(500 if server.fail >= 0 else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server: Any = HTTPServer(("127.0.0.1", 0), Handler)
    server.told, server.fail = [], 0
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def told(receiver: Any, times: int) -> None:
    eventually(lambda: len(receiver.told) >= times)
    assert len(receiver.told) == times


def test_the_shop_is_told_by_a_signed_call_that_is_repeated_until_it_is_taken(open_shop, rasa, receiver):
    receiver.fail = 1
    url = f"http://127.0.0.1:{receiver.server_port}/handovers"
    shop = open_shop(webhook_url=url, webhook_key="w" * 32)
    rasa.answer = hands_over
    customer = shop.begin()
    customer.say("担当者をお願いします")
    told(receiver, 2)
    (headers, body), (again, same) = receiver.told
    assert body == same
    assert headers["Idempotency-Key"] == again["Idempotency-Key"]
    signed = hmac.new(b"w" * 32, f"{again['Torikeshi-Timestamp']}.".encode() + same, hashlib.sha256)
    assert again["Torikeshi-Signature"] == f"sha256={signed.hexdigest()}"
    content = json.loads(body)
    assert content["conversation"] == customer.id
    assert content["order_number"] == BRIEF["order_number"]
    assert [item["role"] for item in content["transcript"]] == ["bot", "customer", "bot"]
