"""The action server as Rasa calls it: real database, real rules, real words."""

import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conversation import NOW, kit
from fastapi.testclient import TestClient

from actions.app import create_app
from actions.tokens import OnceOnly
from actions.turns import Shop
from decision import decide
from orders.access import sign_turn
from orders.database import connect
from orders.migrate import upgrade
from orders.store import OrderStore

KEY = "k" * 32
ORDERS = [
    {"order_number": "250-1111111-1111111", "customer_id": "c1", "policy": "amazon", "seller": "direct"}
    | {"status": "shipped", "request": "pending", "payment_method": "card", "title": "イヤホン"},
    {"order_number": "250-2222222-2222222", "customer_id": "c2", "policy": "amazon", "status": "unshipped"}
    | {"title": "充電器"},
]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    engine = connect(f"sqlite:///{tmp_path}/shop.db")
    upgrade(engine)
    file = tmp_path / "orders.jsonl"
    file.write_text("\n".join(json.dumps(order) for order in ORDERS), encoding="utf-8")
    store = OrderStore(engine)
    store.import_file(file)
    with TestClient(create_app(Shop(kit(), store, KEY, lambda: NOW, OnceOnly()))) as client:
        yield client
    engine.dispose()


def call(text: str, intent: str, token: str | None, **state: Any) -> dict[str, Any]:
    """What Rasa sends for one message."""
    message = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": [{"name": intent, "confidence": 0.9}],
        "metadata": {"turn": token} if token else {},
    }
    tracker = {"sender_id": "conv-1", "slots": {"state": state or None}, "latest_message": message}
    return {"next_action": "action_turn", "sender_id": "conv-1", "tracker": {**tracker, "events": []}}


def token(sub: str | None = "c1", **claims: Any) -> str:
    return sign_turn(KEY, **{"conv": "conv-1", "lang": "ja", "sub": sub, **claims})


def custom(answer: Any) -> dict[str, Any]:
    return answer.json()["responses"][0]["custom"]


def test_a_message_gets_its_blocks_and_the_state_to_remember(client: TestClient):
    answer = client.post("/webhook", json=call("発送されちゃった", "shipped_after_cancel_request", token()))
    steps = [block for block in custom(answer)["blocks"] if block["type"] == "step"]
    assert [(step["step"], step["order_number"]) for step in steps] == [
        ("refuse_delivery", "250-1111111-1111111")
    ]
    slots = {event["name"]: event["value"] for event in answer.json()["events"]}
    assert slots["state"]["order"] == "250-1111111-1111111"
    assert slots["language"] == "ja"


def test_the_reply_carries_the_id_of_its_turn(client: TestClient):
    answer = client.post("/webhook", json=call("こんにちは", "greet", token(jti="abc")))
    assert custom(answer)["turn"] == "abc"


def test_a_fixed_clock_in_the_token_is_the_instant_of_the_decision(client: TestClient):
    fixed = datetime(2026, 8, 7, 12, tzinfo=UTC)
    text = "予約商品で発売日は8月8日、請求はまだ。キャンセルできますか"
    answer = client.post("/webhook", json=call(text, "cancel_order", token(None, now=fixed)))
    step = next(block for block in custom(answer)["blocks"] if block["type"] == "step")
    assert step["until"] == "2026-08-08T00:00:00+09:00"


@pytest.mark.parametrize(
    "bad",
    [
        None,
        "nonsense",
        sign_turn("x" * 32, conv="conv-1", lang="ja"),
        sign_turn(KEY, conv="conv-2", lang="ja"),
        sign_turn(KEY, conv="conv-1", lang="ja", at=datetime.now(UTC) - timedelta(minutes=1)),
    ],
    ids=["none", "no token", "another key", "another conversation", "expired"],
)
def test_without_a_good_token_nothing_is_said(client: TestClient, bad: str | None):
    answer = client.post("/webhook", json=call("キャンセルしたい", "cancel_order", bad))
    assert answer.json() == {"events": [], "responses": []}


def test_a_token_counts_once(client: TestClient):
    once = token()
    assert client.post("/webhook", json=call("こんにちは", "greet", once)).json()["responses"]
    assert not client.post("/webhook", json=call("こんにちは", "greet", once)).json()["responses"]


