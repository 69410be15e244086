"""What unknown facts could still turn out to be, looked at directly: what is implied, assumed and walked."""

from typing import Any

import pytest
from answers import POLICIES
from shops import either, fact, opened, shop
from tables import row

from decision import Policies
from decision.policies import Edition
from decision.profiles import Choices, NowMatters, Profiles
from decision.space import Space, always_assumed, imply
from decision.vocabulary import BY_NAME, FACTS, ORDER

CAUSES = BY_NAME["cause"].values
HERE = {"status": ["unshipped", "preparing", "shipped", "sent_back", "cancelled"]}
WORN = fact("worn", "boolean", under={"status": "delivered"})
SIZE = fact("size", "choice", values={"big": {}, "small": {}}, under={"worn": True})
LATE = fact("late", "boolean", under={"status": ["sent_back", "delivered"]})
CLOTHES = opened(shop(row("all", "none", {"goal": "cancel"}), facts=(WORN, SIZE)))


def space_of(policies: Policies) -> Space:
    """Completions at any instant."""
    edition = Edition(policies.all)
    return Space(edition, Choices(Profiles(policies), edition.policies).undated())


def profile(**values: Any) -> tuple:
    """A profile of standard facts, whose goal is `cancel`, with these `values`."""
    values = {"goal": "cancel", **values}
    return tuple(values.get(one.name) for one in FACTS)


def of_the_shop(policies: Policies, **values: Any) -> tuple:
    """A profile of the first policy with these `values`."""
    policy = policies.all[0]
    values = {"goal": "cancel", "policy": policy.id, **values}
    return tuple(values.get(one.name) for one in policy.facts)


def known(found: tuple, *names: str) -> tuple:
    """The values of these standard facts in a profile."""
    return tuple(found[ORDER[name]] for name in names)


TWO = space_of(POLICIES)


def test_an_own_fact_put_in_implies_what_it_exists_under_and_so_on():
    found = space_of(CLOTHES).put(of_the_shop(CLOTHES), "size", "big")
    assert found == of_the_shop(CLOTHES, status="delivered", worn=True, size="big")


def test_an_instant_of_a_cancellation_implies_that_the_order_is_cancelled():
    assert known(imply(profile(cancelled_at=()), None), "status", "request") == ("cancelled", None)


def test_with_an_accepted_request_it_implies_nothing():
    assert known(imply(profile(cancelled_at=(), request="accepted"), None), "status") == (None,)


@pytest.mark.parametrize(
    ("goal", "request_"), [("undo_request", "pending"), ("cancel", "none"), ("refund", "none")]
)
def test_who_wants_to_undo_a_request_is_taken_to_have_one_pending(goal, request_):
    assert always_assumed("request", profile(goal=goal)) == request_


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ({}, True),
        ({"policy": "amazon"}, True),
        ({"policy": "amazon", "seller": "marketplace"}, True),
        ({"policy": "amazon", "seller": "direct"}, False),
        ({"policy": "amiami"}, False),
    ],
    ids=str,
)
def test_a_seller_is_a_cause_only_where_one_may_refuse(who, may):
    found = TWO.values("cause", profile(request="rejected", **who))
    assert found == (CAUSES if may else tuple(one for one in CAUSES if one != "seller"))


def test_while_the_policy_is_unknown_a_fact_has_the_values_that_it_has_everywhere():
    alone = opened(shop(row("all", "none", {"goal": "cancel"})))
    assert space_of(alone).values("status", profile()) == BY_NAME["status"].values


def test_a_fact_that_an_own_one_exists_under_has_only_the_values_that_leave_it_one():
    policies = opened(shop(row("all", "none", {"goal": "cancel"}), facts=(LATE,)))
    space = space_of(policies)
    assert space.values("status", of_the_shop(policies, late=True)) == ("delivered", "sent_back")
    assert space.values("status", of_the_shop(policies)) == BY_NAME["status"].values


def assuming(status: str) -> Policies:
    """A shop that takes orders to have this status, with a fact under `delivered` and `sent_back`."""
    source = shop(*either("late", True, False), facts=(LATE,), assumed={"status": [{"value": status}]})
    return opened(source)


def test_the_status_that_a_policy_assumes_is_taken_before_others_are_looked_at():
    policies = assuming("delivered")
    assert known(space_of(policies).assume(of_the_shop(policies)), "status") == ("delivered",)


@pytest.mark.parametrize(("status", "taken"), [("sent_back", "sent_back"), ("unshipped", None)])
def test_a_status_is_assumed_where_it_leaves_the_own_facts_that_are_known(status, taken):
    policies = assuming(status)
    assert space_of(policies).assumption("status", of_the_shop(policies, late=False)) == taken


DAY = fact("day", "date")
TWICE = tuple(fact(name, "choice", values={"a": {}, "b": {}}) for name in ("pick", "two"))
DATED = opened(
    shop(
        row("before", "cancel", {"pick": "a", "day": "before"}),
        row("after", "return", {"pick": "a", "day": "reached"}),
        row("first", "wait", {"pick": "b", "two": "a"}),
        row("second", "none", {"pick": "b", "two": "b"}),
        facts=(DAY, *TWICE),
    )
)


def test_steps_are_found_without_a_look_at_days_on_which_no_row_that_is_left_depends():
    space = space_of(DATED)
    assert space.steps(of_the_shop(DATED, pick="b")) == {"wait", "none"}
    with pytest.raises(NowMatters):
        space.steps(of_the_shop(DATED, pick="a"))


@pytest.mark.parametrize(("pick", "day", "two"), [("a", True, False), ("b", False, True)])
def test_a_fact_matters_while_a_row_that_is_left_looks_at_it(pick, day, two):
    space, found = space_of(DATED), of_the_shop(DATED, pick=pick)
    assert (space.matters("day", found), space.matters("two", found)) == (day, two)


def test_any_fact_matters_while_the_policy_is_unknown():
    assert TWO.matters("invoiced", profile())


def test_what_was_found_for_a_profile_is_remembered():
    space, found = space_of(CLOTHES), of_the_shop(CLOTHES)
    assert space.outcomes(found) is space.outcomes(found)
    assert space.steps(found) is space.steps(found)
