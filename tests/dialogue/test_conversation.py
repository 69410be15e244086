"""Language, digressions, what was not understood, buttons, and the same turn every time."""

import pytest
from conversation import Conversation, an_order

DELIVERED = an_order(seller="direct", status="delivered", payment_method="card")
GENERAL = ("penalty", "marketplace_seller", "preorder_backorder", "what_is_cancel_request", "contact_human")
TALK = ("greet", "goodbye", "thanks", "affirm", "deny", "out_of_scope", "order_status")


def test_the_reply_is_in_the_language_of_the_message():
    talk = Conversation((DELIVERED,), language="ja")
    talk.say("can I return my parcel?", "return_item")
    assert {block["language"] for block in talk.of("text")} == {"en"}


def test_a_message_without_a_language_keeps_the_last_one():
    talk = Conversation((DELIVERED,), language="ja")
    talk.say("can I return my parcel?", "return_item")
    talk.say("🙂", "nlu_fallback")
    assert talk.of("text")[0]["language"] == "en"


def test_asking_for_english_keeps_order_facts_and_the_open_question():
    talk = Conversation((DELIVERED,), language="ja")
    talk.say("返品したい", "return_item")
    talk.say("In English, please", "contact_human")
    assert talk.names()[0] == "language.switched"
    assert talk.asked() == ["opened"]
    assert talk.of("ask")[0]["order_number"] == DELIVERED.order_number
    talk.say("not opened", "nlu_fallback")
    assert talk.of("step")[0]["language"] == "en"
    assert talk.of("step")[0]["rule"] == "amazon.delivered.unopened"


def test_both_languages_give_the_same_step():
    steps = []
    for text in ("返品したい。まだ開けていません", "I want to return it, it is still unopened"):
        talk = Conversation((DELIVERED,))
        talk.say(text, "return_item")
        block = dict(talk.of("step")[0])
        block.pop("language")
        steps.append(block)
    assert steps[0] == steps[1]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("intent", [*GENERAL, *TALK])
def test_general_questions_are_answered_at_once(intent: str, language: str):
    talk = Conversation(None, language=language)
    talk.say("?", intent)
    assert talk.of("text")
    assert not talk.steps()
    assert not talk.asked()


def test_a_digression_is_answered_and_the_question_asked_again():
    talk = Conversation((DELIVERED,))
    talk.say("返品したい", "return_item")
    talk.say("ちなみにペナルティはありますか", "penalty")
    assert talk.names()[0] == "amazon.answer.penalty"
    assert talk.asked() == ["opened"]


def test_an_unclear_message_is_asked_back_with_likely_wishes():
    talk = Conversation(None)
    talk.say("あれどうなったん", "nlu_fallback", ("cancel_status", "refund_timing", "greet", "order_status"))
    assert talk.names() == ["unclear"]
    assert [p for _, p in talk.buttons()] == [
        "wish/cancel_status/null",
        "wish/refund_timing/null",
        "wish/order_status/null",
        "none//null",
    ]


def test_the_second_unclear_message_in_a_row_offers_a_person():
    talk = Conversation(None)
    talk.say("ほげ", "nlu_fallback", ("cancel_order",))
    talk.say("ふが", "nlu_fallback", ("cancel_order",))
    assert talk.names() == ["unclear.person"]
    assert talk.buttons()[0][0] == "担当者に問い合わせる"


def test_an_understood_message_in_between_starts_the_count_anew():
    talk = Conversation(None)
    talk.say("ほげ", "nlu_fallback", ("cancel_order",))
    talk.say("こんにちは", "greet")
    talk.say("ふが", "nlu_fallback", ("cancel_order",))
    assert talk.names() == ["unclear"]


def test_a_button_that_was_never_offered_gets_a_polite_text():
    talk = Conversation((DELIVERED,))
    talk.choose('fact/status/"cancelled"')
    assert talk.names() == ["payload_expired"]
    assert not talk.steps()


def test_the_same_message_at_the_same_state_gives_the_same_turn():
    replies = [Conversation((DELIVERED,)).say("返品したい", "return_item") for _ in range(2)]
    assert replies[0] == replies[1]


def test_steps_already_shown_are_not_repeated_with_an_answer():
    order = an_order(seller="direct", status="delivered", titles=("椅子 / Chair", "机 / Desk"))
    chair, desk = order.lines
    order = an_order(
        seller="direct",
        status="delivered",
        lines=(chair, type(desk)(2, desk.title, 1, None, None, "shipped")),
    )
    talk = Conversation((order,))
    talk.say("キャンセルしたい", "cancel_order")
    assert [(s["line"], s["step"]) for s in talk.of("step")] == [(2, "refuse_delivery")]
    assert talk.asked() == ["opened"]
    talk.press("開けていない")
    assert [(s["line"], s["step"]) for s in talk.of("step")] == [(1, "return")]


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}}",
        "{x.__class__}",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "\u200b",
        "🙂🙂",
        "\u202eabc",
        "\ud800",
    ],
)
def test_odd_texts_get_a_sensible_reply(text: str):
    for orders in (None, (DELIVERED,)):
        talk = Conversation(orders)
        talk.say(text, "nlu_fallback")
        assert talk.names() == ["unclear"]
        assert text not in talk.text()
