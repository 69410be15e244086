"""Two wishes in one message are both answered, in order; the second waits for the first one's question."""

import pytest
from conversation import Conversation, an_order, at

HEADPHONES = an_order(seller="direct", titles=("ヘッドホン / Headphones",), payment_method="card")
REFUNDED = an_order(
    "250-2222222-2222222",
    seller="direct",
    status="cancelled",
    paid=True,
    payment_method="card",
    cancelled_at=at("2026-03-31T21:00:00+09:00"),
    titles=("充電器 / Charger",),
)
DELIVERED = an_order("250-3333333-3333333", seller="direct", status="delivered", titles=("傘 / Umbrella",))
BOTH = [("250-1111111-1111111", "cancel"), ("250-2222222-2222222", "wait")]


def steps(talk: Conversation) -> list[tuple[str, str]]:
    return [(step["order_number"], step["step"]) for step in talk.of("step")]


@pytest.mark.parametrize(
    "text",
    [
        "cancel the headphones and when do I get the refund for the other one?",
        "これキャンセルしたいのと、前のやつの返金いつ？",
        "ヘッドホンをキャンセルしたいです。あと、充電器の返金はいつですか？",
        "I'd like to cancel the headphones. Also, when will my money come back for the charger?",
    ],
)
@pytest.mark.parametrize("likeliest", ["cancel_order", "refund_timing"])
def test_both_are_answered_in_order(text: str, likeliest: str):
    talk = Conversation((HEADPHONES, REFUNDED))
    talk.say(text, likeliest, ("cancel_order", "refund_timing"))
    assert steps(talk) == BOTH
    assert "several.next" in talk.names()


def test_the_second_waits_for_the_first_ones_question():
    talk = Conversation((DELIVERED, REFUNDED))
    talk.say(
        "傘を返品したいです。それと充電器の返金はいつですか", "return_item", ("return_item", "refund_timing")
    )
    assert talk.asked() == ["opened"]
    assert talk.names()[0] == "several.later"
    assert not talk.steps()
    talk.say("開けていません", "nlu_fallback")
    assert steps(talk) == [("250-3333333-3333333", "return"), ("250-2222222-2222222", "wait")]


def test_the_second_is_not_lost_by_a_digression():
    talk = Conversation((DELIVERED, REFUNDED))
    talk.say(
        "傘を返品したいです。それと充電器の返金はいつですか", "return_item", ("return_item", "refund_timing")
    )
    talk.say("キャンセルリクエストって何", "what_is_cancel_request")
    talk.press("開けていない")
    assert steps(talk) == [("250-3333333-3333333", "return"), ("250-2222222-2222222", "wait")]


def test_what_needs_no_decision_is_answered_before_the_question():
    talk = Conversation((DELIVERED,))
    talk.say("返品したいのと、ペナルティがあるか教えてください", "return_item", ("return_item", "penalty"))
    assert talk.names() == ["amazon.answer.penalty", "question.opened"]


def test_a_refund_that_is_still_to_come_is_answered_in_general():
    talk = Conversation((HEADPHONES,), language="en")
    talk.say("I want to cancel my order. How long does the refund take?", "cancel_order", ("cancel_order",))
    assert talk.steps() == ["cancel"]
    assert talk.names()[-1] == "amazon.answer.refund.card"


def test_an_answer_with_another_question_in_it_gets_both():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("開けていません。返金はいつになりますか？", "refund_timing")
    assert talk.steps() == ["return"]
    assert talk.names()[-1] == "amazon.faq.refund_by_method.answer"


def test_two_numbers_are_two_orders():
    talk = Conversation((HEADPHONES, DELIVERED))
    talk.say("250-1111111-1111111と250-3333333-3333333をキャンセルしたい", "cancel_order")
    assert steps(talk) == [("250-1111111-1111111", "cancel")]
    assert talk.of("ask")[0]["order_number"] == "250-3333333-3333333"


def test_both_orders_may_be_chosen_at_once():
    talk = Conversation((HEADPHONES, an_order("250-5555555-5555555", status="shipped", titles=("鏡",))))
    talk.say("キャンセルしたい", "cancel_order")
    talk.say("両方です", "nlu_fallback")
    assert steps(talk) == [("250-1111111-1111111", "cancel"), ("250-5555555-5555555", "refuse_delivery")]


def test_a_number_of_somebody_else_among_two_is_not_found():
    talk = Conversation((HEADPHONES,))
    talk.say("250-1111111-1111111と250-9999999-9999999をキャンセルしたい", "cancel_order")
    assert steps(talk) == [("250-1111111-1111111", "cancel")]
    assert talk.names()[-1] == "order_not_found"


@pytest.mark.parametrize(
    ("text", "ranking"),
    [
        ("キャンセルしたいんですけど、できますか？", ("cancel_order", "cancel_status")),
        (
            "発送されたってメールが来たけど、キャンセルしたいです",
            ("cancel_order", "shipped_after_cancel_request"),
        ),
        ("I want to cancel. Can you do that please?", ("cancel_order", "contact_human")),
        ("キャンセルして返金してほしい", ("cancel_order", "refund_timing")),
    ],
)
def test_one_wish_in_several_words_is_answered_once(text: str, ranking: tuple[str, ...]):
    talk = Conversation((HEADPHONES,))
    talk.say(text, "cancel_order", ranking)
    assert talk.steps() == ["cancel"]
    assert "several.next" not in talk.names()


def test_each_part_is_heard_by_its_own_words():
    umbrella = an_order("250-6666666-6666666", status="shipped", titles=("傘 / Umbrella",))
    talk = Conversation((HEADPHONES, umbrella))
    talk.say(
        "ヘッドホンはキャンセルで、傘は受け取り拒否したい",
        "refuse_delivery",
        ("refuse_delivery", "undo_cancel_request", "cancel_order"),
    )
    assert steps(talk) == [("250-1111111-1111111", "cancel"), ("250-6666666-6666666", "refuse_delivery")]


def test_two_orders_named_by_their_goods_are_both_meant():
    umbrella = an_order("250-6666666-6666666", status="shipped", titles=("傘 / Umbrella",))
    talk = Conversation((HEADPHONES, umbrella))
    talk.say("傘とヘッドホンをキャンセルしたい", "cancel_order")
    assert sorted(steps(talk)) == [
        ("250-1111111-1111111", "cancel"),
        ("250-6666666-6666666", "refuse_delivery"),
    ]


def test_a_word_of_both_titles_means_one_of_them():
    other = an_order("250-6666666-6666666", status="shipped", titles=("赤いヘッドホン",))
    talk = Conversation((HEADPHONES, other))
    talk.say("ヘッドホンをキャンセルしたい", "cancel_order")
    assert talk.names() == ["which_order"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("キャンセルリクエストって何？キャンセルとは違うの？", "what_is_cancel_request"),
        ("買う前に出品者のキャンセル規定を読みたい、店のページのどこにある？", "marketplace_seller"),
    ],
)
def test_a_question_that_names_other_things_is_one_question(text: str, intent: str):
    talk = Conversation((HEADPHONES,))
    talk.say(text, intent, (intent, "cancel_order", "order_status"))
    assert not talk.steps()
    assert "several.next" not in talk.names()
