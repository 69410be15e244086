"""What must hold of the processes together: same answers, odd input, parts that die, who listens."""

import json
import os
import signal

import procfs
import pytest
from patience import PATIENCE_SECONDS, eventually

pytestmark = pytest.mark.processes
SHIPPED = {
    "order_number": "250-1111111-1111111",
    "customer_id": "c1",
    "policy": "amazon",
    "seller": "direct",
    "status": "delivered",
    "payment_method": "card",
    "title": "イヤホン",
}
ODD = [
    "🙂🙂🙂",
    "\u202eمرحبا",
    "\u200b\u200ba",
    "{{7*7}}",
    "{x.__class__}",
    "<script>alert(1)</script>",
    "/restart",
    "\u3000/restart",
    '/cancel_order{"order_number": "250-1111111-1111111"}',
    "'; DROP TABLE orders; --",
    "キャンセル" * 700,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_gets_a_sensible_reply(running, text: str):
    running.stock((SHIPPED,))
    chat = running.chat("c1")
    blocks = chat.send(text=text)
    said = "\n".join(block.get("text", "") for block in blocks)
    assert said.strip()
    assert "bot_unavailable" not in [block.get("name") for block in blocks]
    assert "49" not in said
    assert "class" not in said


def test_after_a_slash_command_the_conversation_still_knows_its_order(running):
    running.stock((SHIPPED,))
    chat = running.chat("c1")
    chat.send(text="返品したいです")
    chat.send(text="/restart")
    blocks = chat.send(text="まだ開けていません")
    assert [b["order_number"] for b in blocks if b["type"] == "step"] == ["250-1111111-1111111"]


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u3000", "a" * 4001])
def test_text_that_says_nothing_or_too_much_is_422(running, text: str):
    chat = running.chat()
    body = {"client_message_id": "00000000-0000-4000-8000-000000000001", "text": text}
    answer = running.client.post(f"/v1/conversations/{chat.id}/messages", json=body, headers=chat.headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_hundred_kilobytes_are_413(running):
    chat = running.chat()
    url = f"/v1/conversations/{chat.id}/messages"
    answer = running.client.post(url, json={"text": "a" * 100_000}, headers=chat.headers)
    assert answer.status_code == 413


def test_the_same_conversation_twice_gives_the_same_replies(running):
    running.stock((SHIPPED,))
    replies = []
    for _ in range(2):
        chat = running.chat("c1")
        texts = (
            "返品したいです",
            "In English, please",
            "I have not opened it",
            "how long does a refund take?",
        )
        replies.append([chat.send(text=text) for text in texts])
    assert replies[0] == replies[1]


def test_the_same_conversation_on_two_fresh_databases_gives_the_same_replies(serve_anew):
    replies = []
    for _ in range(2):
        with serve_anew() as running:
            running.stock((SHIPPED,))
            chat = running.chat("c1")
            texts = ("返品したいです", "In English, please", "I have not opened it", "thank you")
            replies.append(json.dumps([chat.blocks, *(chat.send(text=text) for text in texts)]))
    assert replies[0] == replies[1]


def test_inner_parts_listen_on_loopback_only(running):
    listening = procfs.listening(os.getpid())
    assert len(listening) >= 3
    assert all(address.startswith("127.0.0.1") for address in listening), listening


@pytest.mark.parametrize("part", ["bot", "actions"])
def test_a_part_that_dies_costs_no_conversation(serve_anew, part: str):
    with serve_anew() as running:
        running.stock((SHIPPED,))
        chat = running.chat("c1")
        chat.send(text="返品したいです")
        os.kill(procfs.running_module(part), signal.SIGKILL)
        blocks = chat.send(text="まだ開けていません")
        assert [block["name"] for block in blocks if block["type"] == "text"] == ["bot_unavailable"]
        _wait_until_ready(running)
        blocks = chat.send(text="まだ開けていません")
        assert [b["rule"] for b in blocks if b["type"] == "step"] == ["amazon.delivered.unopened"]


def _wait_until_ready(running) -> None:
    assert eventually(lambda: running.client.get("/readyz").status_code == 200, 2 * PATIENCE_SECONDS)
