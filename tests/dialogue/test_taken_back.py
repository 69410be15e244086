"""A wish that is denied or taken back is none; a request that was made is undone instead."""

import pytest
from conversation import Conversation, an_order

from reading import without_denied_wish


def language(text: str) -> str:
    return "en" if text.isascii() else "ja"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "amazon, it's shipped. my flatmate wants to keep it, so never mind, I don't want to cancel",
            "cancel_order",
        ),
        ("I no longer want to cancel my amazon order", "cancel_order"),
        ("アマゾン、発送済み。キャンセルしたかったけどやっぱりいります、キャンセルしません", "cancel_order"),
        ("アマゾンで届いた未開封の商品、やっぱり返品しません", "return_item"),
    ],
)
def test_a_denied_wish_has_no_step(text: str, intent: str):
    talk = Conversation(None, language(text))
    talk.say(text, intent)
    assert (talk.names(), talk.steps(), talk.asked()) == (["talk.kept"], [], [])


@pytest.mark.parametrize(
    ("wish", "then", "intent"),
    [
        ("amazon, not shipped, I want to cancel", "never mind, my wife wants it", "cancel_order"),
        ("amazon, not shipped, I want to cancel", "actually I want to keep it", "undo_cancel_request"),
        ("アマゾンの未発送の注文をキャンセルしたい", "やっぱり要ります", "undo_cancel_request"),
        ("アマゾンの未発送の注文をキャンセルしたい", "やっぱりやめます。このままでいいです", "cancel_order"),
    ],
)
def test_what_was_wished_is_let_go_and_what_was_told_is_kept(wish: str, then: str, intent: str):
    talk = Conversation(None, language(wish))
    talk.say(wish, "cancel_order")
    talk.say(then, intent)
    assert (talk.names(), talk.steps()) == (["talk.kept"], [])
    talk.say("cancel it" if language(wish) == "en" else "キャンセルして", "cancel_order")
    assert talk.steps() == ["cancel"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "my amazon cancel request is pending. I changed my mind and want to keep it. It shipped.",
            "amazon.undo.keep",
        ),
        ("アマゾン、未発送。キャンセルリクエストを出したけどやっぱり必要です", "amazon.undo.before_dispatch"),
    ],
)
def test_a_request_that_was_made_is_undone(text: str, rule: str):
    talk = Conversation(None, language(text))
    talk.say(text, "cancel_order")
    assert talk.of("step")[0]["rule"] == rule


@pytest.mark.parametrize(("request_", "steps"), [("none", []), ("pending", ["contact_support"])])
def test_of_an_order_the_records_say_whether_a_request_is_to_be_undone(request_: str, steps: list[str]):
    talk = Conversation((an_order(seller="direct", request=request_),), "en")
    talk.say("cancel it please", "cancel_order")
    talk.say("never mind, I want to keep it", "cancel_order")
    assert talk.steps() == steps


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to cancel, I just want to know when it ships. Amazon.",
        "キャンセルしたいわけじゃなくて、いつ発送されるか知りたい。アマゾンです",
    ],
)
def test_the_wish_beside_a_denied_one_is_answered(text: str):
    talk = Conversation(None, language(text))
    talk.say(text, "order_status")
    assert (talk.names(), talk.steps()) == (["talk.order_status"], [])


@pytest.mark.parametrize(
    "text",
    [
        "amazon, unshipped. I don't want to keep it, cancel please",
        "amazon, unshipped. I don't want to wait, please cancel",
        "amazon, unshipped. I want to cancel one item and keep the rest",
        "アマゾンの未発送の注文、やっぱり必要なくなったのでキャンセルしたい",
        "アマゾンの未発送の注文、キャンセルしないといけなくなりました。キャンセルしたい",
    ],
)
def test_other_denials_leave_the_wish(text: str):
    talk = Conversation(None, language(text))
    talk.say(text, "cancel_order")
    assert talk.steps() == ["cancel"]


def test_only_an_open_wish_can_be_let_go_in_two_words():
    assert without_denied_wish("never mind", or_let_go=False) is None
    assert without_denied_wish("never mind", or_let_go=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        "please ignore the cancellation request I sent for the lamp, I do want it after all",
        "やっぱり欲しいので、さっき出したキャンセルリクエストを取り消したいです",
    ],
)
def test_words_for_a_request_taken_back_beside_a_denied_wish_undo_the_request(text: str):
    talk = Conversation((an_order("130010206", policy="amiami", item="pre_order", request="pending"),))
    talk.say(text, "undo_cancel_request")
    assert talk.of("step")[0]["rule"] == "amiami.undo.final"
