"""Every step that a reply shows is told for the log, with what it rests on, and nothing else is."""

from datetime import date
from typing import Any

import pytest
from conversation import NOW, Conversation, an_order, kit

from decision import decide
from dialogue.blocks import Speaker
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
UNPAID = an_order("130006666", policy="amiami", item="in_stock", payment_deadline=date(2026, 4, 3))
TOLD = (SHIPPED, UNPAID, an_order(seller="marketplace", status="unshipped", recent_cancellations=3))


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
    assert {"name": "amazon.step.shipped"} in act.values["said"]


def test_each_line_of_an_order_is_told_with_its_own_texts():
    talk = Conversation((TWO,))
    talk.say("全部キャンセルしたい", "cancel_order")
    steps = talk.of("step")
    assert [act.values["line"] for act in talk.decided] == [step["line"] for step in steps] == [1, 2]
    assert all(act.values["said"] for act in talk.decided)


def rebuilt(w: Any, one: dict[str, Any], language: str) -> str:
    """The words of one wording from its name and values; names of wordings among them are said in turn."""

    def words(value: Any) -> Any:
        if isinstance(value, list):
            return [words(inner) for inner in value]
        return w.say(value, language) if isinstance(value, str) and w.has(value) else value

    values = {name: words(value) for name, value in one.get("values", {}).items()}
    return w.say(one["name"], language, now=NOW, **values)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("order", TOLD, ids=lambda order: order.order_number)
def test_the_words_of_a_reply_follow_from_the_names_and_values_that_are_told(order, language: str):
    talk = Conversation((order,), language=language)
    talk.say({"ja": "キャンセルしたい", "en": "I want to cancel"}[language], "cancel_order")
    (act,) = talk.decided
    reply = "\n".join(block["text"] for block in talk.blocks if block["type"] == "text")
    of_the_order = [one for one in act.values["said"] if one["name"].startswith("reply.about")]
    assert len(of_the_order) == 1
    for one in act.values["said"]:
        if one not in of_the_order:
            assert rebuilt(kit().wording.shop(order.policy), one, language) in reply, one


def test_the_instant_of_a_deadline_is_told_as_a_value():
    talk = Conversation((UNPAID,))
    talk.say("キャンセルしたい", "cancel_order")
    values = [one["values"] for one in talk.decided[0].values["said"] if "until" in one.get("values", {})]
    assert values == [{"until": talk.of("step")[0]["until"]}]


@pytest.mark.parametrize("order", [SHIPPED, UNPAID, TWO], ids=lambda order: order.order_number)
def test_what_is_told_as_said_names_neither_order_nor_goods(order):
    talk = Conversation((order,))
    talk.say("キャンセルしたい", "cancel_order")
    told = str([act.values["said"] for act in talk.decided])
    assert order.order_number not in told
    assert not any(line.title in told for line in order.lines)


def test_a_question_or_small_talk_is_no_decision():
    talk = Conversation()
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.decided == ()
    talk.say("こんにちは", "greet")
    assert talk.decided == ()


def test_blocks_come_out_as_they_are_said():
    words = Speaker(kit().wording, "ja").text("filing.declined")
    shown, acts = logged([words])
    block = {"type": "text", "name": "filing.declined", "text": words["text"], "language": "ja"}
    assert shown == (block,) and acts == ()


def test_the_wording_has_one_hash_until_a_text_changes(monkeypatch):
    w = kit().wording
    before = fingerprint(w)
    assert before == fingerprint.__wrapped__(w) and len(before) == 64
    monkeypatch.setitem(w._texts, "talk.greet", {"ja": ("やあ",), "en": ("Hi",)})
    assert fingerprint.__wrapped__(w) != before
