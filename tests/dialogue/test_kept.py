"""What was said stays said: the wish, the part of an order, facts told early; doubts within one goal."""

import pytest
from conversation import NOW, Conversation

from dialogue.message import Message


def guest(language: str = "en") -> Conversation:
    return Conversation(None, language=language)


@pytest.mark.parametrize(
    ("part", "question", "language"),
    [
        (
            "Amazon, shipped, three items in the parcel, I only want one gone",
            "should I refuse the delivery?",
            "en",
        ),
        ("Amazonで発送済みの3点のうち1点だけキャンセルしたい", "受け取り拒否すればいいですか", "ja"),
    ],
)
def test_a_part_stays_a_part_in_a_question_about_it(part: str, question: str, language: str):
    talk = guest(language)
    talk.say(part, "cancel_order")
    assert talk.steps() == ["return"]
    talk.say(question, "refuse_delivery")
    assert talk.steps() == ["return"]


def test_who_wants_all_of_it_gone_after_a_part_refuses_the_parcel():
    talk = guest()
    talk.say("Amazon, shipped, three items, I only want one gone", "cancel_order")
    talk.say("no, I want to refuse the whole order", "refuse_delivery")
    assert talk.steps() == ["refuse_delivery"]


def test_a_refund_stays_wished_while_the_answers_tell_of_the_cancellation():
    talk = guest()
    talk.waver("refund for an amiami order please", refund_timing=0.51, cancel_order=0.49)
    talk.say("it was cancelled by them", "cancel_status")
    assert talk.of("step")[0]["rule"] == "amiami.refund"
    talk.say("paid by credit card", "out_of_scope")
    assert talk.of("step")[0]["rule"] == "amiami.refund"


def test_a_cause_told_while_the_status_is_asked_is_kept():
    talk = guest()
    talk.say("My Amazon request was rejected", "cancel_rejected_or_failed")
    assert talk.asked() == ["status"]
    talk.say("system error", "cancel_rejected_or_failed")
    assert talk.asked() == ["status"]
    talk.say("not shipped", "order_status")
    assert talk.of("step")[0]["rule"] == "amazon.rejected.system"


def test_not_knowing_how_it_stands_is_no_cause():
    talk = guest()
    talk.say("My Amazon request was rejected", "cancel_rejected_or_failed")
    talk.say("I don't know", "nlu_fallback")
    assert "cause" not in talk.state.told_here()


@pytest.mark.parametrize(
    ("told", "again", "language"),
    [
        ("Amazon, not shipped, my request was rejected with a system error", "did that already", "en"),
        ("Amazonで未発送、リクエストがシステムエラーで拒否されました", "それはもうやりました", "ja"),
        ("Amazonで未発送、リクエストがシステムエラーで拒否されました", "もう一回やってもだめ", "ja"),
    ],
)
def test_who_has_tried_again_already_is_not_told_to_try_again(told: str, again: str, language: str):
    talk = guest(language)
    talk.say(told, "cancel_rejected_or_failed")
    assert talk.steps() == ["retry"]
    talk.say(again, "cancel_status")
    assert talk.steps() == ["contact_support"]


def test_done_that_says_nothing_of_a_retry_where_nothing_failed():
    talk = guest()
    talk.say("Amazon, not shipped, cancel", "cancel_order")
    talk.say("did that already", "affirm")
    assert "retried" not in talk.state.told_here()


def test_what_a_message_tells_beside_its_question_is_remembered():
    talk = guest()
    talk.say("My Amazon order has not shipped. Who is the seller, by the way?", "marketplace_seller")
    talk.say("I want to cancel", "cancel_order")
    assert talk.steps() == ["cancel"]


def test_what_is_only_asked_about_is_not_remembered():
    talk = guest()
    talk.say("What is the penalty for a COD order from Amazon?", "penalty")
    assert not talk.state.told_here()


def test_intents_of_one_goal_count_together():
    talk = guest()
    text = "Amazon has it on preparing, so I cancelled on Friday and it got refused with no reason given."
    talk.waver(text, cancel_rejected_or_failed=0.58, cancel_status=0.42)
    assert talk.of("step")[0]["rule"] == "amazon.rejected.unknown.preparing"


def test_intents_of_different_goals_do_not():
    talk = guest()
    talk.waver("Amazon order, not shipped", cancel_order=0.5, change_order_or_quantity=0.45)
    assert talk.names() == ["what_wish"]


def test_a_request_that_is_told_of_is_waited_for_though_no_wish_is_said():
    talk = guest("ja")
    talk.waver(
        "キャンセルリクエストを1時間前に出しました。Amazon。未発送。直販",
        undo_cancel_request=0.49,
        cancel_status=0.34,
    )
    assert talk.steps() == ["wait"]


def test_who_may_want_a_cancelled_order_back_is_asked():
    talk = guest("ja")
    talk.waver(
        "Amazonのキャンセル申請を出したけど取り下げたい。未発送", undo_cancel_request=0.5, cancel_status=0.45
    )
    assert not talk.steps()


def test_doubt_between_wishes_says_nothing_that_was_not_told():
    message = Message(
        "Amazon order, not shipped, stop it",
        "nlu_fallback",
        ("shipped_after_cancel_request", "cancel_order"),
        NOW,
        "en",
        chances=(0.5, 0.48),
    )
    talk = guest()
    talk._turn(message)
    assert talk.steps() == ["cancel"]
    assert talk.state.told_here().get("request") is None


def test_one_word_says_who_sells_it_after_the_step():
    talk = guest()
    talk.say("Amazon, cancel please, not shipped, paid by card", "cancel_order")
    talk.say("direct", "out_of_scope")
    assert talk.state.told_here()["seller"] == "direct"


@pytest.mark.parametrize(
    "text",
    [
        "Amazon order not shipped, cancel. Also, do I get in trouble for that?",
        "amazon, cod, status unshipped. cancel. also can you tell me if cancelling hurts my account?",
    ],
)
def test_a_wish_before_a_question_about_penalties_is_answered_first(text: str):
    talk = guest()
    talk.say(text, "penalty")
    assert talk.steps() == ["cancel"]
    assert talk.names()[-1] == "amazon.answer.penalty"
    assert "comfort" not in talk.names()


def test_what_is_told_without_a_question_is_remembered_though_two_sellers_are_named():
    talk = guest()
    talk.say(
        "I ordered from amazon marketplace. order not shipped. seller won't respond", "marketplace_seller"
    )
    talk.say("I want to cancel", "cancel_order")
    assert talk.steps() == ["cancel"]
