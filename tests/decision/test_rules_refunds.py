"""When the money comes back: each window just before, at and just after its end."""

from datetime import datetime, timedelta

import pytest
from answers import amazon, amiami, at, brief
from shops import at_the, shop
from tables import row

DIRECT = {
    "card": [3, 5, "business_days", "card", None],
    "konbini": [7, 7, "days", "gift_card_or_account", "register_refund_destination"],
    "atm": [7, 7, "days", "gift_card_or_account", "register_refund_destination"],
    "e_money": [0, None, "days", "e_money", None],
    "cod": [7, 7, "days", "bank_transfer", "contact_support"],
}
SINCE = "2026-08-06T21:00:00+09:00"
ENDS = {
    "card": "2026-08-15T00:00:00+09:00",  # 7, 10, 12, 13, 14
    "konbini": "2026-08-13T21:00:00+09:00",
    "atm": "2026-08-13T21:00:00+09:00",
    "e_money": "2026-08-13T21:00:00+09:00",
}
TICK = timedelta(microseconds=1)


def moved(instant: str, by: timedelta) -> str:
    return (datetime.fromisoformat(instant) + by).isoformat()


def around(end: str, **facts: object) -> list:
    """Step and until a microsecond before the end, at it, a microsecond after it."""
    found = [amazon(moved(end, TICK * tick), goal="refund", **facts) for tick in (-1, 0, 1)]
    return [(one["step"], one["until"], one["contact"], one["fallback"]) for one in found]


def waits_until(end: str) -> list:
    after = ("contact_support", None, "amazon", None)
    return [("wait", end, None, "contact_support"), after, after]


@pytest.mark.parametrize("method", ENDS)
def test_a_refund_is_waited_for_until_its_window_ends_then_support(method):
    facts = {"payment_method": method, "cancelled_at": SINCE}
    assert around(ENDS[method], **facts) == waits_until(ENDS[method])
    accepted = {**facts, "status": "unshipped", "request": "accepted"}
    assert around(ENDS[method], **accepted) == waits_until(ENDS[method])


@pytest.mark.parametrize("method", ENDS)
def test_a_seller_pays_back_within_seven_days_whatever_the_method(method):
    facts = {"payment_method": method, "cancelled_at": SINCE, "seller": "marketplace"}
    assert around("2026-08-13T21:00:00+09:00", **facts) == waits_until("2026-08-13T21:00:00+09:00")
    found = amazon(SINCE, goal="refund", **facts)
    assert list(found["refund"].values()) == [None, None, None, "seller", None]
    assert found["warnings"] == []


@pytest.mark.parametrize("seller", ["direct", "marketplace"])
@pytest.mark.parametrize("goal", ["cancel", "cancel_part", "reduce_quantity", "refund"])
def test_what_was_sent_back_is_waited_for_seven_days_without_days_quoted(seller, goal):
    facts = {"seller": seller, "payment_method": "card", "sent_back_at": SINCE, "goal": goal}
    end = "2026-08-13T21:00:00+09:00"
    before, after = amazon(moved(end, -TICK), **facts), amazon(end, **facts)
    assert (before["step"], before["until"], after["step"]) == ("wait", end, "contact_support")
    assert set(before["refund"].values()) == {None}
    assert set(after["refund"].values()) == {None}


@pytest.mark.parametrize("seller", ["direct", "marketplace"])
@pytest.mark.parametrize("dates", [{"cancelled_at": SINCE}, {"sent_back_at": SINCE}])
def test_cash_on_delivery_that_was_paid_goes_to_support_at_once(seller, dates):
    found = amazon(SINCE, goal="refund", seller=seller, payment_method="cod", paid=True, **dates)
    assert brief(found) == ("contact_support", None, set())
    assert list(found["refund"].values()) == DIRECT["cod"]


@pytest.mark.parametrize("dates", [{"cancelled_at": SINCE}, {"sent_back_at": SINCE}])
def test_what_was_not_paid_does_not_come_back(dates):
    found = amazon(goal="refund", paid=False, payment_method="card", **dates)
    assert (brief(found), found["refund"]) == (("none", None, set()), None)


@pytest.mark.parametrize("method", DIRECT)
def test_with_a_cancel_and_a_retry_comes_what_to_expect_afterwards(method):
    plain = {"status": "unshipped", "payment_method": method, "paid": True}
    failed = {**plain, "request": "rejected", "cause": "system"}
    for facts in (plain, failed):
        assert list(amazon(**facts)["refund"].values()) == DIRECT[method]
        assert amazon(**{**facts, "paid": False})["refund"] is None


def test_nothing_is_expected_where_seller_or_method_are_not_given():
    assert amazon(status="unshipped")["refund"] is None
    assert at(policy="amazon", status="unshipped", payment_method="cod", paid=True)["refund"] is None


def test_cash_on_delivery_counts_as_unpaid_until_the_parcel_came():
    assert amazon(status="unshipped", payment_method="cod")["refund"] is None
    assert amazon(payment_method="cod", cancelled_at=SINCE, goal="refund")["step"] == "none"
    assert amazon(payment_method="cod", sent_back_at=SINCE, goal="refund")["step"] == "contact_support"


def test_before_anything_is_cancelled_a_refund_means_cancelling():
    assert amazon(goal="refund", status="unshipped")["step"] == "cancel"
    assert amazon(goal="refund", status="cancelled", payment_method="card")["ask"] == "cancelled_at"


def test_a_refund_rule_speaks_only_of_amazon():
    found = amiami(goal="refund", status="cancelled", payment_method="card", cancelled_at=SINCE)
    assert (found["step"], found["contact"], found["refund"]) == ("contact_support", "amiami", None)


def test_a_shop_without_sellers_expects_a_refund_by_the_method_alone():
    refunds = [
        {"when": {"payment_method": "card"}, "max_days": 5, "min_days": 3, "unit": "days", "cites": ["C1"]}
    ]
    always = row("always", "cancel", {"goal": "cancel"}, refund="expected")
    found = at_the(shop(always, refunds=refunds), payment_method="card", paid=True)
    assert found["refund"]["max_days"] == 5
