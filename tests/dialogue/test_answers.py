"""Answers: bound to the open question; by word and by place; asked again differently, then a person."""

import pytest
from conversation import Conversation, an_order

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")
UNSHIPPED = an_order("250-2222222-2222222", seller="direct", titles=("充電器 / Charger",))


@pytest.mark.parametrize(("text", "intent"), [("はい", "affirm"), ("いいえ", "deny")])
def test_yes_and_no_mean_nothing_where_nothing_is_open(text: str, intent: str):
    talk = Conversation((UNSHIPPED,))
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.steps() == ["cancel"]
    talk.say(text, intent)
    assert talk.names() == [f"talk.{intent}"]
    assert not talk.state.told_here()


@pytest.mark.parametrize(("text", "intent"), [("はい", "affirm"), ("no", "deny")])
def test_yes_and_no_choose_no_order(text: str, intent: str):
    talk = Conversation((DELIVERED, UNSHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say(text, intent)
    assert talk.names() == ["unclear.answer", "which_order"]
    assert not talk.steps()


@pytest.mark.parametrize(
    ("text", "rule"), [("はい", "amazon.delivered.opened"), ("いいえ", "amazon.delivered.unopened")]
)
def test_yes_and_no_answer_the_open_question(text: str, rule: str):
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say(text, "affirm")
    assert talk.of("step")[0]["rule"] == rule


@pytest.mark.parametrize("text", ["二番目", "2", "上から2番目です", "the second one", "#2"])
def test_a_value_by_its_place(text: str):
    talk = Conversation(None)
    talk.say("キャンセルしたい", "cancel_order")
    assert talk.asked() == ["policy"]
    talk.say(text, "nlu_fallback")
    assert talk.state.told_here() == {"policy": "amazon"}


def test_a_wish_by_its_place():
    talk = Conversation((UNSHIPPED,))
    talk.say("あれどうなったん", "nlu_fallback", ("refund_timing", "cancel_order"))
    talk.say("下のやつ", "nlu_fallback")
    assert talk.steps() == ["cancel"]


def test_the_last_figures_of_a_number_choose():
    talk = Conversation((DELIVERED, UNSHIPPED), language="en")
    talk.say("I want to cancel", "cancel_order")
    talk.say("the one ending in 2222222", "nlu_fallback")
    assert talk.of("step")[0]["order_number"] == "250-2222222-2222222"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_answer_that_fits_nothing_is_asked_again_differently_then_a_person(language: str):
    talk = Conversation((DELIVERED,), language=language)
    talk.say({"ja": "返品したい", "en": "I want to return it"}[language], "return_item")
    first = talk.text()
    talk.say({"ja": "ほげほげ", "en": "blah blah"}[language], "nlu_fallback")
    assert talk.names() == ["unclear.answer", "question.opened"]
    assert first not in talk.text()
    assert talk.asked() == ["opened"]
    talk.say({"ja": "ふがふが", "en": "foo bar"}[language], "nlu_fallback")
    assert talk.names() == ["unclear.person"]
    assert talk.buttons()[0][1] == "person//null"


def test_a_day_that_is_not_understood_is_asked_for_in_other_words():
    talk = Conversation((an_order(status="cancelled", seller="direct", payment_method="card"),))
    talk.say("返金はいつですか", "refund_timing")
    assert talk.asked() == ["cancelled_at"]
    talk.say("ほげほげ", "nlu_fallback")
    assert "「昨日」" in talk.text()


@pytest.mark.parametrize(
    "answers", [("ほげ", "ふが", "ぴよ"), ("わからない",) * 3, ("2026", "ふが", "わからん")]
)
def test_the_same_thing_is_asked_twice_at_most(answers: tuple[str, ...]):
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    asked = 1
    for answer in answers:
        talk.say(answer, "nlu_fallback")
        asked += len(talk.asked())
    assert asked <= 2
    assert "unclear.person" in talk.names()


def test_who_does_not_know_twice_is_offered_a_person_only():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("わかりません", "nlu_fallback")
    talk.say("だからわかりません", "nlu_fallback")
    assert talk.names() == ["unclear.person"]


def test_a_number_not_found_twice_is_a_matter_for_a_person():
    talk = Conversation((UNSHIPPED,))
    talk.say("250-9999999-9999999をキャンセルしたい", "cancel_order")
    assert not talk.buttons()
    talk.say("250-8888888-8888888です", "nlu_fallback")
    assert talk.names() == ["order_not_found"]
    assert [payload for _, payload in talk.buttons()] == ["person//null"]


@pytest.mark.parametrize(
    ("text", "intent"), [("どれでもない", "nlu_fallback"), ("いいえ", "deny"), ("none of these", "deny")]
)
def test_none_of_the_guesses_leads_to_a_person(text: str, intent: str):
    talk = Conversation(None)
    talk.say("あれどうなったん", "nlu_fallback", ("cancel_status", "refund_timing"))
    assert talk.buttons()[-1][1] == "none//null"
    if intent == "nlu_fallback":
        talk.press(text)
    else:
        talk.say(text, intent)
    assert talk.names() == ["unclear.person"]
    talk.say("はい", "affirm")
    assert "amazon.answer.contact_human" in talk.names()


def test_yes_to_several_guesses_is_asked_which():
    talk = Conversation(None)
    talk.say("あれどうなったん", "nlu_fallback", ("cancel_status", "refund_timing"))
    talk.say("はい", "affirm")
    assert talk.names() == ["which_wish"]
    assert len(talk.buttons()) == 3


def test_another_number_may_be_wanted_in_words():
    talk = Conversation((DELIVERED, UNSHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say("別の注文です", "nlu_fallback")
    assert talk.names() == ["order.type_number"]


def test_how_the_order_stands_may_be_asked_in_between():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("今どういう状況ですか", "order_status")
    assert talk.names() == ["order.status", "question.opened"]
    talk.press("開けていない")
    assert talk.steps() == ["return"]


def test_how_an_order_stands_is_looked_up():
    talk = Conversation((UNSHIPPED,), language="en")
    talk.say("where is my order?", "order_status")
    assert talk.names() == ["order.status"]


@pytest.mark.parametrize("text", ["充電器のです", "2250-2222222のやつ", "2番目"])
def test_an_answer_that_the_model_takes_for_another_wish_keeps_the_wish(text: str):
    talk = Conversation((DELIVERED, UNSHIPPED))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say(text, "change_order_or_quantity")
    assert talk.state.goal in ("cancel", "cancel_part")


@pytest.mark.parametrize(
    "text", ["すみません、日本語でお願いできますか", "sorry, could we do this in Japanese?"]
)
def test_another_language_is_no_wish_whatever_the_model_says(text: str):
    talk = Conversation((DELIVERED,), language="en")
    talk.say("I want to return it", "return_item")
    talk.say(text, "cancel_order")
    assert talk.names() == ["language.switched", "question.opened"]


def test_one_of_several_orders_is_a_whole_order():
    talk = Conversation((UNSHIPPED,), language="en")
    talk.say("I want to cancel one of my orders", "change_order_or_quantity")
    assert talk.steps() == ["cancel"]


@pytest.mark.parametrize(
    ("text", "intent", "rule"),
    [
        ("最悪です、二つも頼んでしまった。キャンセルしたい", "cancel_order", "amazon.unshipped"),
        ("oh no. I need to cancel this thing right now", "cancel_order", "amazon.unshipped"),
    ],
)
def test_a_wish_said_outright_needs_no_sure_model(text: str, intent: str, rule: str):
    talk = Conversation((UNSHIPPED,))
    talk.say(text, "nlu_fallback", (intent, "undo_cancel_request"))
    assert talk.of("step")[0]["rule"] == rule


def test_a_wish_only_hinted_at_is_asked_about():
    talk = Conversation((UNSHIPPED,))
    talk.say("キャンセルのことなんだけどさ", "nlu_fallback", ("cancel_order", "undo_cancel_request"))
    assert talk.names() == ["unclear"]


def test_a_piece_of_a_sentence_is_an_answer_not_understood_whatever_the_model_says():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("むにゃむにゃ", "out_of_scope")
    assert talk.names() == ["unclear.answer", "question.opened"]


def test_agreeing_to_hear_something_else_first_is_no_answer():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("うん、でも先に返金がいつになるか知りたい", "refund_timing")
    assert not talk.steps()
    assert talk.asked() == ["opened"]


def test_a_no_in_a_sentence_of_its_own_is_an_answer():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("いいえ。返金はいつになりますか？", "refund_timing")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"
    assert talk.names()[-1] == "amazon.answer.refund.card"


@pytest.mark.parametrize(
    ("orders", "text", "rule"),
    [
        ((UNSHIPPED,), "充電器の注文を取り消したい", "amazon.unshipped"),
        (None, "アマゾンで買った服をキャンセルしたいです。まだ発送されていません", "amazon.unshipped"),
    ],
)
def test_goods_that_were_ordered_are_the_bots_business(orders, text: str, rule: str):
    talk = Conversation(orders)
    talk.say(text, "out_of_scope", ("out_of_scope", "cancel_order"))
    assert talk.of("step")[0]["rule"] == rule


@pytest.mark.parametrize("text", ["ホテルの予約をキャンセルしたい", "Amazonプライムをキャンセルしたい"])
def test_what_was_not_ordered_is_not(text: str):
    talk = Conversation((UNSHIPPED,))
    talk.say(text, "out_of_scope", ("out_of_scope", "cancel_order"))
    assert talk.names() == ["talk.out_of_scope"]
