"""A guest tells of two orders or items at once: each is decided by its own facts, one after the other."""

import pytest
from conversation import Conversation


@pytest.mark.parametrize(
    ("text", "language", "steps"),
    [
        (
            "Amazon, both sold by Amazon: the lamp hasn't shipped, the chair is in transit. cancel both",
            "en",
            ["cancel", "refuse_delivery"],
        ),
        (
            "アマゾンで2つ注文しました。カメラは発送済み、レンズは未発送です。両方キャンセルしたいです",
            "ja",
            ["refuse_delivery", "cancel"],
        ),
        (
            "アマゾンで2つ注文。片方は未開封で届いた、もう片方は未発送。両方キャンセルしたい",
            "ja",
            ["return", "cancel"],
        ),
        (
            "I ordered twice from amazon. My first order arrived, unopened, my second order hasn't shipped."
            " Cancel both please",
            "en",
            ["return", "cancel"],
        ),
    ],
)
def test_what_is_told_of_one_is_not_used_for_the_other(text: str, language: str, steps: list[str]):
    talk = Conversation(None, language)
    talk.say(text, "cancel_order")
    assert talk.steps() == steps
    assert [name for name in talk.names() if name.startswith("several.")] == [
        "several.first",
        "several.next.words",
    ]


@pytest.mark.parametrize(
    ("text", "language", "intent"),
    [
        ("return the shoes and cancel the socks", "en", "cancel_order"),
        ("The shoes arrived, I want to return them. And cancel the socks.", "en", "return_item"),
        ("靴は返品、靴下はキャンセルしたい", "ja", "return_item"),
    ],
)
def test_two_items_with_two_wishes_are_both_answered(text: str, language: str, intent: str):
    talk = Conversation(None, language)
    talk.say(text, intent, ("return_item", "cancel_order", "shipped_after_cancel_request"))
    assert (talk.names()[:2], talk.asked()) == (["several.later.words", "several.first"], ["policy"])
    talk.press("Amazon")
    talk.press("Not opened" if language == "en" else "開けていない")
    assert (talk.steps(), talk.asked()) == (["return"], ["policy"])
    talk.press("Amazon")
    assert (talk.asked(), talk.state.told_here()) == (["status"], {"policy": "amazon"})


def test_each_shop_decides_its_own_order():
    talk = Conversation(None, "ja")
    text = "アマゾンの注文は発送済み、あみあみの予約は請求前です。両方キャンセルしたいです"
    talk.say(text, "cancel_order")
    assert talk.steps() == ["refuse_delivery"]
    assert talk.state.told_here() == {"policy": "amiami", "item": "pre_order", "invoiced": False}


def test_the_first_can_be_come_back_to():
    talk = Conversation(None, "en")
    talk.say("the lamp hasn't shipped, the chair arrived. amazon. cancel both", "cancel_order")
    assert talk.asked() == ["opened"]
    talk.say("back to the first order", "nlu_fallback")
    assert talk.steps() == ["cancel"]


@pytest.mark.parametrize(
    "text",
    [
        "cancel the lamp, keep the chair. amazon, the lamp has not shipped",
        "amazon. My lamp hasn't shipped, my chair came. Cancel the lamp",
        "cancel my lamp. amazon. not shipped. the tv arrived and is fine",
    ],
)
def test_what_is_kept_is_nothing_to_decide(text: str):
    talk = Conversation(None, "en")
    talk.say(text, "cancel_order")
    assert talk.steps() == ["cancel"]
    assert not talk.state.later


def test_long_words_of_a_customer_are_quoted_in_part():
    talk = Conversation(None, "en")
    lamp = "the lamp hasn't shipped after all this waiting for weeks and weeks on end"
    talk.say(f"amazon. {lamp}, the chair hasn't shipped. cancel both", "cancel_order")
    first = next(block["text"] for block in talk.of("text") if block["name"] == "several.first")
    assert first.endswith("…”.")


@pytest.mark.parametrize(
    "text",
    [
        "I have two amazon orders. first one shipped, second not. Cancel both",
        "two orders at amazon, one shipped and one hasn't, I want to cancel both",
        "I bought two things on Amazon. The lamp shipped but the chair hasn't. Cancel them both",
    ],
)
def test_what_is_denied_without_its_words_is_told_of_that_one(text: str):
    talk = Conversation(language="en")
    talk.say(text, "cancel_order")
    assert talk.steps() == ["refuse_delivery", "cancel"]


def test_one_that_has_not_come_is_not_taken_for_opened():
    talk = Conversation()
    talk.say(
        "アマゾンで2つ頼みました。一つは届きました、未開封。もう一つはまだです。両方キャンセルしたい",
        "cancel_order",
    )
    assert talk.steps() == ["return"]
    assert talk.asked() == ["status"]


def test_both_that_are_not_wanted_are_to_be_cancelled():
    talk = Conversation()
    talk.waver("片方は届いた、もう片方は未発送。両方いらない。アマゾン", order_status=0.4, cancel_order=0.3)
    assert talk.state.goal == "cancel"
    assert talk.asked() == ["opened"]
