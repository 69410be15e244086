"""What an answer says beside its step where facts are open: what is assumed, until when, what comes back."""

import pytest
from shops import at_the, fact, shop
from tables import row

STATES = {"status": ["unshipped", "preparing", "shipped", "cancelled"]}
LATE = fact("late", "boolean", under={"status": ["sent_back", "delivered"]})
PENDING = {"request": "pending", "requested_at": "2026-08-07T14:00:00+09:00"}
DUE = (
    row("due", "wait", {"request": "pending", "requested_at": "open"}, until="requested_at"),
    row("late", "contact_support", {"request": "pending", "requested_at": "over"}),
    row("other", "none", {"request": ["none", "accepted", "rejected"]}),
)


def windows(paid: int, unpaid: int) -> list[dict]:
    """So many hours to wait for an answer to a request, by whether the order is paid."""
    hours = {True: paid, False: unpaid}
    return [
        {"fact": "requested_at", "when": {"paid": one}, "hours": hours[one], "cites": ["C1"]} for one in hours
    ]


@pytest.mark.parametrize(("given", "assumed"), [({}, ["status"]), ({"late": True}, [])], ids=str)
def test_an_assumption_is_not_named_for_values_that_contradict_what_is_given(given, assumed):
    rows = (row("here", "cancel", STATES), row("back", "none", {"status": ["sent_back", "delivered"]}))
    source = shop(*rows, facts=(LATE,), assumed={"status": [{"value": "delivered"}]})
    assert at_the(source, **given)["assumed"] == assumed


def test_an_assumption_is_not_named_for_being_so_where_it_would_not_be_assumed():
    """Paid cash on delivery would change the step, but it is not assumed to be paid."""
    rules = [{"when": {"payment_method": "cod"}, "value": False}, {"value": True}]
    rows = (
        row("unpaid", "cancel", {"paid": False}),
        row("paid", "cancel", {"paid": True, "payment_method": ["card", "konbini", "atm", "e_money"]}),
        row("cash", "none", {"paid": True, "payment_method": "cod"}),
    )
    found = at_the(shop(*rows, assumed={"paid": rules}))
    assert (found["step"], found["assumed"]) == ("cancel", [])


@pytest.mark.parametrize(("hours", "assumed"), [((6, 12), ["paid"]), ((6, 6), [])], ids=str)
def test_an_assumption_is_named_where_nothing_but_the_end_hangs_on_it(hours, assumed):
    found = at_the(shop(*DUE, windows=windows(*hours), assumed={"paid": [{"value": True}]}), **PENDING)
    assert (found["until"], found["assumed"]) == ("2026-08-07T20:00:00+09:00", assumed)


@pytest.mark.parametrize(
    ("hours", "until"), [((6, 12), None), ((6, 6), "2026-08-07T20:00:00+09:00")], ids=str
)
def test_an_end_is_said_where_all_windows_that_may_count_have_it(hours, until):
    assert at_the(shop(*DUE, windows=windows(*hours)), **PENDING)["until"] == until


def test_a_deadline_that_is_a_day_ends_at_the_shops_own_midnight():
    rows = (
        row("early", "cancel", {"pay_by": "before"}, until="pay_by"),
        row("late", "contact_support", {"pay_by": "passed"}),
    )
    source = shop(*rows, facts=(fact("pay_by", "deadline"),), time_zone="Europe/London")
    assert at_the(source, pay_by="2026-08-09")["until"] == "2026-08-10T00:00:00+01:00"


@pytest.mark.parametrize(("refund", "days"), [("rules", 7), ("expected", None)])
def test_what_to_expect_is_said_only_where_the_way_to_pay_is_known_but_a_rule_always(refund, days):
    source = shop(
        row("all", "cancel", {"goal": "cancel"}, refund=refund),
        refunds=[{"when": {}, "max_days": 7, "cites": ["C1"]}],
        warnings=[{"name": "cash", "when": {"payment_method": "cod"}, "cites": ["C1"]}],
    )
    said = [at_the(source, paid=True, **way)["refund"] for way in ({}, {"payment_method": "card"})]
    assert [one and one["max_days"] for one in said] == [days, 7]
