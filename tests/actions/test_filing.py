"""A whole filing through the action server: offered, confirmed, agreed to, noted, and told truly."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conversation import NOW, kit
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from actions.app import create_app
from actions.filing import Filer, open_filer
from actions.tokens import OnceOnly
from actions.turns import Shop
from orders.access import sign_turn
from orders.database import connect
from orders.filing import FilingBook, Outcome
from orders.filing.port import Request
from orders.migrate import upgrade
from orders.store import OrderStore

KEY = "k" * 32
NUMBER = "250-1111111-1111111"
ROW = {
    "order_number": NUMBER,
    "customer_id": "c1",
    "policy": "amazon",
    "seller": "direct",
    "status": "unshipped",
}
ROW |= {"payment_method": "card", "title": "イヤホン", "total": 1200, "currency": "JPY"}


class Desk:
    """A desk that gives one answer and counts; `before` happens while it is asked."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.asked = outcome, list[Request]()

    def file_cancellation(self, request: Request) -> Outcome:
        self.asked.append(request)
        return self.outcome


class Chat:
    """Turns as Rasa makes them: the state goes back and forth in its slot."""

    def __init__(self, client: TestClient) -> None:
        self._client, self._state = client, None
        self.blocks: list[dict[str, Any]] = []

    def say(self, said: str, intent: str = "nlu_fallback", now: datetime = NOW) -> "Chat":
        token = sign_turn(KEY, conv="conv-1", lang="ja", sub="c1", now=now)
        choices = {c["title"]: c["payload"] for block in self.blocks for c in block.get("choices", ())}
        pressed = {"choice": choices[said]} if said in choices else {}
        message = {"text": said, "intent": {"name": intent}, "intent_ranking": []}
        latest = {**message, "metadata": {"turn": token, **pressed}}
        tracker = {
            "sender_id": "conv-1",
            "slots": {"state": self._state},
            "latest_message": latest,
            "events": [],
        }
        call = {"next_action": "action_turn", "sender_id": "conv-1", "tracker": tracker}
        answer = self._client.post("/webhook", json=call).json()
        self._state = next(e["value"] for e in answer["events"] if e["name"] == "state")
        self.blocks = answer["responses"][0]["custom"]["blocks"]
        acts = answer["responses"][0]["custom"].get("acts", ())
        assert all(act["act"] in ("decided", "heard") for act in acts)
        return self

    def asked(self) -> "Chat":
        return self.say("キャンセルしたい", "cancel_order").say("キャンセルを申請する")

    @property
    def names(self) -> list[str]:
        return [block["name"] for block in self.blocks if block["type"] == "text"]

    @property
    def steps(self) -> list[str]:
        return [block["step"] for block in self.blocks if block["type"] == "step"]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/shop.db")
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def chat_with(engine: Engine, tmp_path: Path) -> Iterator[Any]:
    """A conversation about one order that can be cancelled, with that desk."""
    open_clients = []

    def chat(filer: Filer | None) -> Chat:
        bring(engine, tmp_path)
        shop = Shop(kit(), OrderStore(engine), KEY, lambda: NOW, OnceOnly(), filer)
        client = TestClient(create_app(shop))
        open_clients.append(client.__enter__())
        return Chat(client)

    yield chat
    for client in open_clients:
        client.__exit__(None, None, None)


def bring(engine: Engine, folder: Path, **changes: Any) -> None:
    file = folder / "orders.jsonl"
    file.write_text(json.dumps({**ROW, **changes}), encoding="utf-8")
    OrderStore(engine).import_file(file)


def order(engine: Engine) -> Any:
    return OrderStore(engine).of_customer("c1")[0]


def test_a_clear_yes_files_and_the_next_step_is_to_wait(chat_with, engine: Engine):
    chat = chat_with(open_filer("orders", engine, "", "")).asked().say("はい")
    assert chat.names[0] == "filing.pending"
    assert chat.steps == ["wait"]
    assert (order(engine).request, order(engine).requested_at) == ("pending", NOW)


def test_what_became_of_it_is_known_later(chat_with, engine: Engine):
    chat = chat_with(open_filer("orders", engine, "", "")).asked().say("はい")
    chat.say("リクエストはどうなりましたか", "cancel_status", NOW + timedelta(hours=7))
    assert chat.steps == ["contact_support"]


def test_a_second_yes_files_nothing_more(chat_with, engine: Engine):
    desk = Desk(Outcome("pending"))
    chat = chat_with(Filer(FilingBook(engine), desk)).asked().say("はい").say("はい", "affirm")
    assert len(desk.asked) == 1
    assert chat.names == ["talk.affirm"]


@pytest.mark.parametrize(
    ("outcome", "name", "step"),
    [
        (Outcome("accepted"), "filing.accepted", "none"),
        (Outcome("refused", cause="preparing"), "filing.refused", "return"),
        (Outcome("too_late", status="shipped"), "filing.too_late", "refuse_delivery"),
        (Outcome("unknown"), "filing.unknown", "wait"),
    ],
)
def test_every_answer_of_the_shop_ends_in_a_true_statement(
    chat_with, engine: Engine, outcome: Outcome, name: str, step: str
):
    chat = chat_with(Filer(FilingBook(engine), Desk(outcome))).asked().say("はい")
    assert (chat.names[0], chat.steps) == (name, [step])


def test_an_order_that_ships_before_the_yes_gets_its_new_step(chat_with, engine: Engine, tmp_path: Path):
    desk = Desk(Outcome("accepted"))
    chat = chat_with(Filer(FilingBook(engine), desk)).asked()
    bring(engine, tmp_path, status="shipped")
    chat.say("はい")
    assert (chat.names[0], chat.steps, desk.asked) == ("filing.no_longer", ["refuse_delivery"], [])


def test_an_order_that_changes_during_the_turn_is_not_filed(chat_with, engine: Engine, tmp_path: Path):
    class Late(FilingBook):
        def begin(self, *given: Any) -> Request:
            bring(engine, tmp_path, status="shipped")
            return super().begin(*given)

    desk = Desk(Outcome("accepted"))
    chat = chat_with(Filer(Late(engine), desk)).asked().say("はい")
    assert (chat.names[0], chat.steps, desk.asked) == ("filing.changed", ["refuse_delivery"], [])


def test_where_it_cannot_be_noted_nothing_is_sent_and_that_is_said(chat_with, engine: Engine):
    desk = Desk(Outcome("accepted"))
    chat = chat_with(Filer(FilingBook(engine), desk)).asked()
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE cancellation_filings RENAME TO gone"))
    chat.say("はい")
    assert (chat.names[0], desk.asked, order(engine).request) == ("filing.failed", [], None)


def test_a_shop_that_takes_none_is_offered_none(chat_with):
    chat = chat_with(None).say("キャンセルしたい", "cancel_order")
    assert chat.steps == ["cancel"]
    assert "filing.offer" not in chat.names


def test_what_has_no_answer_is_settled_in_the_background(chat_with, engine: Engine, monkeypatch):
    monkeypatch.setattr("actions.filing.PAUSE_SECONDS", 0.01)
    monkeypatch.setattr("orders.filing.book.FIRST_PAUSE_MS", 1)
    desk = Desk(Outcome("unknown"))
    chat_with(Filer(FilingBook(engine), desk)).asked().say("はい")
    desk.outcome = Outcome("accepted")
    until = datetime.now() + timedelta(seconds=10)
    while order(engine).request != "accepted" and datetime.now() < until:
        pass
    assert order(engine).request == "accepted"
    assert len({request.key for request in desk.asked}) == 1
