"""Versions of a policy side by side: which of them holds when, and what is said while that is open."""

from datetime import date, datetime
from importlib import import_module

import pytest
from shops import answer_of, errors_of, fact, in_files, opened, shop, version
from tables import row, small

from decision import decide, what_if
from decision.loader import policies_of

OLD, NEW, NEXT = date(2026, 1, 1), date(2026, 7, 1), date(2026, 10, 1)
EVENING, MIDNIGHT = "2026-06-30T23:59:59.999999+09:00", "2026-07-01T00:00:00+09:00"
PLACED = fact("placed_at", "instant")
Decider = import_module("decision.decide").Decider


BOTH = opened(version(OLD, "cancel"), version(NEW, "contact_support"))


def test_a_version_holds_from_the_midnight_at_which_its_day_begins():
    assert answer_of(BOTH, EVENING)["step"] == "cancel"
    assert answer_of(BOTH, MIDNIGHT)["step"] == "contact_support"
    assert answer_of(BOTH, "2026-07-01T00:00:00.000001+09:00")["step"] == "contact_support"


def test_that_midnight_is_the_shops_own():
    london = {"time_zone": "Europe/London"}
    policies = opened(version(OLD, "cancel", **london), version(NEW, "contact_support", **london))
    assert answer_of(policies, "2026-06-30T22:59:59.999999Z")["step"] == "cancel"
    assert answer_of(policies, "2026-06-30T23:00:00Z")["step"] == "contact_support"


def test_before_the_earliest_the_earliest_holds():
    assert answer_of(BOTH, "1990-01-01T00:00:00Z")["step"] == "cancel"


def test_of_three_versions_the_one_in_the_middle_holds_in_between():
    three = opened(version(OLD, "cancel"), version(NEW, "contact_support"), version(NEXT, "none"))
    found = [
        answer_of(three, f"{day}T12:00:00Z")["step"] for day in ("2026-03-01", "2026-08-01", "2026-12-01")
    ]
    assert found == ["cancel", "contact_support", "none"]


def test_what_time_alone_will_change_is_found_at_the_midnight_of_the_next_version():
    (change,) = what_if(BOTH, {"goal": "cancel", "now": "2026-06-01T00:00:00Z", "policy": "shop"})
    assert (change.kind, change.at, change.step) == (
        "time",
        datetime.fromisoformat(MIDNIGHT),
        "contact_support",
    )


def test_other_policies_hold_as_ever_beside_a_new_version():
    policies = opened(small(), version(OLD, "cancel"), version(NEW, "contact_support"))
    for now in (EVENING, MIDNIGHT):
        assert answer_of(policies, now, policy="amazon", status="unshipped")["step"] == "cancel"


def test_while_the_policy_is_unknown_each_counts_with_the_version_that_holds():
    unknown = opened(version(OLD, "none") | {"policy": "other"}, version(OLD, "cancel"), version(NEW, "wait"))
    asked = [ask(unknown, now)["possible"] for now in (EVENING, MIDNIGHT)]
    assert asked == [["cancel", "none"], ["wait", "none"]]


def ask(policies, now: str) -> dict:
    return decide(policies, {"goal": "cancel", "now": now}).as_json()


CHOSEN = opened(
    version(OLD, "cancel", facts=[PLACED], version_by="placed_at"),
    version(NEW, "contact_support", facts=[PLACED], version_by="placed_at"),
)


@pytest.mark.parametrize(
    ("placed", "step"),
    [(EVENING, "cancel"), (MIDNIGHT, "contact_support"), ("1990-01-01T00:00:00Z", "cancel")],
)
def test_a_version_chosen_by_a_date_of_the_order_goes_by_it_and_not_by_now(placed, step):
    assert answer_of(CHOSEN, "2026-12-01T00:00:00Z", placed_at=placed)["step"] == step


def test_the_date_that_tells_the_version_is_asked_where_the_versions_differ():
    found = answer_of(CHOSEN, MIDNIGHT)
    assert found == {"ask": "placed_at", "possible": ["cancel", "contact_support"], "assumed": []}


def test_a_version_that_has_not_begun_cannot_be_meant():
    assert answer_of(CHOSEN, EVENING)["step"] == "cancel"


def test_the_date_that_tells_the_version_is_no_error_beside_another_policy():
    policies = opened(
        small(), *(version(day, "cancel", facts=[PLACED], version_by="placed_at") for day in (OLD, NEW))
    )
    assert answer_of(policies, MIDNIGHT, policy="amazon", status="unshipped")["step"] == "cancel"


WARNED = {"name": "late", "cites": ["C1"]}


def differing(**new) -> dict:
    """The answer while it is open which of two versions holds; the new one has `new` in its row."""
    rows = [row("all", "wait", {"goal": "cancel"}, fallback="contact_support")]
    old = shop(*rows, facts=[PLACED], version_by="placed_at", warnings=[WARNED, WARNED | {"name": "old"}])
    changed = [rows[0] | new]
    later = old | {"rows": changed, "valid_from": NEW, "warnings": [WARNED | {"name": "new"}, WARNED]}
    return answer_of(opened(old, later), MIDNIGHT)


def test_a_step_that_all_versions_have_needs_no_question():
    assert differing()["step"] == "wait"


def test_what_versions_agree_on_is_said():
    assert differing()["fallback"] == "contact_support"


def test_what_versions_differ_in_is_left_open():
    assert differing(fallback="return")["fallback"] is None


def test_a_warning_is_given_where_all_versions_have_it():
    assert differing()["warnings"] == ["late"]


