"""Facts that cannot hold together: each pair by name, the later one being the field, both in the message."""

import re

import pytest
from answers import NOW, amazon, amiami, answer, error_fields
from oracle_facts import TABLE, WORDS
from shops import at_the, errors_of, fact, shop
from tables import row

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
    assert re.findall(r"`(\w+)", answer(given)["error"]["message"]) == [later, first]
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


def messages(**facts: object) -> dict:
    found = answer({"goal": "cancel", "now": NOW, **facts})["error"]["errors"]
    return {one["field"]: one["message"] for one in found}


def test_the_message_names_both_with_their_values():
    assert messages(status="shipped", opened=True) == {
        "opened": "`opened: true` cannot hold together with `status: shipped`"
    }
    assert messages(sent_back_at=LATER) == {
        "sent_back_at": f"`sent_back_at: {LATER}` cannot hold together with `now: {PAST}`"
    }


def test_what_is_missing_is_named_as_not_given():
    assert messages(cause="system") == {
        "cause": "`cause: system` cannot hold together with `request` not given"
    }


def test_several_earlier_facts_are_named_together_each_once():
    facts = {"policy": "amiami", "seller": "direct", "request": "none", "cause": "seller", "retried": False}
    assert messages(**facts) == {
        "seller": "`seller: direct` cannot hold together with `policy: amiami`",
        "cause": "`cause: seller` cannot hold together with `seller: direct` and `policy: amiami`"
        " and `request: none`",
        "retried": "`retried: false` cannot hold together with `request: none`",
    }


def test_of_three_facts_that_leave_no_status_the_later_two_are_told():
    facts = {"opened": False, "cancelled_at": PAST, "sent_back_at": PAST}
    assert messages(**facts) == {
        "cancelled_at": f"`cancelled_at: {PAST}` cannot hold together with `opened: false`",
        "sent_back_at": f"`sent_back_at: {PAST}` cannot hold together with `opened: false`",
    }


def test_three_facts_that_leave_no_value_for_what_they_exist_under_cannot_hold_together():
    under = {"first": ["shipped", "delivered"], "second": ["delivered", "sent_back"]}
    under |= {"third": ["shipped", "sent_back"]}
    own = [fact(name, "boolean", under={"status": values}) for name, values in under.items()]
    source = shop(row("all", "none", {"goal": "cancel"}), facts=own)
    assert errors_of(at_the(source, first=True, second=True, third=True)) == {
        "third": "`third: true` cannot hold together with `first: true`"
    }


def test_a_refusal_of_a_seller_fits_any_shop_with_sellers():
    base = {"goal": "cancel", "now": NOW, "request": "rejected", "cause": "seller"}
    assert error_fields(base) == error_fields({**base, "policy": "amazon"}) == []
    assert error_fields({**base, "seller": "marketplace"}) == []
    assert messages(request="rejected", cause="seller", item="in_stock", policy="amazon").keys() == {"item"}
