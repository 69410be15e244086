"""Facts that cannot hold together: each pair by name, the later one being the field, both in the message."""

import pytest
from answers import NOW, amazon, amiami, answer, error_fields
from oracle_facts import TABLE, WORDS

PAST, LATER = "2026-08-07T15:20:00+09:00", "2026-08-07T15:20:00.000001+09:00"
OTHER = {
    "opened": [status for status in WORDS["status"] if status != "delivered"],
    "sent_back_at": [status for status in WORDS["status"] if status != "sent_back"],
    "cancelled_at": [status for status in WORDS["status"] if status != "cancelled"],
}
SAMPLE = {"opened": False, "sent_back_at": PAST, "cancelled_at": PAST}
PAIRS = [
    ({"policy": "amiami", "seller": "direct"}, "policy", "seller"),
    ({"policy": "amazon", "item": "in_stock"}, "policy", "item"),
    ({"seller": "direct", "item": "in_stock"}, "seller", "item"),
    ({"cause": "system"}, "request", "cause"),
    ({"retried": False}, "request", "retried"),
    *(({"request": r, "cause": "system"}, "request", "cause") for r in ("none", "pending", "accepted")),
    *(({"request": r, "retried": True}, "request", "retried") for r in ("none", "pending", "accepted")),
    ({"request": "rejected", "seller": "direct", "cause": "seller"}, "seller", "cause"),
    ({"request": "rejected", "policy": "amiami", "cause": "seller"}, "policy", "cause"),
    ({"request": "rejected", "item": "in_stock", "cause": "seller"}, "item", "cause"),
    ({"request": "none", "requested_at": PAST}, "request", "requested_at"),
    *(({"status": s, name: SAMPLE[name]}, "status", name) for name in OTHER for s in OTHER[name]),
    ({"opened": True, "sent_back_at": PAST}, "opened", "sent_back_at"),
    ({"opened": True, "cancelled_at": PAST}, "opened", "cancelled_at"),
    ({"cancelled_at": PAST, "sent_back_at": PAST}, "cancelled_at", "sent_back_at"),
    *(({name: LATER}, "now", name) for name in ("requested_at", "cancelled_at", "sent_back_at")),
]


@pytest.mark.parametrize(("facts", "first", "later"), PAIRS, ids=str)
def test_two_facts_that_cannot_hold_together_are_an_error_that_names_both(facts, first, later):
    given = {"goal": "cancel", "now": NOW, **facts}
    assert error_fields(given) == [later]
    found = answer(given)["error"]["message"]
    assert f"`{first}" in found and f"`{later}" in found
    assert error_fields(dict(reversed(given.items()))) == [later]


def test_all_contradictions_come_at_once_in_the_order_of_the_table():
    facts = {
        "policy": "amiami",
        "seller": "direct",
        "status": "shipped",
        "opened": True,
        "cancelled_at": LATER,
    }
    found = error_fields({"goal": "cancel", "now": NOW, **facts, "retried": True})
    assert found == ["seller", "opened", "retried", "cancelled_at"]
    assert found == sorted(found, key=TABLE.index)


def test_an_accepted_request_may_have_been_cancelled_in_any_status():
    for status in WORDS["status"]:
        assert "step" in amiami(status=status, request="accepted", cancelled_at=PAST)
    assert "step" in amazon(status="delivered", opened=True, request="accepted", cancelled_at=PAST)
    assert "step" in amazon(opened=True, request="accepted", cancelled_at=PAST)


def test_what_happened_now_is_not_after_now():
    for name in ("requested_at", "cancelled_at", "sent_back_at"):
        assert "error" not in amazon(PAST, **{name: PAST})
        assert "error" not in amazon("2026-08-07T06:20:00Z", **{name: PAST})


def test_a_date_of_the_request_fits_every_request_but_none():
    for request in ("pending", "accepted", "rejected"):
        assert "error" not in amazon(request=request, requested_at=PAST)


@pytest.mark.parametrize(
    ("facts", "implied"),
    [
        ({"seller": "direct", "status": "unshipped"}, {"policy": "amazon"}),
        ({"item": "back_order"}, {"policy": "amiami"}),
        ({"policy": "amazon", "opened": False}, {"status": "delivered"}),
        ({"policy": "amazon", "sent_back_at": PAST, "payment_method": "card"}, {"status": "sent_back"}),
        ({"policy": "amazon", "cancelled_at": PAST}, {"status": "cancelled"}),
        ({"policy": "amiami", "requested_at": PAST}, {"request": "pending"}),
        (
            {"status": "unshipped", "request": "rejected", "cause": "seller"},
            {"seller": "marketplace", "policy": "amazon"},
        ),
    ],
    ids=str,
)
def test_what_a_fact_implies_needs_neither_be_said_nor_is_it_assumed(facts, implied):
    given = {"goal": "cancel", "now": NOW, **facts}
    found, said = answer(given), answer({**given, **implied})
    named = ("step", "rule", "until", "contact", "fallback", "refund", "warnings", "ask", "possible")
    assert {name: found.get(name) for name in named} == {name: said.get(name) for name in named}
    assert not set(implied) & set(found["assumed"])