def open_between(*rows, **new) -> dict:
    """The answer while it is open which of two versions holds; the second has `new` beside the rows."""
    own = {"facts": [PLACED], "version_by": "placed_at"}
    old = shop(*rows, **own, windows=[{"fact": "requested_at", "hours": 3, "cites": ["C1"]}])
    facts = {"request": "pending", "requested_at": "2026-06-30T23:00:00+09:00", "paid": True}
    return answer_of(opened(old, old | {"valid_from": NEW} | new), MIDNIGHT, **facts)


DUE = (
    row("due", "wait", {"request": "pending", "requested_at": "open"}, until="requested_at", refund="rules"),
    row("late", "contact_support", {"request": "pending", "requested_at": "over"}),
    row("other", "none", {"request": ["none", "accepted", "rejected"]}),
)


def test_an_end_that_all_versions_have_is_said():
    assert open_between(*DUE)["until"] == "2026-07-01T02:00:00+09:00"


def test_an_end_in_which_versions_differ_is_left_open():
    longer = [{"fact": "requested_at", "hours": 5, "cites": ["C1"]}]
    assert open_between(*DUE, windows=longer)["until"] is None


def test_a_contact_that_all_versions_have_is_said():
    assert open_between(row("all", "contact_support", {"goal": "cancel"}))["contact"] == "shop"


def test_a_refund_that_all_versions_have_is_said():
    days = [{"when": {}, "max_days": 7, "cites": ["C1"]}]
    own = (row("all", "wait", {"goal": "cancel"}, refund="rules"),)
    both = {"refunds": days, "rows": list(own)}
    assert refund_between(both, both)["max_days"] == 7
    assert refund_between(both, both | {"refunds": [days[0] | {"max_days": 9}]}) is None


def refund_between(old: dict, new: dict) -> dict | None:
    common = shop(facts=[PLACED], version_by="placed_at")
    return answer_of(opened(common | old, common | new | {"valid_from": NEW}), MIDNIGHT, paid=True)["refund"]


def test_the_version_is_left_open_where_it_is_not_known():
    both = policies_of(
        in_files(*(version(day, "none", facts=[PLACED], version_by="placed_at") for day in (OLD, NEW)))
    )
    assert answer_of(both, MIDNIGHT)["policy_version"] is None
    assert answer_of(both, MIDNIGHT, placed_at=EVENING)["policy_version"].startswith("2026-01-01+")


def test_rule_reason_and_clauses_are_those_of_the_earliest_version_that_may_hold():
    found = differing(id="new", reason="other", cites=["C9"])
    assert (found["rule"], found["reason"], found["cites"]) == ("shop.all", "why", ["C1"])


def test_warnings_stand_in_the_order_of_the_earliest_version():
    rows = [row("all", "none", {"goal": "cancel"})]
    names = [{"name": name, "cites": ["C1"]} for name in ("one", "two", "three")]
    old = shop(*rows, facts=[PLACED], version_by="placed_at", warnings=names)
    new = old | {"valid_from": NEW, "warnings": names[::-1]}
    assert answer_of(opened(old, new), MIDNIGHT)["warnings"] == ["one", "two", "three"]


def test_what_only_a_later_version_assumes_is_named_too():
    asks = shop(row("a", "cancel", {"paid": True}), row("b", "none", {"paid": False}))
    own = {"facts": [PLACED], "version_by": "placed_at"}
    later = asks | {"assumed": {"paid": [{"value": True}]}, "valid_from": NEW}
    found = answer_of(opened(version(OLD, "cancel") | own, later | own), MIDNIGHT)
    assert (found["step"], found["assumed"]) == ("cancel", ["paid"])


def test_a_question_that_all_versions_ask_comes_before_that_for_the_date():
    rows = [row("a", "cancel", {"paid": True}), row("b", "none", {"paid": False})]
    versions = [
        shop(*rows, facts=[PLACED], version_by="placed_at") | {"valid_from": day} for day in (OLD, NEW)
    ]
    found = answer_of(opened(*versions), MIDNIGHT)
    assert (found["ask"], found["possible"]) == ("paid", ["cancel", "none"])


@pytest.mark.parametrize("name", ["placed_at", "bought_at", "ordered_at", "a", "b", "c"])
def test_where_one_version_asks_and_another_decides_the_date_is_asked(name):
    asks = shop(row("a", "cancel", {"paid": True}), row("b", "none", {"paid": False}))
    own = {"facts": [fact(name, "instant")], "version_by": name}
    found = answer_of(opened(asks | own, version(NEW, "wait") | own), MIDNIGHT)
    assert (found["ask"], found["possible"]) == (name, ["cancel", "wait", "none"])


def test_what_any_version_assumes_is_named_while_it_is_open_which_holds():
    asks = shop(row("a", "cancel", {"paid": True}), row("b", "none", {"paid": False}))
    both = [asks | {"assumed": {"paid": [{"value": True}]}}, version(NEW, "cancel")]
    policies = opened(*(one | {"facts": [PLACED], "version_by": "placed_at"} for one in both))
    found = answer_of(policies, MIDNIGHT)
    assert (found["step"], found["assumed"]) == ("cancel", ["paid"])


def test_an_own_fact_is_known_from_the_version_on_that_has_it():
    gift = fact("gift", "boolean")
    policies = opened(version(OLD, "cancel"), version(NEW, "none", facts=[gift]))
    assert list(errors_of(answer_of(policies, EVENING, gift=True))) == ["gift"]
    assert answer_of(policies, MIDNIGHT, gift=True)["step"] == "none"


def test_without_a_good_now_the_facts_of_the_last_version_are_known():
    gift = fact("gift", "boolean")
    policies = opened(version(OLD, "cancel"), version(NEW, "wait"), version(NEXT, "none", facts=[gift]))
    assert list(errors_of(answer_of(policies, "soon", gift=True))) == ["now"]
