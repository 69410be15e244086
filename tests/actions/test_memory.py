"""A reply that was lost on its way: the customer goes on from the one before it."""

import json
from pathlib import Path
from typing import Any

import pytest
from conversation import NOW, kit
from fastapi.testclient import TestClient
from sqlalchemy import select

from actions.app import create_app
from actions.filing import Filer
from actions.memory import recalled, remembered
from actions.tokens import OnceOnly
from actions.turns import Shop
from dialogue import State
from orders.access import sign_turn
from orders.database import connect
from orders.filing import FilingBook, OwnDesk
from orders.migrate import upgrade
from orders.store import OrderStore
from orders.tables import filings

KEY = "k" * 32
ROW = {"order_number": "250-1111111-1111111", "customer_id": "c1", "policy": "amazon", "seller": "direct"}
ROW |= {"status": "unshipped", "payment_method": "card", "title": "イヤホン"}
FIRST = remembered(State(order="1"), "t1", {})
SECOND = remembered(State(order="2"), "t2", FIRST)


@pytest.mark.parametrize(
    ("slot", "heard", "order"),
    [
        (SECOND, "t2", "2"),
        (SECOND, "t1", "1"),
        (SECOND, None, "2"),
        (SECOND, "t0", "2"),
        (FIRST, "", None),
        (FIRST, "t1", "1"),
        (None, "", None),
        ({"order": "0"}, "", "0"),
    ],
)
def test_what_is_remembered_is_what_the_customer_has_had_an_answer_to(slot, heard, order):
    assert State.from_json(recalled(slot, heard)).order == order


def test_two_lost_in_a_row_are_both_forgotten():
    lost = remembered(State(order="2"), "t2", FIRST)
    again = remembered(State(order="3"), "t3", recalled(lost, "t1"))
    assert State.from_json(recalled(again, "t1")).order == "1"


def test_no_more_than_two_states_are_kept():
    slot = FIRST
    for turn in range(9):
        slot = remembered(State(), f"u{turn}", slot)
    assert "before" not in slot["before"]


class Talk:
    """Turns as Rasa makes them; each says which turn the customer has had an answer to."""

    def __init__(self, client: TestClient) -> None:
        self._client, self._state = client, None

    def say(self, turn: str, heard: str, text: str, intent: str = "nlu_fallback") -> list[str]:
        token = sign_turn(KEY, conv="conv-1", lang="ja", sub="c1", now=NOW, jti=turn, heard=heard)
        message: dict[str, Any] = {"text": text, "intent": {"name": intent}, "intent_ranking": []}
        latest = {**message, "metadata": {"turn": token}}
        slots = {"state": self._state}
        tracker = {"sender_id": "conv-1", "slots": slots, "latest_message": latest, "events": []}
        call = {"next_action": "action_turn", "sender_id": "conv-1", "tracker": tracker}
        answer = self._client.post("/webhook", json=call).json()
        self._state = next(event["value"] for event in answer["events"] if event["name"] == "state")
        blocks = answer["responses"][0]["custom"]["blocks"]
        return [block["name"] for block in blocks if block["type"] == "text"]


def test_a_yes_to_a_question_that_was_lost_files_nothing(tmp_path: Path):
    engine = connect(f"sqlite:///{tmp_path}/shop.db")
    upgrade(engine)
    (tmp_path / "orders.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    store = OrderStore(engine)
    store.import_file(tmp_path / "orders.jsonl")
    shop = Shop(kit(), store, KEY, lambda: NOW, OnceOnly(), Filer(FilingBook(engine), OwnDesk()))
    with TestClient(create_app(shop)) as client:
        talk = Talk(client)
        assert talk.say("t1", "", "キャンセルしたい", "cancel_order")[-1] == "filing.offer"
        lost = talk.say("t2", "t1", "はい、お願いします", "affirm")
        assert talk.say("t3", "t1", "はい、お願いします", "affirm") == lost == ["filing.confirm"]
    with engine.connect() as connection:
        assert connection.execute(select(filings)).first() is None
    engine.dispose()


def test_what_was_before_comes_back_whole():
    told = {"1": {"opened": False}}
    full = State(order="1", lines=(2,), failures=1, comforted=True, offers=("a",), told=told)
    slot = remembered(State(), "t2", remembered(full, "t1", {}))
    assert State.from_json(json.loads(json.dumps(recalled(slot, "t1")))) == full
