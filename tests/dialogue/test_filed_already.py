"""A yes whose answer was lost may have been heard: whatever is said after it is true all the same."""

from dataclasses import replace

import pytest
from conversation import NOW, Conversation, an_order

from dialogue.acts import FILE_CANCELLATION

ORDER = an_order(seller="direct", payment_method="card")
FILED = {
    "pending": {"request": "pending", "requested_at": NOW},
    "accepted": {"request": "accepted", "requested_at": NOW, "status": "cancelled", "cancelled_at": NOW},
    "rejected": {"request": "rejected", "cause": "preparing", "requested_at": NOW},
}


@pytest.fixture(params=FILED)
def filed(request) -> Conversation:
    """The question whether to file is open, and the order has the request of a yes before."""
    it = Conversation((ORDER,), can=frozenset({FILE_CANCELLATION}))
    it.say("キャンセルしたい", "cancel_order")
    it.press("申請する")
    it.orders = (replace(ORDER, **FILED[request.param]),)
    return it


@pytest.mark.parametrize(("text", "intent"), [("はい", "affirm"), ("いいえ", "deny")])
def test_a_yes_or_a_no_in_words_hears_that_it_was_filed(filed: Conversation, text: str, intent: str):
    filed.say(text, intent)
    assert (filed.names()[0], filed.acts) == ("filing.already", ())


@pytest.mark.parametrize("button", ["はい", "いいえ"])
def test_a_button_hears_that_it_was_filed(filed: Conversation, button: str):
    filed.press(button)
    assert (filed.names()[0], filed.acts) == ("filing.already", ())


def test_the_step_that_follows_is_the_one_by_now(filed: Conversation):
    filed.press("はい")
    assert filed.steps() != ["cancel"]
