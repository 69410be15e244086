"""What would change a step at a shop of one's own: its days, its windows, its versions, its assumptions."""

from datetime import date

import pytest
from shops import NOW, fact, opened, shop, version
from tables import row, small

from decision import what_if


def changes(*sources: dict, now: str = NOW, **facts: object) -> list[tuple]:
    """When or what, and the step of each change at the shop."""
    found = what_if(opened(*sources), {"goal": "cancel", "now": now, "policy": "shop", **facts})
    assert [one.kind for one in found] == ["time" if one.at else "fact" for one in found]
    return [(one.at.isoformat() if one.at else (one.fact, one.value), one.step) for one in found]


def turning(name: str, kind: str, early: str, late: str, **more: object) -> dict:
    """A shop that cancels while the fact is on its early side, and sends to support on its late one."""
    rows = (row("early", "cancel", {name: early}), row("late", "contact_support", {name: late}))
    return shop(*rows, facts=(fact(name, kind),), **more)


def test_an_own_day_changes_the_step_when_it_begins_at_the_shop():
    source = turning("pickup", "date", "before", "reached", time_zone="Europe/London")
    assert changes(source, pickup="2026-08-09") == [("2026-08-09T00:00:00+01:00", "contact_support")]


def test_an_own_deadline_changes_it_at_its_instant_or_at_the_end_of_its_day():
    source = turning("pay_by", "deadline", "before", "passed", time_zone="Europe/London")
    assert changes(source, pay_by="2026-08-09") == [("2026-08-10T00:00:00+01:00", "contact_support")]
    assert changes(source, pay_by="2026-08-09T12:00:00Z") == [
        ("2026-08-09T13:00:00+01:00", "contact_support")
    ]


def test_a_window_from_an_own_instant_changes_it_where_it_closes():
    window = {"fact": "placed_at", "calendar_days": 3, "cites": ["C1"]}
    source = turning("placed_at", "instant", "open", "over", windows=[window])
    assert changes(source, placed_at="2026-08-06T12:00:00+09:00") == [
        ("2026-08-10T00:00:00+09:00", "contact_support")
    ]


def test_what_has_passed_changes_nothing():
    source = turning("pay_by", "deadline", "before", "passed")
    assert changes(source, pay_by="2026-08-07T15:20:00+09:00") == []
    assert changes(source, pay_by="2026-08-01") == []


def test_an_edge_after_which_the_step_is_the_same_is_passed_over():
    source = shop(
        row("one", "cancel", {"first": "before"}),
        row("two", "cancel", {"first": "reached", "second": "before"}),
        row("three", "none", {"first": "reached", "second": "reached"}),
        facts=(fact("first", "date"), fact("second", "date")),
    )
    assert changes(source, first="2026-08-10", second="2026-09-01") == [("2026-09-01T00:00:00+09:00", "none")]


def test_after_an_edge_at_which_a_question_opens_nothing_is_sure():
    source = shop(
        row("one", "cancel", {"first": "before"}),
        row("two", "cancel", {"first": "reached", "size": "big"}),
        row("three", "none", {"first": "reached", "size": "small"}),
        facts=(fact("first", "date"), fact("size", "choice", values={"big": {}, "small": {}})),
    )
    assert changes(source, version_after(), first="2026-08-10") == []


def version_after() -> dict:
    return version(date(2026, 9, 1), "wait", facts=[fact("first", "date")])


def test_the_windows_of_another_policy_change_nothing():
    asked = {"request": "pending", "requested_at": "2026-08-07T15:00:00+09:00"}
    source = shop(row("all", "none", {"goal": "cancel"}))
    assert changes(small(), source, **asked) == []


def test_the_next_version_changes_the_step_for_an_unnamed_policy_too():
    sources = version(date(2026, 1, 1), "cancel"), version(date(2026, 9, 1), "wait")
    (change,) = what_if(opened(*sources), {"goal": "cancel", "now": NOW})
    assert (change.kind, change.at.isoformat(), change.step) == ("time", "2026-09-01T00:00:00+09:00", "wait")
    assert (change.fact, change.value, change.rule) == (None, None, "shop.from.2026")


PAID = shop(
    row("unpaid", "cancel", {"paid": False, "status": ["unshipped", "preparing"]}),
    row("paid", "contact_support", {"paid": True, "status": ["unshipped", "preparing"]}),
    row("gone", "return", {"status": ["shipped", "delivered", "sent_back", "cancelled"]}),
    assumed={"paid": [{"value": False}], "status": [{"value": "unshipped"}]},
)


def test_an_assumed_fact_can_still_happen():
    assert changes(PAID) == [(("status", "shipped"), "return"), (("paid", True), "contact_support")]


