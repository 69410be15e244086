"""The bot files a cancellation for the customer only after a clear yes to the whole of it, decided anew."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from conversation import NOW, Conversation, an_order, at, kit

from dialogue import Message, State, Turn, turn
from dialogue.acts import FILE_CANCELLATION, Act
from dialogue.turn import filed

ORDER = an_order(seller="direct", payment_method="card", total=Decimal(1200), currency="JPY")
NUMBER = ORDER.order_number
PRE_ORDER = an_order(
    "D01-7777777-7777777",
    policy="amiami",
    item="pre_order",
    release_date=at("2026-04-10T00:00:00+09:00").date(),
    invoiced=False,
    paid=False,
    status="unshipped",
)


def talk(*orders, **fields) -> Conversation:
    return Conversation(orders, can=frozenset({FILE_CANCELLATION}), **fields)


def asked(language: str = "ja", order=ORDER) -> Conversation:
    """A conversation in which the question whether to file is open."""
    it = talk(order, language=language)
    it.say("キャンセルしたい" if language == "ja" else "I want to cancel my order", "cancel_order")
    it.press("申請する" if language == "ja" else "Send the request")
    return it


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_cancel_of_a_whole_order_is_offered_to_be_filed(language: str):
    it = talk(ORDER, language=language)
    it.say("キャンセルしたい" if language == "ja" else "I want to cancel my order", "cancel_order")
    assert it.steps() == ["cancel"]
    assert it.names()[-1] == "filing.offer"
    assert [payload for _, payload in it.buttons()] == [f"file/{NUMBER}/null"]


def test_nothing_is_offered_where_nobody_takes_it():
    it = Conversation((ORDER,))
    it.say("キャンセルしたい", "cancel_order")
    assert it.steps() == ["cancel"]
    assert it.buttons() == []


@pytest.mark.parametrize("status", ["preparing", "shipped", "delivered", "cancelled"])
def test_only_a_step_cancel_is_offered(status: str):
    it = talk(an_order(seller="direct", status=status, payment_method="card", opened=None))
    it.say("キャンセルしたい", "cancel_order")
    assert ("filing.offer" in it.names()) == (it.steps() == ["cancel"])


def test_a_part_of_an_order_is_not_offered():
    it = talk(an_order(seller="direct", payment_method="card", titles=("椅子 / Chair", "机 / Desk")))
    it.say("椅子だけキャンセルしたい", "cancel_order")
    assert it.steps() == ["cancel"]
    assert "filing.offer" not in it.names()


def test_a_guest_is_offered_nothing():
    it = Conversation(None, can=frozenset({FILE_CANCELLATION}))
    it.say("予約商品で発売前、請求はまだ。キャンセルできますか", "cancel_order")
    assert "filing.offer" not in it.names()


def test_the_question_repeats_order_lines_amount_and_that_it_is_final():
    it = asked()
    text = it.text()
    assert it.names() == ["filing.confirm"]
    for part in (NUMBER, "イヤホン", "1点", "1,200", "取り消すことはできません"):
        assert part in text
    assert it.acts == ()


def test_a_clear_yes_files():
    it = asked()
    it.say("はい", "affirm")
    assert it.acts == (Act(FILE_CANCELLATION, {"order_number": NUMBER}),)


def test_the_button_files():
    it = asked()
    it.press("はい")
    assert it.acts == (Act(FILE_CANCELLATION, {"order_number": NUMBER}),)


@pytest.mark.parametrize("text", ["いいえ", "やめておきます", "no"])
def test_a_no_files_nothing(text: str):
    it = asked()
    it.say(text, "deny")
    assert it.acts == ()
    assert it.names() == ["filing.declined"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("うーん", "nlu_fallback"),
        ("返金はいつですか", "refund_timing"),
        ("1", "nlu_fallback"),
        ("最初のやつ", "nlu_fallback"),
        ("ペナルティはありますか", "penalty"),
        ("はい、でももう発送されました", "affirm"),
        ("担当者と話したい", "contact_human"),
        ("ok?", "nlu_fallback"),
    ],
)
def test_anything_but_a_clear_yes_files_nothing(text: str, intent: str):
    it = asked()
    it.say(text, intent, ("cancel_order",))
    assert it.acts == ()


def test_a_yes_that_only_the_model_hears_files_nothing():
    it = asked()
    it.say("ふむふむ", "affirm")
    assert it.acts == ()


def test_after_something_in_between_the_question_comes_again():
    it = asked()
    it.say("ペナルティはありますか", "penalty")
    assert it.names()[-1] == "filing.confirm"


def test_a_yes_to_the_offer_asks_first():
    it = talk(ORDER)
    it.say("キャンセルしたい", "cancel_order")
    it.say("はい、お願いします", "affirm")
    assert it.names() == ["filing.confirm"]
    assert it.acts == ()


def test_the_wish_again_is_answered_again_also_in_the_other_language():
    it = talk(ORDER)
    it.say("キャンセルできますか", "cancel_order")
    it.say("Can I still cancel it?", "cancel_order")
    assert it.steps() == ["cancel"]
    assert it.of("step")[0]["language"] == "en"
    assert it.names()[-1] == "filing.offer"


def test_a_yes_after_something_else_is_no_answer_to_the_offer():
    it = talk(ORDER)
    it.say("キャンセルしたい", "cancel_order")
    it.say("ありがとう", "thanks")
    it.say("はい", "affirm")
    assert it.names() == ["talk.affirm"]


def test_an_order_that_shipped_before_the_yes_gets_its_new_step():
    it = asked()
    it.orders = (replace(ORDER, status="shipped"),)
    it.say("はい", "affirm")
    assert it.acts == ()
    assert it.names()[0] == "filing.no_longer"
    assert it.steps() == ["refuse_delivery"]


def test_a_deadline_that_passed_before_the_yes_gets_its_new_step():
    it = asked(order=PRE_ORDER)
    it.now = at("2026-04-10T00:00:00+09:00")
    it.state = replace(it.state, at=it.now.isoformat())
    it.say("はい", "affirm")
    assert it.acts == ()
    assert it.steps() == ["contact_support"]


def test_an_old_button_only_asks_again():
    it = asked()
    yes = next(payload for title, payload in it.buttons() if title.startswith("はい"))
    it.say("いいえ", "deny")
    it.choose(yes)
    assert it.acts == ()
    assert it.names() == ["filing.confirm"]


def test_an_order_that_is_no_longer_to_be_seen_is_not_filed():
    it = asked()
    it.orders = ()
    it.say("はい", "affirm")
    assert it.acts == ()


def after(outcome: str, **changes) -> Turn:
    it = asked()
    message = Message("はい", "affirm", (), NOW, "ja", can=it.can)
    before = turn(kit(), it.state, message, it.orders)
    return filed(kit(), before, message, (replace(ORDER, **changes),), outcome)


def shown(result: Turn) -> tuple[str, list[str]]:
    return result.blocks[0]["name"], [b["step"] for b in result.blocks if b["type"] == "step"]


@pytest.mark.parametrize(
    ("outcome", "changes", "step"),
    [
        ("pending", {"request": "pending", "requested_at": NOW}, "wait"),
        ("unknown", {"request": "pending", "requested_at": NOW}, "wait"),
        ("already", {"request": "pending", "requested_at": NOW}, "wait"),
        ("accepted", {"request": "accepted", "requested_at": NOW}, "none"),
        ("refused", {"request": "rejected", "cause": "preparing", "requested_at": NOW}, "return"),
        ("too_late", {"status": "shipped", "request": "rejected", "requested_at": NOW}, "refuse_delivery"),
        ("changed", {"status": "shipped"}, "refuse_delivery"),
        ("failed", {}, "cancel"),
    ],
)
def test_the_reply_says_what_came_of_it_and_the_step_by_now(outcome: str, changes: dict, step: str):
    result = after(outcome, **changes)
    assert shown(result) == (f"filing.{outcome}", [step])
    assert result.acts == ()


def test_what_became_of_it_is_remembered_in_the_next_question():
    result = after("pending", request="pending", requested_at=NOW)
    it = talk(replace(ORDER, request="pending", requested_at=NOW))
    it.state = State.from_json(json.loads(json.dumps(result.state.to_json())))
    it.say("リクエストはどうなりましたか", "cancel_status")
    assert it.steps() == ["wait"]


def test_a_wish_that_waited_is_answered_after_the_filing():
    it = talk(ORDER)
    it.say("キャンセルしたい。返金はいつ？", "cancel_order", ("refund_timing",))
    it.press("申請する")
    assert it.names()[0] == "filing.confirm"
