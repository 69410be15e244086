"""What is only supposed counts for no order that is told of; a parcel that comes was not cancelled."""

from datetime import datetime

import pytest
from conversation import Conversation, kit

from dialogue import Message, State, turn

NOW = datetime.fromisoformat("2026-04-01T10:00:00+09:00")


def guest(text: str) -> Conversation:
    return Conversation(None, "en" if text.isascii() else "ja", now=NOW)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "I've been told that once the invoice is sent you can't cancel. Mine is an AmiAmi preorder,"
            " release 2026-07-27. Still OK to cancel?",
            "invoiced",
        ),
        ("I want to cancel my amazon order. If it ships before they answer, what happens?", "status"),
        ("アマゾンの注文をキャンセルしたい。返事が来る前に発送されたらどうなりますか", "status"),
    ],
)
def test_what_is_supposed_of_an_own_order_is_asked(text: str, asked: str):
    talk = guest(text)
    talk.say(text, "cancel_order")
    assert (talk.steps(), talk.asked()) == ([], [asked])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        (
            "If they reject my request, what can I do? I sent it an hour ago, Amazon sells it, not shipped.",
            "cancel_rejected_or_failed",
        ),
        (
            "もしリクエストを断られたらどうすればいいですか。1時間前に送りました。Amazon直販、未発送です",
            "cancel_rejected_or_failed",
        ),
    ],
)
def test_a_request_that_may_be_refused_is_waited_for(text: str, intent: str):
    talk = guest(text)
    talk.say(text, intent)
    assert talk.steps() == ["wait"] or talk.asked() == ["seller"]
    assert talk.state.told_here()["request"] == "pending"


@pytest.mark.parametrize(
    "text",
    [
        "The delivery guy is at my door right now, what do I do? I cancelled this yesterday! Amazon",
        "Cancelled it on Friday, tracking says it will be here tonight. Amazon, COD.",
        "I cancelled it last night, why is he ringing? Amazon.",
        "アマゾンの注文、昨日キャンセルしたのに今配達員が玄関に来てます。どうすれば",
        "金曜にキャンセルしたのに今夜届くと追跡に出てます。Amazon、代引きです",
    ],
)
def test_a_parcel_that_comes_though_it_was_cancelled_is_refused(text: str):
    talk = guest(text)
    talk.say(text, "shipped_after_cancel_request")
    assert talk.of("step")[0]["rule"] == "amazon.shipped"


def test_who_asks_about_opening_and_returning_has_refused_nothing():
    text = "is it ok to open the package to check and then return? amazon"
    unsure = Message(text, "refuse_delivery", (), NOW, "en", confidence=0.7)
    assert turn(kit(), State(), unsure, None).state.intent == "return_item"
