"""A question about something else in the middle is answered, then what is open comes again, in short."""

import pytest
from conversation import Conversation, an_order, at

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")
CANCELLED = an_order(
    "250-2222222-2222222",
    seller="direct",
    status="cancelled",
    paid=True,
    payment_method="card",
    cancelled_at=at("2026-03-31T21:00:00+09:00"),
    titles=("充電器 / Charger",),
)


def asked_to_return(orders=(DELIVERED,), language: str = "ja") -> Conversation:
    talk = Conversation(orders, language=language)
    talk.say({"ja": "イヤホンを返品したい", "en": "I want to return the earphones"}[language], "return_item")
    assert talk.asked() == ["opened"]
    return talk


@pytest.mark.parametrize(
    ("language", "text"), [("ja", "返金ってどのくらいかかりますか"), ("en", "how long do refunds take?")]
)
def test_how_long_refunds_take_is_answered_and_the_question_comes_again(language: str, text: str):
    talk = asked_to_return(language=language)
    talk.say(text, "refund_timing")
    assert talk.names() == ["amazon.answer.refund.card", "question.opened"]
    assert talk.asked() == ["opened"]
    assert not talk.steps()


def test_the_question_is_not_the_same_paragraph_twice():
    talk = asked_to_return()
    first = talk.text()
    talk.say("ちなみにペナルティはありますか", "penalty")
    again = talk.of("text")[-1]["text"]
    assert again not in first
    assert again.startswith("先ほどの質問に戻ります。")


def test_after_the_digression_the_answer_still_counts():
    talk = asked_to_return(language="en")
    talk.say("how long do refunds take?", "refund_timing")
    talk.say("not opened", "nlu_fallback")
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_without_a_known_method_all_ways_of_refunds_are_named():
    talk = Conversation(None)
    talk.say("アマゾンの荷物が届いたので返品したい", "return_item")
    talk.say("返金はいつになりますか", "refund_timing")
    assert talk.names() == ["amazon.faq.refund_by_method.answer", "question.opened"]


def test_a_refund_of_another_order_is_no_digression():
    talk = asked_to_return((DELIVERED, CANCELLED))
    talk.say("充電器の返金はいつですか", "refund_timing")
    assert [(s["order_number"], s["rule"]) for s in talk.of("step")] == [
        ("250-2222222-2222222", "amazon.refund.card.due")
    ]


def test_after_a_digression_the_choice_of_an_order_comes_again():
    talk = Conversation((DELIVERED, an_order("250-3333333-3333333", titles=("傘 / Umbrella",))))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say("キャンセルリクエストって何ですか", "what_is_cancel_request")
    assert talk.names()[-1] == "which_order"
    talk.say("2番目", "nlu_fallback")
    assert talk.of("step")[0]["order_number"] == "250-3333333-3333333"


def test_what_we_cannot_answer_does_not_lose_the_question():
    talk = asked_to_return()
    talk.say("今日の天気はどうですか", "out_of_scope")
    assert talk.names() == ["talk.out_of_scope", "question.opened"]


def test_a_thing_named_beside_the_point_is_no_fact_of_the_order():
    talk = Conversation(None)
    talk.say("アマゾンの荷物が届いたので返品したい", "return_item")
    talk.say("PayPayでSwitchを買えますか", "out_of_scope")
    assert "payment_method" not in talk.state.told_here()


@pytest.mark.parametrize(("text", "intent"), [("ありがとう", "thanks"), ("さようなら", "goodbye")])
def test_nobody_is_asked_again_who_takes_their_leave(text: str, intent: str):
    talk = asked_to_return()
    talk.say(text, intent)
    assert not talk.asked()


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("支払い方法を変更したい、アマゾン、未発送", "cancel_order"),
        ("あみあみの注文をまとめて発送してほしい", "change_order_or_quantity"),
        ("I want to add another figure to my AmiAmi order", "change_order_or_quantity"),
        ("can I change the colour? amazon, not shipped", "change_order_or_quantity"),
    ],
)
def test_a_change_that_takes_nothing_out_of_an_order_is_left_to_the_shop(text: str, intent: str):
    talk = Conversation()
    talk.say(text, intent)
    assert talk.names() == ["talk.other_change"]
    assert talk.steps() == []


def test_to_pay_otherwise_cancels_no_order_of_theirs():
    talk = Conversation((an_order(seller="direct"),), language="en")
    talk.say("I want to change the payment method", "cancel_order")
    assert talk.names() == ["talk.other_change"]


@pytest.mark.parametrize(
    "text", ["数量を減らしたい、色はそのままで", "cancel it because I can't change the address"]
)
def test_less_of_an_order_or_none_is_decided_whatever_else_could_be_changed(text: str):
    talk = Conversation((an_order(seller="direct"),))
    talk.say(text, "cancel_order")
    assert "talk.other_change" not in talk.names()


@pytest.mark.parametrize(
    ("question", "shop", "answer"),
    [("キャンセル料はかかりますか", "あみあみです", "amiami"), ("any penalty?", "amazon", "amazon")],
)
def test_the_shop_alone_narrows_a_general_answer_to_it(question: str, shop: str, answer: str):
    talk = Conversation()
    talk.say(question, "penalty")
    talk.say(shop, "out_of_scope")
    assert talk.names()[0] == f"{answer}.answer.penalty"
    talk.say(shop, "out_of_scope")
    assert talk.names()[0] != f"{answer}.answer.penalty"
