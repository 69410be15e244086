"""The step is that of the order, item or person the wish is about, whatever is told of others."""

import pytest
from conversation import Conversation


def played(text: str, intent: str, language: str) -> Conversation:
    talk = Conversation(None, language)
    talk.say(text, intent)
    return talk


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "My friend's Amazon order was cancelled last week and he got his money back."
            " Mine hasn't shipped yet, can I cancel it?",
            "en",
        ),
        (
            "I have two Amazon orders. One is shipped and I want to keep it."
            " The other one is not shipped and I want it cancelled.",
            "en",
        ),
        ("Amazon. Order A: shipped. Order B: not shipped. I want to cancel B.", "en"),
        (
            "Ordered a desk and a chair in one Amazon order. The desk has shipped;"
            " I want to cancel the chair, which hasn't.",
            "en",
        ),
        (
            "I've ordered from AmiAmi and Amazon. The AmiAmi one is a back-order, the Amazon one"
            " hasn't shipped. Cancel the Amazon one.",
            "en",
        ),
        ("友達のはもう発送されたそうですが私のはまだです。Amazon、キャンセルしたい", "ja"),
        ("別の注文はキャンセル済みですが、こっちはまだ発送前です。Amazonでこっちをキャンセルしたい", "ja"),
        (
            "Amazonで本を3冊別々に注文しました。1冊目は届いた、2冊目は発送済み、3冊目は発送前。3冊目だけキャンセルしたい。",
            "ja",
        ),
        (
            "楽天とAmazonで同じものを買ってしまって、楽天のはもう届きました。Amazonのは発送前です。Amazonのをキャンセルしたい",
            "ja",
        ),
    ],
)
def test_an_unshipped_order_is_cancelled_though_another_has_shipped_or_was_cancelled(text, language):
    assert played(text, "cancel_order", language).steps() == ["cancel"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Two things from Amazon: the headphones shipped already and the mouse hasn't. I want to cancel.",
            "en",
        ),
        ("Amazonです。カメラは発送前、レンズは発送済みです。キャンセルできますか。", "ja"),
    ],
)
def test_of_two_orders_none_of_which_is_singled_out_the_state_is_asked(text, language):
    talk = played(text, "cancel_order", language)
    assert (talk.steps(), talk.asked()) == ([], ["status"])


def test_an_earlier_cancellation_is_no_reason_to_have_nothing_left_to_do():
    text = "I've cancelled AmiAmi preorders before. This one isn't invoiced, can I cancel it as well?"
    assert "none" not in played(text, "cancel_order", "en").steps()


def test_a_cancellation_told_beside_the_wish_to_cancel_is_confirmed_first():
    talk = played("My Amazon order was cancelled yesterday. Can I cancel?", "cancel_order", "en")
    assert talk.steps() == []
