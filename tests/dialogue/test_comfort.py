"""A word of comfort for somebody who is upset, once in a conversation."""

import pytest
from conversation import Conversation, an_order

SHIPPED = an_order(seller="direct", status="shipped", request="pending", payment_method="card")
UPSET = [
    ("ja", "キャンセルしたのに発送されるなんて最悪です！"),
    ("en", "I cancelled and you shipped it anyway, this is ridiculous!"),
]


@pytest.mark.parametrize(("language", "text"), UPSET)
def test_somebody_upset_hears_one_clause_and_then_the_step(language: str, text: str):
    talk = Conversation((SHIPPED,), language=language)
    talk.say(text, "shipped_after_cancel_request")
    assert talk.names()[0] == "comfort"
    assert talk.steps() == ["refuse_delivery"]


def test_never_twice_and_not_after_starting_over():
    talk = Conversation((SHIPPED,))
    talk.say(UPSET[0][1], "shipped_after_cancel_request")
    for text, intent in [(UPSET[0][1], "shipped_after_cancel_request"), ("最初から", "nlu_fallback")]:
        talk.say(text, intent)
        assert "comfort" not in talk.names()
    talk.say("もう最悪、キャンセルしたい", "cancel_order")
    assert "comfort" not in talk.names()


def test_nobody_is_comforted_who_is_calm():
    talk = Conversation((SHIPPED,))
    talk.say("キャンセルリクエストしたのに発送されました", "shipped_after_cancel_request")
    assert "comfort" not in talk.names()
