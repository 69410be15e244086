"""Facts whose plans differ are of different classes: in small shops, where little else tells them apart."""

from typing import Any

import pytest
from answers import NOW
from shops import either, fact, opened, shop
from tables import row
from test_complete import GIFT, GIVEN, WRAPPED, differ

LATER = "2026-08-08T15:20:00+09:00"
PENDING = GIVEN | {"request": "pending", "requested_at": NOW}
AGES = (
    row("none", "cancel", {"request": ["none", "accepted", "rejected"]}),
    row("due", "wait", {"requested_at": "open"}, until="requested_at"),
    row("late", "contact_support", {"requested_at": "over"}),
)
SIX_HOURS = {"fact": "requested_at", "hours": 6, "cites": ["C1"]}


def told(source: dict[str, Any], *many: dict[str, Any]) -> bool:
    """Whether this shop answers to all of these, one after the other, as by a closer look."""
    return not differ(opened(source), *many)


def test_no_row_holds_by_the_age_of_an_instant_that_there_is_not():
    assert told(shop(*AGES, windows=[SIX_HOURS]), GIVEN, PENDING)


def test_which_window_counts_is_told_apart_where_the_answer_holds_until_its_end():
    windows = [
        SIX_HOURS | {"when": {"paid": paid}, "hours": hours} for paid, hours in ((True, 6), (False, 9))
    ]
    assert told(shop(*AGES, windows=windows), PENDING, PENDING | {"paid": False})


def test_a_warning_is_told_apart_where_the_answer_holds_until_an_instant():
    warning = {"name": "often", "when": {"recent_cancellations": {"at_least": 2}}, "cites": ["C1"]}
    source = shop(*AGES, windows=[SIX_HOURS], warnings=[warning])
    assert told(source, *(PENDING | {"recent_cancellations": times} for times in (0, 5)))


def test_an_instant_after_now_is_an_error_whatever_was_decided_before():
    assert told(shop(*AGES, windows=[SIX_HOURS]), PENDING, PENDING | {"requested_at": LATER})


def test_what_is_assumed_of_a_request_is_told_apart_by_the_goal_even_if_no_row_looks_at_it():
    source = shop(*either("request", ["none", "accepted", "rejected"], "pending"))
    unsaid = {name: value for name, value in GIVEN.items() if name != "request"}
    assert told(source, unsaid, unsaid | {"goal": "undo_request"})


@pytest.mark.parametrize(("day", "when"), [("2026-08-20", "before"), ("2026-08-01", "passed")])
def test_what_else_a_row_wants_is_told_apart_on_either_side_of_a_deadline(day, when):
    rows = (
        row("paid", "return", {"last_day": when, "paid": True}),
        row("unpaid", "contact_support", {"last_day": when, "paid": False}),
        row("else", "none", {"last_day": "passed" if when == "before" else "before"}),
    )
    given = GIVEN | {"last_day": day}
    assert told(shop(*rows, facts=(fact("last_day", "deadline"),)), given, given | {"paid": False})


def test_a_deadline_ends_with_its_day_where_the_shop_is():
    rows = either("last_day", "before", "passed")
    source = shop(*rows, facts=(fact("last_day", "deadline"),), time_zone="America/New_York")
    morning = GIVEN | {"now": "2026-08-08T10:00:00+09:00"}  # still the evening of the 7th there
    assert told(source, *(morning | {"last_day": day} for day in ("2026-08-01", "2026-08-07")))


def test_a_count_decides_which_window_counts_and_so_which_row_holds():
    soon = {**SIX_HOURS, "when": {"returns": {"at_least": 3}}}
    source = shop(*AGES, windows=[soon, SIX_HOURS | {"hours": 9}], facts=(fact("returns", "count"),))
    seven, ten = (PENDING | {"requested_at": f"2026-08-07T{hour}:20:00+09:00"} for hour in ("08", "05"))
    assert told(source, seven | {"returns": 0}, ten | {"returns": 0}, seven | {"returns": 3})


def test_a_cause_that_implies_who_sells_is_told_apart_from_one_that_does_not():
    source = shop(*either("seller", "direct", "marketplace"), policy="amazon")
    rejected = GIVEN | {"policy": "amazon", "request": "rejected"}
    assert told(source, *(rejected | {"cause": cause} for cause in ("system", "seller")))


def test_an_own_fact_that_no_row_looks_at_is_told_apart_by_what_it_implies():
    source = shop(*either("gift", True, False), facts=(GIFT, WRAPPED))
    assert told(source, GIVEN, GIVEN | {"wrapped": True})


def test_a_value_that_rules_nothing_out_is_told_apart_from_none():
    warning = {"name": "slow", "when": {"payment_method": "card"}, "cites": ["C1"]}
    source = shop(row("all", "none", {"goal": "cancel"}), warnings=[warning])
    assert told(source, GIVEN | {"payment_method": "card"}, GIVEN)
