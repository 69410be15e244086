"""Every step that a reply shows is told for the log, with what it rests on, and nothing else is."""

import pytest
from conversation import Conversation, an_order, kit

from decision import decide
from dialogue.decided import DECIDED, logged
from wording.fingerprint import fingerprint

SHIPPED = an_order(seller="direct", status="shipped", payment_method="card")
TWO = an_order(
    "250-2222222-2222222",
    policy="amiami",
    item="in_stock",
    titles=("マグ / Mug", "ペン / Pen"),
    status="shipped",
)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_step_is_told_with_facts_that_decide_the_same(language: str):
    talk = Conversation((SHIPPED,), language=language)
    talk.say({"ja": "キャンセルしたい", "en": "I want to cancel"}[language], "cancel_order")
    (act,) = talk.decided
    step = talk.of("step")[0]
    assert act.name == DECIDED
    assert act.values["answer"] == decide(kit().policies, act.values["facts"]).as_json()
    assert act.values["answer"]["rule"] == step["rule"] and act.values["language"] == language
    assert act.values["order_number"] == step["order_number"]
    assert "amazon.step.shipped" in act.values["said"]


def test_each_line_of_an_order_is_told_with_its_own_texts():
    talk = Conversation((TWO,))
    talk.say("全部キャンセルしたい", "cancel_order")
    steps = talk.of("step")
    assert [act.values["line"] for act in talk.decided] == [step["line"] for step in steps] == [1, 2]
    assert all(act.values["said"] for act in talk.decided)


def test_a_question_or_small_talk_is_no_decision():
    talk = Conversation()
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.decided == ()
    talk.say("こんにちは", "greet")
    assert talk.decided == ()


def test_blocks_come_out_as_they_are_said():
    talk = Conversation((SHIPPED,))
    talk.say("キャンセルしたい", "cancel_order")
    shown, acts = logged(talk.blocks)
    assert list(shown) == talk.blocks and acts == ()


def test_the_wording_has_one_hash_until_a_text_changes(monkeypatch):
    w = kit().wording
    before = fingerprint(w)
    assert before == fingerprint.__wrapped__(w) and len(before) == 64
    monkeypatch.setitem(w._texts, "talk.greet", {"ja": ("やあ",), "en": ("Hi",)})
    assert fingerprint.__wrapped__(w) != before