def test_what_is_not_known_and_not_assumed_is_not_told():
    assert changes(PAID | {"assumed": {"paid": [{"value": False}]}}, status="preparing") == [
        (("status", "shipped"), "return"),
        (("paid", True), "contact_support"),
    ]


@pytest.mark.parametrize(
    "ended", [{"request": "accepted"}, {"status": "cancelled"}, {"status": "sent_back"}], ids=str
)
def test_an_order_at_its_end_is_not_paid_any_more(ended):
    source = shop(
        row("unpaid", "cancel", {"paid": False}),
        row("paid", "contact_support", {"paid": True}),
    )
    assert changes(source, paid=False, **ended) == []


def test_an_order_at_its_end_may_still_be_tried_again():
    """Only what is paid, invoiced or taken off a page has come to its end."""
    source = shop(row("one", "retry", {"retried": False}), row("two", "contact_support", {"retried": True}))
    facts = {"status": "cancelled", "request": "rejected", "cause": "system", "retried": False}
    assert changes(source, **facts) == [(("retried", True), "contact_support")]


def test_of_several_values_that_lead_to_one_step_the_nearest_is_told():
    source = shop(
        row("here", "cancel", {"status": "unshipped"}),
        row("near", "return", {"status": ["preparing", "shipped"]}),
        row("far", "none", {"status": ["delivered", "sent_back", "cancelled"]}),
    )
    assert changes(source, status="unshipped") == [
        (("status", "preparing"), "return"),
        (("status", "delivered"), "none"),
    ]


def test_a_change_that_would_contradict_other_facts_is_left_out():
    source = shop(
        row("early", "cancel", {"status": "delivered", "opened": False}),
        row("late", "contact_support", {"status": "delivered", "opened": True}),
        row("other", "none", {"status": ["unshipped", "preparing", "shipped", "sent_back", "cancelled"]}),
    )
    assert changes(source, opened=False) == [(("opened", True), "contact_support")]


CUT = shop(
    row("early", "cancel", {"cut": False}),
    row("late", "contact_support", {"cut": True}),
    facts=(fact("cut", "boolean", values={True: {"later": {}}, False: {}}),),
)
LATER = ("preparing", "shipped", "delivered", "sent_back", "cancelled")
SEWN = ("ordered", "cut", "sewn")
STAGES = shop(
    row("early", "cancel", {"stage": "ordered"}),
    row("late", "contact_support", {"stage": ["cut", "sewn"]}),
    facts=(fact("stage", "choice", values={one: {"later": {}} for one in SEWN}),),
)


def test_an_own_fact_may_come_about():
    assert changes(CUT, cut=False) == [(("cut", True), "contact_support")]


def test_an_own_fact_that_has_come_about_stays_where_its_other_value_has_no_words():
    assert changes(CUT, cut=True) == []


def test_an_own_fact_both_of_whose_values_may_come_about_goes_either_way():
    values = {True: {"later": {}}, False: {"later": {}}}
    source = CUT | {"facts": [fact("cut", "boolean", values=values)]}
    assert changes(source, cut=True) == [(("cut", False), "cancel")]


def test_an_own_fact_with_no_words_for_it_is_not_told():
    assert changes(CUT | {"facts": [fact("cut", "boolean", values={True: {}, False: {}})]}, cut=False) == []


def test_of_an_own_choice_the_nearest_value_that_comes_after_is_told():
    assert changes(STAGES, stage="ordered") == [(("stage", "cut"), "contact_support")]


def test_an_own_choice_does_not_go_back():
    assert changes(STAGES, stage="sewn") == []


def test_an_own_choice_passes_over_values_with_no_words():
    values = {"ordered": {}, "cut": {}, "sewn": {"later": {}}}
    source = STAGES | {"facts": [fact("stage", "choice", values=values)]}
    assert changes(source, stage="ordered") == [(("stage", "sewn"), "contact_support")]


def test_own_facts_come_after_the_standard_ones():
    source = shop(
        row("early", "cancel", {"cut": False, "paid": False}),
        row("paid", "return", {"cut": False, "paid": True}),
        row("late", "contact_support", {"cut": True}),
        facts=CUT["facts"],
    )
    assert changes(source, cut=False, paid=False) == [
        (("paid", True), "return"),
        (("cut", True), "contact_support"),
    ]


def test_an_own_fact_that_is_assumed_can_still_come_about():
    assert changes(CUT | {"assumed": {"cut": [{"value": False}]}}) == [(("cut", True), "contact_support")]


def test_an_own_fact_that_is_not_known_is_not_told():
    source = shop(
        row("small", "cancel", {"status": "unshipped"}),
        row("early", "cancel", {"status": [*LATER], "cut": False}),
        row("late", "contact_support", {"status": [*LATER], "cut": True}),
        facts=CUT["facts"],
    )
    assert changes(source, status="unshipped") == []
