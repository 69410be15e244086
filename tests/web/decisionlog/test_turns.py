"""A reply and its lines of the log are stored together, or neither is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from decision import decide, load_policies
from orders.database import connect
from web.decisionlog.chain import Line, faults
from web.decisionlog.store import DecisionLog

FACTS = {"goal": "cancel", "now": "2026-04-01T10:00:00+09:00", "policy": "amiami", "item": "back_order"}
type Lines = Callable[[], list[Line]]


@pytest.fixture
def lines(shop) -> Iterator[Lines]:
    engine = connect(shop.settings.database_url)
    log = DecisionLog(engine)

    def read() -> list[Line]:
        found = list(log.lines())
        assert list(faults(found, log.head())) == []
        return found

    yield read
    engine.dispose()


def decided(**changes: Any) -> dict[str, Any]:
    answer = decide(load_policies(), FACTS).as_json()
    act = {"act": "decided", "facts": FACTS, "answer": answer, "wording": "w", "said": ["n"]}
    return {
        name: value
        for name, value in (act | {"language": "ja", "model": "m"} | changes).items()
        if value != "gone"
    }


def answering(*acts: dict[str, Any]):
    async def answer(_message, turn):
        block = {"type": "text", "name": "said", "text": "はい", "language": "ja"}
        return [{"custom": {"turn": turn.jti, "language": "ja", "blocks": [block], "acts": list(acts)}}]

    return answer


def test_each_decision_of_a_reply_is_a_line_under_its_number(customer, rasa, lines: Lines):
    rasa.answer = answering(decided(), decided(line=2), {"act": "heard", "model": "m", "intent": "penalty"})
    reply = customer.say("キャンセルしたい")
    assert reply["replies"][0]["name"] == "said"
    assert [(line.conversation_id, line.seq) for line in lines()] == [(customer.id, reply["seq"])] * 2
    assert [line.content()["line"] for line in lines()] == [None, 2]


def test_a_message_sent_twice_is_logged_once(customer, rasa, lines: Lines):
    rasa.answer = answering(decided())
    name = "7a0e0b0c-6f0e-4d3e-9d53-1f1f6b1d1c11"
    assert customer.say("x", id=name) == customer.say("x", id=name)
    assert len(lines()) == 1


@pytest.mark.parametrize("broken", [{"facts": "gone"}, {"answer": "none"}, {"said": "n"}, {"wording": 3}])
def test_a_decision_that_cannot_be_logged_is_not_said(customer, rasa, lines: Lines, broken):
    rasa.answer = answering(decided(), decided(**broken))
    assert customer.say("キャンセルしたい")["replies"][0]["name"] == "bot_unavailable"
    assert lines() == []


def test_lines_of_several_conversations_make_one_chain(shop, rasa, lines: Lines):
    rasa.answer = answering(decided())
    customers = [shop.begin() for _ in range(3)]
    for customer in [*customers, *customers]:
        customer.say("x")
    assert [line.id for line in lines()] == [1, 2, 3, 4, 5, 6]
    assert {line.conversation_id for line in lines()} == {customer.id for customer in customers}
