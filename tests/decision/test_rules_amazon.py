"""Amazon's rules before and after dispatch, each threshold tried just below, at and just above."""

import pytest
from answers import amazon, at, brief

SUPPORT = ("contact_support", None, set())
BEFORE = ("unshipped", "preparing")
BY_SELLER = {"seller_decides", "contact_seller_too"}
RETRIED = ("payment", "system", "recent_change", "wrong_details", "out_of_hours")


def rejected(cause: str, **facts: object) -> dict:
    return amazon(request="rejected", cause=cause, **facts)


def test_an_unshipped_order_is_cancelled():
    assert brief(amazon(status="unshipped")) == ("cancel", "contact_support", {"cannot_be_undone"})


def test_a_cancel_has_no_until_for_nobody_knows_when_it_ships():
    assert amazon(status="unshipped")["until"] is None


def test_while_preparing_it_is_tried_at_once_and_returned_if_that_fails():
    assert brief(amazon(status="preparing")) == ("cancel", "return", {"cannot_be_undone"})


@pytest.mark.parametrize("request_", ["none", "pending", "accepted", "rejected"])
def test_a_shipped_parcel_is_refused_whatever_became_of_the_request(request_):
    found = amazon(status="shipped", request=request_)
    assert brief(found) == ("refuse_delivery", "return", {"shipping_cost"})
    assert brief(amazon(goal="refund", status="shipped", request=request_)) == brief(found)


def test_a_part_of_a_shipped_parcel_is_returned_for_refusing_sends_all_back():
    assert brief(amazon(goal="cancel_part", status="shipped")) == (
        "return",
        "contact_support",
        {"shipping_cost"},
    )


def test_a_delivered_parcel_goes_back_unopened_and_to_support_opened():
    assert brief(amazon(opened=False)) == ("return", "contact_support", {"shipping_cost"})
    assert brief(amazon(opened=True)) == SUPPORT
    assert amazon(opened=True)["contact"] == "amazon"


def test_nothing_is_left_to_do_once_it_is_cancelled():
    assert amazon(status="cancelled")["step"] == "none"
    assert [amazon(status=status, request="accepted")["step"] for status in BEFORE] == ["none", "none"]


@pytest.mark.parametrize(
    ("seller", "first", "asked", "warned"),
    [
        ("direct", "2026-08-07T16:20:00+09:00", "2026-08-07T10:20:00+09:00", set()),
        ("marketplace", "2026-08-08T10:20:00+09:00", "2026-08-07T10:20:00+09:00", BY_SELLER),
    ],
)
@pytest.mark.parametrize("status", BEFORE)
def test_a_pending_request_waits_six_hours_or_a_day_with_a_seller(seller, first, asked, warned, status):
    facts = {"status": status, "seller": seller, "requested_at": asked}
    just_before = first.replace("20:00+", "19:59.999999+")
    found = amazon(just_before, **facts)
    assert (brief(found), found["until"]) == (("wait", "contact_support", warned), first)
    assert brief(amazon(first, **facts)) == SUPPORT
    assert brief(amazon(first.replace("20:00+", "20:00.000001+"), **facts)) == SUPPORT


@pytest.mark.parametrize("cause", RETRIED)
@pytest.mark.parametrize("status", BEFORE)
def test_a_request_that_failed_is_tried_once_more_and_then_goes_to_support(cause, status):
    assert brief(rejected(cause, status=status)) == ("retry", "contact_support", {"cannot_be_undone"})
    again = rejected(cause, status=status, retried=True)
    assert brief(again) == ("contact_support", "return", set())


@pytest.mark.parametrize("status", BEFORE)
def test_rejected_because_it_is_being_prepared_means_returning_it(status):
    for retried in (False, True):
        found = rejected("preparing", status=status, retried=retried)
        assert brief(found) == ("return", "contact_support", {"shipping_cost"})


