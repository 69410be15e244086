"""Nothing is taken for told that only the guess at a wish or a supposition says; what is told stays told."""

import pytest
from conversation import Conversation, kit

from dialogue import Message, turn


def guest(language: str = "ja") -> Conversation:
    return Conversation(None, language)


def told(talk: Conversation, text: str, intent: str, confidence: float) -> dict[str, object]:
    message = Message(text, intent, (), talk.now, talk.language, confidence=confidence)
    return dict(turn(kit(), talk.state, message, None).state.told_here())


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("amazon item, no invoice yet, cancel", "cancel_rejected_or_failed", 0.7),
        ("出荷された後だとキャンセルできない?アマゾンです", "cancel_rejected_or_failed", 0.99),
        ("amazon cancel until tomorrow", "cancel_status", 0.7),
    ],
)
def test_a_request_that_no_word_speaks_of_was_not_made(text: str, intent: str, confidence: float):
    assert "request" not in told(guest(), text, intent, confidence)


@pytest.mark.parametrize(
    ("text", "intent", "request_"),
    [
        ("アマゾンのキャンセルがエラーになります", "cancel_rejected_or_failed", "rejected"),
        ("why can't i cancel? amazon", "cancel_rejected_or_failed", "rejected"),
        ("amazon申請の返事がこない", "cancel_status", "pending"),
    ],
)
def test_a_word_for_a_request_is_enough_for_a_doubtful_guess(text: str, intent: str, request_: str):
    assert told(guest(), text, intent, 0.7)["request"] == request_


def test_the_same_is_not_taken_back_where_the_model_is_very_sure():
    assert told(guest(), "アマゾンのキャンセルのボタンが消えた", "cancel_rejected_or_failed", 1.0)["request"]


def test_no_request_made_clears_the_one_that_was_taken_for_made():
    talk = guest()
    talk.say("アマゾン、未発送、キャンセルのボタンが消えた", "cancel_rejected_or_failed")
    talk.say("原因?まだ申請していませんけど", "what_is_cancel_request")
    assert talk.steps() == ["cancel"]


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        ("amazon, i want to cancel, not sure if it has shipped", "cancel_order", "en"),
        ("unless it is shipped already, cancel please. amazon", "cancel_order", "en"),
        ("アマゾンの荷物、受け取りを拒否したらどうなる", "refuse_delivery", "ja"),
    ],
)
def test_a_supposed_shipment_is_asked(text: str, intent: str, language: str):
    talk = guest(language)
    talk.say(text, intent)
    assert (talk.steps(), talk.asked()) == ([], ["status"])


def test_a_refund_stays_the_wish_when_the_day_of_the_cancellation_is_told():
    talk = guest()
    talk.say("アマゾン、カード払いでキャンセル済み、返金はいつですか", "refund_timing")
    talk.say("3月20日にキャンセル", "cancel_order")
    assert talk.state.goal == "refund"
    assert talk.state.told_here()["cancelled_at"].startswith("2026-03-20")


def test_a_refund_stays_the_wish_while_the_shop_is_asked():
    talk = guest()
    talk.say("キャンセル後の返金がまだです", "refund_timing")
    talk.say("3月20日にキャンセル成立", "cancel_status")
    assert talk.state.goal == "refund"


def test_the_number_of_pieces_leaves_the_wish_to_cancel_some_as_it_is():
    talk = guest()
    talk.say("アマゾンで買ったうちの1つだけキャンセルしたい、発送前です", "cancel_order")
    talk.say("全部で4つです", "change_order_or_quantity")
    assert talk.state.goal == "cancel_part"


def test_the_day_of_an_accepted_request_leaves_the_status_as_told():
    talk = guest("en")
    talk.say("when do i get my refund from amazon? paid by card", "refund_timing")
    talk.say("my request was accepted, it was not shipped", "out_of_scope")
    talk.say("on march 30", "out_of_scope")
    assert talk.steps() == ["wait"]


@pytest.mark.parametrize(
    ("first", "intent", "language"),
    [("アマゾン", "marketplace_seller", "ja"), ("amazon", "out_of_scope", "en")],
)
def test_a_lone_shop_is_remembered_and_the_wish_asked(first: str, intent: str, language: str):
    talk = guest(language)
    talk.say(first, intent)
    assert talk.names() == ["what_wish"]
    talk.say("cancel", "cancel_order")
    assert talk.asked() == ["status"]


def test_what_is_told_before_the_wish_counts_for_it():
    talk = guest()
    talk.say("あみあみの予約品で、請求はまだ来ていません", "preorder_backorder")
    talk.say("キャンセルしたい", "cancel_order")
    told_here = talk.state.told_here()
    assert (told_here["policy"], told_here["item"], told_here["invoiced"]) == ("amiami", "pre_order", False)


def test_a_number_of_cancellations_told_after_a_general_question_is_remembered():
    talk = guest("en")
    talk.say("will my account be blocked for cancelling?", "penalty")
    talk.say("i cancelled 3 orders this month", "penalty")
    assert talk.state.told_here()["recent_cancellations"] == 3


def test_facts_behind_the_second_wish_hold_for_the_first():
    talk = guest("en")
    talk.say("should i refuse it? and how do i return it? amazon, shipped", "refuse_delivery")
    assert talk.steps()[0] == "refuse_delivery"


def test_refund_days_of_another_shop_are_not_told():
    talk = guest()
    talk.say("あみあみの返金はいつですか", "refund_timing")
    talk.say("コンビニ払いです", "nlu_fallback")
    assert not any(name.startswith("amazon.") for name in talk.names())


@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [("and how can i do that?", "affirm", "en"), ("で、どうすればいい", "deny", "ja")],
)
def test_who_asks_how_after_a_step_hears_the_step_again(text: str, intent: str, language: str):
    talk = guest(language)
    talk.say(
        "cancel amazon, not shipped" if language == "en" else "アマゾン、未発送、キャンセル", "cancel_order"
    )
    assert talk.steps() == ["cancel"]
    talk.say(text, intent)
    assert talk.steps() == ["cancel"]
