"""A guest with an order number: a code by mail is offered beside the answer, and opens that one order."""

import pytest
from conversation import Conversation, an_order

NUMBER, OTHER = "250-1111111-1111111", "250-9999999-9999999"
CAN = frozenset({"mail_code"})
MAIL_ME = {"ja": "コードをメールで受け取る", "en": "Mail me a code"}


def guest(language="ja", can=CAN):
    return Conversation(language=language, can=can)


def asked_to_send(talk):
    return [act.values["order_number"] for act in talk.acts if act.name == "send_code"]


@pytest.mark.parametrize(
    ("language", "text"),
    [("ja", f"{NUMBER}をキャンセルしたい"), ("en", f"I want to cancel {NUMBER}")],
)
def test_a_number_gets_the_answer_first_and_then_the_offer(language, text):
    talk = guest(language)
    talk.say(text, "cancel_order")
    assert talk.names()[0] == "guest.number"
    assert talk.asked() == ["policy"]
    assert [block["type"] for block in talk.blocks][-3:] == ["choices", "text", "choices"]
    assert talk.names()[-1] == "guest.code.offer"
    assert talk.buttons()[-1][0] == MAIL_ME[language]
    assert asked_to_send(talk) == []


def test_every_number_gets_the_same_answer_and_the_same_offer():
    replies = []
    for number in (NUMBER, OTHER):
        talk = guest()
        blocks = talk.say(f"{number}をキャンセルしたい", "cancel_order")
        replies.append([block for block in blocks if block["type"] != "choices"])
    assert replies[0] == replies[1]


def test_without_mail_nothing_is_offered():
    talk = guest(can=frozenset())
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    assert "guest.code.offer" not in talk.names()


def test_a_customer_is_offered_nothing():
    talk = Conversation((an_order(OTHER),), can=frozenset())
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    assert talk.names() == ["order_not_found"]


def test_the_button_has_the_code_sent():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.press(MAIL_ME["ja"])
    assert asked_to_send(talk) == [NUMBER]
    assert talk.names() == ["guest.code.sent"]


@pytest.mark.parametrize(
    ("language", "yes"),
    [
        ("ja", "はい"),
        ("ja", "お願いします"),
        ("ja", "コードを送ってください"),
        ("en", "yes please"),
        ("en", "send me the code"),
        ("en", "please email me a code"),
    ],
)
def test_a_typed_yes_has_the_code_sent(language, yes):
    talk = guest(language)
    talk.say(f"{NUMBER} cancel" if language == "en" else f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.say(yes, "affirm")
    assert asked_to_send(talk) == [NUMBER]


@pytest.mark.parametrize(
    "text", ["コードはいりません", "I don't need a code", "キャンセルコードって何", "no code"]
)
def test_what_is_no_wish_for_a_code_sends_none(text):
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.say(text, "nlu_fallback")
    assert asked_to_send(talk) == []


def test_a_no_goes_on_with_the_question():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.say("いいえ", "deny")
    assert talk.names()[0] == "guest.code.declined"
    assert talk.asked() == ["policy"]
    assert asked_to_send(talk) == []


def test_a_yes_to_a_question_of_fact_is_its_answer_and_sends_nothing():
    talk = guest()
    talk.say("アマゾンの注文が今朝届きました。返品したい", "return_item")
    assert talk.asked() == ["opened"]
    talk.say(f"番号は{NUMBER}です", "nlu_fallback")
    assert "guest.code.offer" in talk.names()
    talk.say("はい", "affirm")
    assert asked_to_send(talk) == []


def test_a_yes_much_later_sends_nothing():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.say("アマゾンです", "nlu_fallback")
    talk.say("はい", "affirm")
    assert asked_to_send(talk) == []


def test_the_second_button_is_still_the_second_of_the_question():
    talk = guest("en")
    talk.say(f"cancel {NUMBER}", "cancel_order")
    talk.say("the second one", "nlu_fallback")
    assert talk.asked() == ["status"]


def test_a_code_without_a_number_is_asked_for_the_number():
    talk = guest()
    talk.say("コードを送ってください", "nlu_fallback")
    assert talk.names() == ["guest.code.number"]


def test_who_speaks_of_an_order_hears_once_what_its_number_is_good_for():
    talk = guest("en")
    talk.say("I want to cancel my order", "cancel_order")
    assert talk.names()[-1] == "guest.code.hint"
    talk.say("my order is from Amazon", "nlu_fallback")
    assert "guest.code.hint" not in talk.names()


def test_the_opened_order_is_answered_with_what_was_asked_before():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.press(MAIL_ME["ja"])
    talk.open(an_order(NUMBER, status="shipped", seller="direct", payment_method="card"))
    assert talk.names()[0] == "guest.code.opened"
    (step,) = talk.of("step")
    assert (step["step"], step["order_number"]) == ("refuse_delivery", NUMBER)


def test_the_reply_after_a_code_is_in_the_conversations_language():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.open(an_order(NUMBER))
    assert {block["language"] for block in talk.of("text")} == {"ja"}


def test_an_opened_order_with_nothing_asked_yet_tells_how_it_stands_and_asks():
    talk = guest()
    talk.say(NUMBER, "nlu_fallback")
    talk.open(an_order(NUMBER, status="preparing"))
    assert talk.names()[:2] == ["guest.code.opened", "order.status"]
    assert "what_wish" in talk.names()


def test_what_the_guest_said_before_gives_way_to_the_records_and_that_is_said():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.say("アマゾンで、もう届きました", "nlu_fallback")
    talk.open(an_order(NUMBER, status="unshipped", seller="direct"))
    assert "records.differ" in talk.names()
    assert talk.steps() == ["cancel"]


def test_another_number_than_the_opened_one_shows_nothing_and_is_offered_a_code_again():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    talk.open(an_order(NUMBER))
    talk.say(f"{OTHER}もキャンセルしたい", "cancel_order")
    assert talk.steps() == []
    assert talk.names()[-1] == "guest.code.offer"
    talk.press(MAIL_ME["ja"])
    assert asked_to_send(talk) == [OTHER]


def test_an_order_that_is_gone_since_is_not_found():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    order = an_order(NUMBER)
    talk.open(order)
    talk.orders = ()
    talk.say("返金はいつですか", "refund_timing")
    assert talk.blocks


def test_a_button_pressed_where_no_mail_can_be_sent_any_more_is_answered():
    talk = guest()
    talk.say(f"{NUMBER}をキャンセルしたい", "cancel_order")
    payload = next(payload for title, payload in talk.buttons() if title == MAIL_ME["ja"])
    talk.can = frozenset()
    talk.choose(payload)
    assert talk.names() == ["payload_expired"]
    assert asked_to_send(talk) == []


def test_a_forged_button_sends_nothing():
    talk = guest()
    talk.choose(f"mail_code/{NUMBER}/null")
    assert asked_to_send(talk) == []