@pytest.mark.parametrize("status", BEFORE)
def test_an_insufficient_reason_goes_to_support_and_a_sellers_refusal_keeps_the_return(status):
    assert brief(rejected("insufficient_reason", status=status)) == SUPPORT
    refused = rejected("seller", status=status, seller="marketplace")
    assert brief(refused) == ("contact_support", "return", set())


def test_an_unknown_cause_is_a_mistake_of_the_system_or_of_preparing():
    assert rejected("unknown", status="unshipped")["step"] == "retry"
    assert rejected("unknown", status="unshipped", retried=True)["step"] == "contact_support"
    assert rejected("unknown", status="preparing")["step"] == "return"


@pytest.mark.parametrize(("count", "warned"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_second_recent_cancellation_brings_the_warning_of_a_restriction(count, warned):
    answers = [
        amazon(status="unshipped", recent_cancellations=count),
        rejected("system", status="unshipped", recent_cancellations=count),
    ]
    assert ["account_restriction" in found["warnings"] for found in answers] == [warned] * 2
    assert "account_restriction" not in amazon(status="shipped", recent_cancellations=count)["warnings"]


@pytest.mark.parametrize("method", ["card", "konbini", "atm", "e_money", "cod"])
def test_only_konbini_and_atm_have_a_limited_window(method):
    found = amazon(status="unshipped", payment_method=method)["warnings"]
    assert ("limited_window" in found) == (method in ("konbini", "atm"))
    assert "limited_window" not in rejected("system", status="unshipped", payment_method=method)["warnings"]


def test_at_the_marketplace_the_seller_decides_and_is_written_to():
    both, decides = {"seller_decides", "contact_seller_too"}, {"seller_decides"}
    undone = {"cannot_be_undone"}
    mine = {"seller": "marketplace"}
    assert brief(amazon(status="unshipped", **mine))[2] == both | undone
    assert brief(rejected("system", status="unshipped", **mine))[2] == both | undone
    assert brief(amazon(status="shipped", **mine))[2] == decides | {"shipping_cost"}
    assert brief(amazon(opened=False, **mine))[2] == decides | {"shipping_cost"}
    assert brief(amazon(opened=True, **mine))[2] == set()
    for goal in ("undo_request", "reduce_quantity"):
        found = amazon(goal=goal, status="unshipped", **mine)
        assert brief(found) == ("contact_support", None, {"contact_seller_too"})


@pytest.mark.parametrize("seller", ["direct", "marketplace"])
def test_undoing_a_request(seller):
    def step(**facts):
        found = amazon(goal="undo_request", seller=seller, **facts)
        return found["step"], found["fallback"]

    for status in ("cancelled", "sent_back", *BEFORE):
        assert step(status=status) == ("contact_support", None)
    for status in ("shipped", "delivered"):
        assert step(status=status) == ("none", "return")
        assert step(status=status, request="none") == ("none", None)
    for status in BEFORE:
        assert step(status=status, request="rejected") == ("none", None)
        assert step(status=status, request="accepted") == ("contact_support", None)


def test_fewer_pieces_are_for_support_before_dispatch_and_a_return_after_it():
    for status in BEFORE:
        assert brief(amazon(goal="reduce_quantity", status=status, request="accepted")) == SUPPORT
    assert amazon(goal="reduce_quantity", status="cancelled")["step"] == "none"
    assert amazon(goal="reduce_quantity", status="shipped")["step"] == "return"
    assert brief(amazon(goal="reduce_quantity", opened=True, seller="marketplace"))[2] == {
        "contact_seller_too"
    }


def test_what_the_policy_has_no_use_for_changes_nothing():
    facts = {"policy": "amazon", "seller": "direct", "status": "unshipped"}
    useless = {
        "modifiable": False,
        "invoiced": True,
        "release_date": "2020-01-01",
        "payment_deadline": "2020-01-01",
    }
    found, plain = at(**facts, **useless), at(**facts)
    assert {**found, "trace": None} == {**plain, "trace": None}
