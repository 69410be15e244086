"""What a question only supposes is answered as that case, said so, and never taken for told."""

import pytest
from conversation import Conversation


@pytest.mark.parametrize(
    ("text", "intent", "step"),
    [
        ("アマゾンは発送されたらキャンセルできない?", "cancel_rejected_or_failed", "refuse_delivery"),
        ("amazon, can't I cancel once it ships?", "cancel_order", "refuse_delivery"),
        ("アマゾンの荷物が届いたら返品できますか", "return_item", "return"),
        ("can I return an amazon parcel if it arrives?", "return_item", "return"),
    ],
)
def test_the_case_is_named_before_its_step_and_forgotten_after_it(text: str, intent: str, step: str):
    talk = Conversation(None, "ja" if "ア" in text else "en")
    talk.say(text, intent)
    assert (talk.names()[0], talk.steps()) == ("supposed", [step])
    assert "status" not in talk.state.told_here()


@pytest.mark.parametrize(
    ("first", "shop", "language"),
    [
        ("発送されたらキャンセルできない?", "アマゾン", "ja"),
        ("can't I cancel once it ships?", "amazon", "en"),
    ],
)
def test_the_case_is_remembered_while_the_shop_is_asked(first: str, shop: str, language: str):
    talk = Conversation(None, language)
    talk.say(first, "cancel_order")
    talk.say(shop, "out_of_scope")
    assert (talk.names()[0], talk.steps()) == ("supposed", ["refuse_delivery"])


def test_after_the_answer_the_order_itself_is_asked_about():
    talk = Conversation(None, "en")
    talk.say("amazon, can't I cancel once it ships?", "cancel_order")
    talk.say("ok then please cancel it", "cancel_order")
    assert (talk.steps(), talk.asked()) == ([], ["status"])


def test_a_parcel_still_to_come_is_not_opened():
    talk = Conversation(None, "ja")
    talk.say("アマゾンの商品が届いたら返品したい", "return_item")
    assert (talk.of("step")[0]["rule"], talk.asked()) == ("amazon.delivered.unopened", [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("they rejected my request, also how do I return it if it comes", "en"),
        ("リクエスト断られました。あと、もし届いたらどうやって返品しますか", "ja"),
    ],
)
def test_a_failed_request_comes_first_and_the_supposed_return_after_it(text: str, language: str):
    talk = Conversation(None, language)
    talk.say(text, "return_item")
    assert (talk.names()[0], talk.asked()) == ("several.later", ["policy"])
    talk.say("amazon", "out_of_scope")
    talk.say("not shipped" if language == "en" else "未発送", "order_status")
    talk.say("system error" if language == "en" else "システムエラー", "nlu_fallback")
    assert talk.steps() == ["retry", "return"]
    assert "supposed" in talk.names()


def test_what_is_told_counts_more_for_a_cancellation_than_what_is_supposed():
    talk = Conversation(None, "en")
    talk.say("amazon, not shipped yet, can I cancel or is it too late once it ships?", "cancel_order")
    assert talk.steps() == ["cancel"]
