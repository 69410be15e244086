"""What a decision is made on: given, implied and assumed facts, and which given ones imply something."""

from answers import NOW, POLICIES
from shops import fact, opened, shop
from tables import row

from decision import settle

BASE = {"goal": "cancel", "now": NOW}
ALWAYS = {"modifiable": True, "request": "none", "retried": False, "recent_cancellations": 0}


def test_what_is_given_stands_in_the_order_of_the_facts():
    found = settle(POLICIES, {"paid": True, "policy": "amazon", **BASE})
    assert list(found.given) == ["goal", "now", "policy", "paid"]


def test_nothing_is_implied_where_nothing_implies():
    found = settle(POLICIES, {**BASE, "policy": "amazon"})
    assert (found.implied, found.implying) == ({}, frozenset())


def test_the_facts_without_which_less_would_be_implied_are_named():
    found = settle(POLICIES, {**BASE, "seller": "direct", "opened": False, "paid": True})
    assert found.implied == {"policy": "amazon", "status": "delivered"}
    assert found.implying == {"seller", "opened"}


def test_of_two_facts_that_imply_the_same_neither_is_needed():
    found = settle(POLICIES, {**BASE, "policy": "amazon", "request": "rejected", "cause": "seller"})
    assert (found.implied, found.implying) == ({"seller": "marketplace"}, {"cause"})
    both = settle(POLICIES, {**BASE, "request": "rejected", "cause": "seller", "seller": "marketplace"})
    assert (both.implied, both.implying) == ({"policy": "amazon"}, frozenset())


def test_while_the_policy_is_unknown_only_what_every_policy_assumes_is_assumed():
    assert settle(POLICIES, BASE).assumed == ALWAYS


def test_with_the_policy_its_own_assumptions_are_made():
    found = settle(POLICIES, {**BASE, "policy": "amiami"}).assumed
    assert found == {"status": "unshipped", "paid": False, **ALWAYS}
    assert list(found) == ["status", "paid", "modifiable", "request", "retried", "recent_cancellations"]


def test_what_is_given_or_implied_is_not_assumed():
    found = settle(POLICIES, {**BASE, "policy": "amazon", "requested_at": NOW, "paid": False})
    assert found.implied == {"request": "pending"}
    assert set(found.assumed) == {"modifiable", "retried", "recent_cancellations"}


def test_all_is_everything_that_counts():
    found = settle(POLICIES, {**BASE, "opened": True, "seller": "direct"})
    assert found.all == {**found.given, **found.implied, **found.assumed}
    assert found.all["status"] == "delivered" and found.all["request"] == "none"


def test_own_facts_are_given_implied_and_assumed_too():
    own = (fact("worn", "boolean", under={"status": "delivered"}), fact("gift", "boolean"))
    source = shop(row("all", "none", {"goal": "cancel"}), facts=own, assumed={"gift": [{"value": False}]})
    found = settle(opened(source), {**BASE, "policy": "shop", "worn": True})
    assert found.given["worn"] is True
    assert (found.implied, found.implying) == ({"status": "delivered"}, {"policy", "worn"})
    assert found.assumed == {**ALWAYS, "gift": False}
