"""A step that will not stay as it is comes with when it changes, and to what."""

import pytest
from conversation import Conversation, an_order, at

BOOKED = {
    **{"number": "123456789", "policy": "amiami", "item": "pre_order", "release_date": "2026-04-30"},
    **{"invoiced": False, "paid": False, "modifiable": True, "request": "none"},
}
ASKED = {"seller": "direct", "request": "pending", "requested_at": at("2026-04-01T09:00:00+09:00")}


def told(order, language: str = "en") -> list[str]:
    """The lines about changes in the reply to somebody who wants to cancel `order`."""
    talk = Conversation((order,), language=language)
    talk.say({"en": "I want to cancel", "ja": "キャンセルしたい"}[language], "cancel_order")
    lines = [block["text"].splitlines()[1:] for block in talk.of("text") if block["name"] == "reply.changes"]
    assert len(lines) <= 1
    return lines[0] if lines else []


def test_a_cancel_says_what_comes_if_it_ships():
    assert told(an_order(seller="direct")) == ["• If it ships: refuse the delivery."]
    assert told(an_order(seller="direct"), "ja") == ["・発送されたときは、荷物の受け取りを断ってください。"]


def test_a_cancel_with_a_deadline_says_from_when_and_what_ends_it_before():
    assert told(an_order(**BOOKED)) == [
        "• From Thursday, 30 April, 0:00 (Japan time): contact support."
        " The same if it ships, you pay or it is invoiced before then."
    ]


def test_a_wait_says_what_comes_then():
    assert told(an_order(**ASKED)) == [
        "• From Wednesday, 1 April, 15:00 (Japan time): contact support.",
        "• If it ships: refuse the delivery.",
        "• If the request is accepted: there is nothing more to do.",
    ]


def test_it_stands_right_before_the_step():
    talk = Conversation((an_order(seller="direct"),), language="en")
    talk.say("I want to cancel", "cancel_order")
    kinds = [block.get("name", block["type"]) for block in talk.blocks]
    assert kinds.index("step") == kinds.index("reply.changes") + 1


def test_what_is_assumed_is_said_once():
    talk = Conversation(None, language="en")
    talk.say("cancel my amiami pre-order, not invoiced, release date 30 April", "cancel_order")
    assert "the order has not shipped yet" in talk.text()
    assert "if it ships" not in talk.text().lower()
    assert "The same if it is invoiced before then." in talk.text()


@pytest.mark.parametrize(
    "fields", [{"status": "shipped"}, {"status": "cancelled"}, {"request": "rejected", "cause": "system"}]
)
def test_other_steps_carry_no_such_text(fields):
    assert told(an_order(seller="direct", payment_method="card", **fields)) == []
