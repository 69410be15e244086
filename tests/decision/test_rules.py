"""AmiAmi's rules, each threshold tried just below, at and just above."""

import pytest
from answers import NOW, amiami, brief

SUPPORT = ("contact_support", None, set())
CANCEL = ("cancel", "contact_support", {"cannot_be_undone"})
RESTRICTED = ("contact_support", None, {"account_restriction"})
PRE_ORDER = {"item": "pre_order", "invoiced": False, "release_date": "2026-08-28"}


def test_a_back_order_goes_to_support():
    found = amiami(item="back_order")
    assert brief(found) == SUPPORT
    assert found["contact"] == "amiami"


@pytest.mark.parametrize(("count", "wanted"), [(0, SUPPORT), (1, SUPPORT), (2, RESTRICTED), (3, RESTRICTED)])
@pytest.mark.parametrize(
    "goods",
    [{"item": "back_order"}, {**PRE_ORDER, "invoiced": True}, {**PRE_ORDER, "release_date": "2026-08-07"}],
    ids=["back order", "invoiced pre-order", "released pre-order"],
)
def test_the_second_recent_cancellation_brings_the_warning_of_a_restriction(goods, count, wanted):
    assert brief(amiami(recent_cancellations=count, **goods)) == wanted


def test_a_pre_order_can_be_cancelled_until_the_release_day_begins_in_japan():
    before = amiami("2026-08-27T23:59:59.999999+09:00", **PRE_ORDER)
    assert brief(before) == CANCEL
    assert before["until"] == "2026-08-28T00:00:00+09:00"
    assert brief(amiami("2026-08-28T00:00:00+09:00", **PRE_ORDER)) == SUPPORT
    assert brief(amiami("2026-08-28T00:00:00.000001+09:00", **PRE_ORDER)) == SUPPORT
    assert brief(amiami("2026-08-27T14:59:59.999999Z", **PRE_ORDER)) == CANCEL
    assert brief(amiami("2026-08-27T15:00:00Z", **PRE_ORDER)) == SUPPORT


def test_an_invoiced_pre_order_goes_to_support_even_before_its_release():
    assert brief(amiami(**{**PRE_ORDER, "invoiced": True})) == SUPPORT


@pytest.mark.parametrize("item", ["in_stock", "pre_owned"])
def test_goods_in_stock_can_be_cancelled_until_the_payment_deadline(item):
    facts = {"item": item, "payment_deadline": "2026-08-07T15:20:00+09:00"}
    before = amiami("2026-08-07T15:19:59.999999+09:00", **facts)
    assert (brief(before), before["until"]) == (CANCEL, "2026-08-07T15:20:00+09:00")
    assert brief(amiami("2026-08-07T15:20:00+09:00", **facts)) == RESTRICTED
    assert brief(amiami("2026-08-07T15:20:00.000001+09:00", **facts)) == RESTRICTED


def test_a_deadline_given_as_a_day_means_the_end_of_that_japanese_day():
    facts = {"item": "in_stock", "payment_deadline": "2026-08-07"}
    before = amiami("2026-08-07T23:59:59.999999+09:00", **facts)
    assert (before["step"], before["until"]) == ("cancel", "2026-08-08T00:00:00+09:00")
    assert amiami("2026-08-08T00:00:00+09:00", **facts)["step"] == "contact_support"


def test_a_deadline_in_another_offset_is_answered_in_japanese_time():
    found = amiami(item="in_stock", payment_deadline="2026-08-07T20:00:00.25-05:00")
    assert found["until"] == "2026-08-08T10:00:00.250000+09:00"


def test_the_warning_of_a_missed_deadline_does_not_look_at_the_count():
    facts = {"item": "pre_owned", "payment_deadline": "2026-08-06"}
    assert [brief(amiami(recent_cancellations=count, **facts)) for count in (0, 1, 2)] == [RESTRICTED] * 3


@pytest.mark.parametrize("goods", [PRE_ORDER, {"item": "in_stock", "payment_deadline": "2026-08-06"}])
def test_a_paid_order_goes_to_support_without_a_warning(goods):
    assert brief(amiami(paid=True, recent_cancellations=5, **goods)) == SUPPORT


@pytest.mark.parametrize("goods", [PRE_ORDER, {"item": "in_stock", "payment_deadline": "2026-08-09"}])
def test_what_is_not_on_the_cancellation_page_goes_to_support(goods):
    assert brief(amiami(modifiable=False, recent_cancellations=5, **goods)) == SUPPORT
    assert brief(amiami(modifiable=True, recent_cancellations=5, **goods)) == CANCEL


def test_a_part_is_cancelled_as_the_whole():
    assert brief(amiami(goal="cancel_part", **PRE_ORDER)) == CANCEL


@pytest.mark.parametrize("status", ["shipped", "delivered", "sent_back"])
def test_amiami_knows_no_refusal_and_no_return(status):
    assert brief(amiami(status=status)) == SUPPORT
    assert brief(amiami(status=status, request="accepted")) == SUPPORT


def test_nothing_is_left_to_do_once_it_is_cancelled():
    assert amiami(status="cancelled")["step"] == "none"
    assert [amiami(status=s, request="accepted")["step"] for s in ("unshipped", "preparing")] == ["none"] * 2


def test_a_rejected_request_goes_to_support():
    assert brief(amiami(request="rejected", cause="system", **PRE_ORDER)) == SUPPORT


def test_a_pending_request_waits_for_one_business_day_and_then_goes_to_support():
    facts = {"requested_at": "2026-08-07T09:00:00+09:00"}
    found = amiami("2026-08-10T23:59:59.999999+09:00", **facts)
    assert (brief(found), found["until"]) == (("wait", "contact_support", set()), "2026-08-11T00:00:00+09:00")
    assert brief(amiami("2026-08-11T00:00:00+09:00", **facts)) == SUPPORT
    assert brief(amiami("2026-08-11T00:00:00.000001+09:00", **facts)) == SUPPORT


def test_a_request_cannot_be_withdrawn():
    assert brief(amiami(goal="undo_request", request="pending")) == SUPPORT
    assert brief(amiami(goal="undo_request", request="accepted")) == SUPPORT


@pytest.mark.parametrize("request_", ["none", "rejected"])
def test_without_a_request_there_is_nothing_to_undo(request_):
    steps = {
        status: amiami(goal="undo_request", request=request_, status=status)["step"]
        for status in ("unshipped", "preparing", "shipped", "delivered", "sent_back", "cancelled")
    }
    assert [status for status in steps if steps[status] == "contact_support"] == ["sent_back", "cancelled"]
    assert set(steps.values()) == {"contact_support", "none"}


def test_fewer_pieces_are_a_matter_for_support_unless_it_is_cancelled():
    assert brief(amiami(goal="reduce_quantity", status="shipped")) == SUPPORT
    assert amiami(goal="reduce_quantity", status="cancelled")["step"] == "none"
    assert brief(amiami(goal="reduce_quantity", request="accepted")) == SUPPORT


@pytest.mark.parametrize(
    "status", ["unshipped", "preparing", "shipped", "delivered", "sent_back", "cancelled"]
)
def test_a_refund_at_amiami_is_a_matter_for_support_in_every_state(status):
    found = amiami(goal="refund", status=status)
    assert (brief(found), found["refund"]) == (SUPPORT, None)


def test_a_rule_is_named_after_its_policy_and_cites_only_its_clauses():
    found = amiami(NOW, **PRE_ORDER)
    assert found["rule"].startswith("amiami.")
    assert found["cites"] and all(clause.startswith("A") for clause in found["cites"])
