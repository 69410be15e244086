"""A word or two about the request, how many items, who pays for the way back: heard whatever is asked."""

import pytest
from conversation import Conversation, an_order


def asked_for_a_cancellation(language: str) -> Conversation:
    talk = Conversation(None, language)
    text = "アマゾンにキャンセルリクエストしました。どうなった?"
    talk.say(
        text if language == "ja" else "I sent amazon a cancellation request, any news?",
        "cancel_status",
    )
    assert talk.asked() == ["status"]
    return talk


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("approved", "en"),
        ("accepted yesterday", "en"),
        ("yes, approved", "en"),
        ("承認", "ja"),
        ("承認されました", "ja"),
        ("さっき認められました", "ja"),
    ],
)
def test_a_bare_word_says_that_the_request_spoken_of_was_accepted(text: str, language: str):
    talk = asked_for_a_cancellation(language)
    talk.say(text, "out_of_scope")
    assert talk.state.told_here()["request"] == "accepted"


@pytest.mark.parametrize(("text", "language"), [("rejected", "en"), ("却下でした", "ja")])
def test_a_bare_word_says_that_the_request_spoken_of_was_rejected(text: str, language: str):
    talk = asked_for_a_cancellation(language)
    talk.say(text, "out_of_scope")
    assert talk.state.told_here()["request"] == "rejected"


@pytest.mark.parametrize("text", ["ok", "so what now", "no luck finding it"])
def test_other_short_words_say_nothing_of_the_request(text: str):
    talk = asked_for_a_cancellation("en")
    talk.say(text, "affirm")
    assert talk.state.told_here()["request"] == "pending"


@pytest.mark.parametrize(
    ("text", "language"),
    [("just one of the three", "en"), ("only one", "en"), ("3つのうち1つだけ", "ja"), ("1点だけです", "ja")],
)
@pytest.mark.parametrize("intent", ["change_order_or_quantity", "nlu_fallback", "affirm"])
def test_how_many_are_meant_is_heard_while_the_status_is_asked(text: str, language: str, intent: str):
    talk = Conversation(None, language)
    talk.say("cancel my amazon order" if language == "en" else "アマゾンをキャンセルしたい", "cancel_order")
    talk.say(text, intent)
    assert (talk.state.goal, talk.asked()) == ("cancel_part", ["status"])
    assert "status" not in talk.state.told_here()


def test_one_of_several_lines_while_a_fact_is_asked_asks_which():
    order = an_order(status="delivered", seller="direct", titles=("椅子 / Chair", "机 / Desk"))
    talk = Conversation((order,), language="en")
    talk.say("I want to return it", "return_item")
    assert talk.asked() == ["opened"]
    talk.say("just one of the two", "nlu_fallback")
    assert talk.names() == ["which_line"]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who pays for sending it back?", "return_item"),
        ("do i have to pay shipping if i return", "penalty"),
        ("is return shipping free?", "out_of_scope"),
        ("will I be charged if I refuse it?", "penalty"),
        ("返送料は誰が払うの", "return_item"),
        ("受け取り拒否したらお金は取られますか", "penalty"),
        ("返品の送料は自己負担ですか", "nlu_fallback"),
    ],
)
def test_who_pays_for_the_way_back_is_answered_from_the_clauses(text: str, intent: str):
    talk = Conversation(None, "ja" if "返" in text or "受" in text else "en")
    talk.say(text, intent)
    assert talk.names()[0] == "amazon.answer.return_postage"
    assert "Amazon" in talk.text(), "no shop was named"


def test_the_open_question_comes_again_after_the_postage():
    talk = Conversation(None, "ja")
    talk.say("アマゾンの商品を返品したい、届いた", "return_item")
    talk.say("返送料は誰が払いますか", "return_item")
    assert talk.names() == ["amazon.answer.return_postage", "question.opened"]


def test_a_wish_beside_the_postage_is_dealt_with():
    talk = Conversation(None, "ja")
    talk.say("アマゾンの未開封の商品を返品したいです。送料は誰が負担しますか?", "return_item")
    assert (talk.steps(), "amazon.answer.return_postage" in talk.names()) == (["return"], True)


@pytest.mark.parametrize(
    "text", ["キャンセル料はかかりますか", "返品したら返金はいくらですか", "is there a cancellation fee?"]
)
def test_other_costs_are_no_postage(text: str):
    talk = Conversation(None, "ja" if "か" in text else "en")
    talk.say(text, "penalty")
    assert "amazon.answer.return_postage" not in talk.names()


@pytest.mark.parametrize(
    ("text", "language"), [("カード払いの返金は何日かかる?", "ja"), ("how long do card refunds take?", "en")]
)
def test_refund_days_are_told_as_those_of_their_shop_where_none_was_named(text: str, language: str):
    talk = Conversation(None, language)
    talk.say(text, "refund_timing")
    assert talk.of("text")[0]["name"] == "amazon.answer.refund.card"
    assert talk.of("text")[0]["text"].startswith("Amazon")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("アマゾンでキャンセルしたかったのにできない", "ja"),
        ("wanted to cancel on amazon but I can't cancel", "en"),
    ],
)
def test_who_only_cannot_cancel_is_asked_whether_a_request_failed(text: str, language: str):
    talk = Conversation(None, language)
    talk.say(text, "cancel_rejected_or_failed")
    assert "request" not in talk.state.told_here()
    talk.say("未発送です" if language == "ja" else "not shipped yet", "nlu_fallback")
    assert (talk.names(), talk.asked()) == (["confirm"], ["request"])


def test_a_release_day_that_may_be_the_month_is_confirmed():
    talk = Conversation(None, "en")
    talk.say("cancel my amiami pre-order, no invoice yet, release 05/12", "cancel_order")
    assert (talk.names(), talk.asked()) == (["confirm"], ["release_date"])


@pytest.mark.parametrize(
    ("text", "language"), [("アマゾンじゃなくてあみあみです", "ja"), ("not Amazon, AmiAmi", "en")]
)
def test_a_shop_that_is_ruled_out_is_not_the_one(text: str, language: str):
    talk = Conversation(None, language)
    talk.say("cancel" if language == "en" else "キャンセルしたい", "cancel_order")
    talk.say(text, "marketplace_seller")
    assert talk.state.told_here() == {"policy": "amiami"}


def test_the_name_of_the_shop_does_not_say_who_sells():
    talk = Conversation(None, "ja")
    talk.say("未発送の注文をキャンセルしたい", "cancel_order")
    talk.say("アマゾン", "out_of_scope")
    assert talk.state.told_here() == {"policy": "amazon", "status": "unshipped"}