def test_a_number_of_somebody_else_is_as_unknown_as_one_nobody_has(client: TestClient):
    replies = []
    for number in ("250-2222222-2222222", "250-8888888-8888888"):
        answer = client.post("/webhook", json=call(f"{number}をキャンセル", "cancel_order", token()))
        replies.append(custom(answer)["blocks"])
    assert replies[0] == replies[1]


def test_a_deflated_call_is_read(client: TestClient):
    body = zlib.compress(json.dumps(call("こんにちは", "greet", token())).encode())
    answer = client.post("/webhook", content=body, headers={"content-encoding": "deflate"})
    assert custom(answer)["blocks"]


def test_an_unknown_action_is_404(client: TestClient):
    answer = client.post("/webhook", json={**call("a", "greet", token()), "next_action": "action_other"})
    assert answer.status_code == 404


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"{}"])
def test_what_is_no_action_call_is_400(client: TestClient, body: bytes):
    assert client.post("/webhook", content=body).status_code == 400


def acts_of(answer, name: str):
    return [act for act in custom(answer).get("acts", ()) if act["act"] == name]


def sent(text: str, intent: str, *, choice: str | None = None, model: str | None = "model-7"):
    body = call(text, intent, token())
    body["tracker"]["events"] = [
        {"event": "user", "metadata": {"model_id": "old"}},
        {"event": "user", "metadata": {} if model is None else {"model_id": model}},
        {"event": "slot"},
    ]
    if choice:
        body["tracker"]["latest_message"]["metadata"]["choice"] = choice
    return body


def test_a_typed_message_is_told_with_model_intent_and_confidence(client: TestClient):
    (heard,) = acts_of(client.post("/webhook", json=sent("こんにちは", "greet")), "heard")
    assert heard == {
        "act": "heard",
        "model": "model-7",
        "intent": "greet",
        "guess": "greet",
        "confidence": 0.9,
    }


def test_what_the_bot_did_not_act_on_is_told_with_the_likeliest_guess(client):
    body = sent("なんか変", "nlu_fallback")
    ranking = [("nlu_fallback", 0.7), ("greet", 0.4), ("thanks", 0.1)]
    listed = [{"name": name, "confidence": sure} for name, sure in ranking]
    body["tracker"]["latest_message"]["intent_ranking"] = listed
    (heard,) = acts_of(client.post("/webhook", json=body), "heard")
    assert (heard["intent"], heard["guess"], heard["confidence"]) == ("nlu_fallback", "greet", 0.4)


def test_where_no_event_names_the_model_it_is_left_open(client):
    body = call("こんにちは", "greet", token())
    assert acts_of(client.post("/webhook", json=body), "heard")[0]["model"] is None


def test_a_pressed_button_was_not_heard(client):
    answer = client.post("/webhook", json=sent("choice", "out_of_scope", choice="wish/penalty/null"))
    assert acts_of(answer, "heard") == []


def test_each_step_is_told_with_what_it_rests_on(client):
    answer = client.post("/webhook", json=sent("発送されちゃった", "shipped_after_cancel_request"))
    (act,) = acts_of(answer, "decided")
    assert act["model"] == "model-7" and act["order_number"] == "250-1111111-1111111"
    assert decide(kit().policies, act["facts"]).as_json() == act["answer"]
    names = [block["name"] for block in custom(answer)["blocks"] if block["type"] == "text"]
    said = [one["name"] for one in act["said"]]
    assert names and [name for name in said if name in names] == names
    assert len(act["wording"]) == 64


def test_what_is_told_names_nobody_and_no_text_of_the_customers(client):
    answer = client.post("/webhook", json=sent("山田です、発送されちゃった", "shipped_after_cancel_request"))
    told = json.dumps(custom(answer)["acts"], ensure_ascii=False)
    assert "山田" not in told and '"c1"' not in told and "イヤホン" not in told


def test_no_block_carries_what_stands_behind_it(client):
    answer = client.post("/webhook", json=sent("発送されちゃった", "shipped_after_cancel_request"))
    assert all("behind" not in block and "facts" not in block for block in custom(answer)["blocks"])
