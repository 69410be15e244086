"""Facts by class, complete ones and others, against a closer look at each: a few of many."""

import random
from importlib import import_module
from typing import Any

import pytest
from answers import NOW, POLICIES
from samples import partial
from shops import either, fact, opened, shop
from tables import row
from test_quick import FACTS, Counted

from bench.corpus import complete
from decision import FactsError, Policies, load_policies

Decider = import_module("decision.decide").Decider


def differ(policies: Policies, *many: dict[str, Any]) -> list[dict[str, Any]]:
    """The facts to which one decider, asked in this order, answers otherwise than by a closer look."""
    by_class, closer = Decider(policies), Decider(policies)
    return [facts for facts in many if said(by_class.decide, facts) != said(closer._decide, facts)]


def said(decide: Any, facts: dict[str, Any]) -> dict[str, object]:
    try:
        return decide(facts).as_json()
    except FactsError as error:
        return error.as_json()


@pytest.mark.parametrize("seed", range(3))
def test_an_answer_by_class_is_that_of_a_closer_look(seed):
    rng = random.Random(seed)
    many = []
    for facts in complete(seed, 12):
        fewer = {name: value for name, value in facts.items() if rng.random() < 0.85}
        many += [facts, facts | {"recent_cancellations": 5}, fewer, partial(rng)]
    assert not differ(load_policies(), *many)


@pytest.mark.parametrize(
    "name", ["status", "paid", "modifiable", "request", "retried", "recent_cancellations"]
)
def test_what_is_assumed_is_so_by_class_too(name):
    many = [{k: v for k, v in facts.items() if k != name} for facts in complete(4, 12)]
    assert not differ(POLICIES, *many)


GIVEN = {"goal": "cancel", "now": NOW, "policy": "shop", "paid": True, "request": "none"}
GIFT = fact("gift", "boolean")
WRAPPED = fact("wrapped", "boolean", under={"gift": True})


def test_own_facts_that_exist_under_another_are_told_apart():
    rows = (
        row("plain", "cancel", {"gift": False}),
        row("bare", "return", {"gift": True, "wrapped": False}),
        row("wrapped", "none", {"gift": True, "wrapped": True}),
    )
    ways = ({}, {"gift": False}, {"gift": True}, *({"gift": True, "wrapped": one} for one in (True, False)))
    several = [GIVEN | way for way in (*ways, {"wrapped": True}, {"gift": False, "wrapped": True}, *ways)]
    assert not differ(opened(shop(*rows, facts=(GIFT, WRAPPED))), *several)


@pytest.mark.parametrize("first", [True, False])
def test_one_value_after_the_other_is_not_taken_for_it(first):
    policies = opened(shop(*either("gift", True, False), facts=(GIFT,)))
    assert not differ(policies, *(GIVEN | {"gift": gift} for gift in (first, not first, first)))


def planned(policy: str, absent: str) -> tuple[int, int]:
    """How many plans serve many facts without that one, and how many answers differ in more than dates.

    Of facts for which a row holds in the only way it can; at amazon of paid ones, as else nothing comes back.
    """
    counted, different = Counted(policy=policy), set()
    closer = Decider(counted.policies)._decide
    once = {f"{policy}.{one.id}" for one in POLICIES.latest(policy).rows if len(one.alternatives) == 1}
    for whole in complete(1, 300):
        facts = {name: value for name, value in whole.items() if name != absent}
        if whole["policy"] == policy and (whole["paid"] or policy == "amiami"):
            found = closer(facts).as_json()
            if found["rule"] in once:
                assert counted.said(facts) == found
                trace = [line for line in found["trace"] if not line.startswith(("given", "until"))]
                different.add(repr({**found, "until": None, "trace": trace}))
    return counted.plans, len(different)


@pytest.mark.parametrize(
    ("policy", "absent"),
    [
        *(("amiami", name) for name in ("seller", "payment_method")),
        *(("amazon", name) for name in ("item", "invoiced", "modifiable", "release_date")),
    ],
)
def test_complete_facts_need_a_plan_only_where_an_answer_differs_in_more_than_dates(policy, absent):
    plans, different = planned(policy, absent)
    assert plans == different


BACK = [
    {"when": {"payment_method": how}, "max_days": days, "cites": ["C1"]}
    for how, days in (("card", 3), ("konbini", 7))
]


def by_method(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The facts with one way to pay, with the other."""
    return [facts | {"payment_method": how} for how in ("card", "konbini")]


def test_what_is_implied_is_told_apart_from_what_is_given():
    source = shop(*either("wrapped", True, False), facts=(GIFT, WRAPPED))
    given = GIVEN | {"wrapped": True}
    assert not differ(opened(source), given, given | {"gift": True})


def test_what_is_assumed_is_told_apart_from_what_is_given():
    given = {**FACTS, "policy": "amazon"}
    assert not differ(POLICIES, given, {k: v for k, v in given.items() if k != "modifiable"})


def test_a_row_whose_window_does_not_count_is_not_the_one_that_holds():
    rows = (
        row("paid", "none", {"paid": True}, refund="rules"),
        row("due", "wait", {"requested_at": "open"}),
        row("late", "contact_support", {"requested_at": "over"}),
    )
    window = {"fact": "requested_at", "when": {"paid": False}, "hours": 6, "cites": ["C1"]}
    asked = GIVEN | {"request": "pending", "requested_at": NOW}
    assert not differ(opened(shop(*rows, refunds=BACK, windows=[window])), *by_method(asked))


def test_a_row_holds_by_what_is_always_assumed():
    rows = row("once", "retry", {"retried": False}, refund="rules"), row("twice", "none", {"retried": True})
    assert not differ(opened(shop(*rows, refunds=BACK)), *by_method(GIVEN))


def test_no_row_holds_by_a_fact_that_does_not_exist():
    rows = (
        row("shipped", "return", {"status": "shipped"}, refund="rules"),
        row("opened", "contact_support", {"opened": True}),
        row("unopened", "wait", {"opened": False}),
    )
    assert not differ(opened(shop(*rows, refunds=BACK)), *by_method(GIVEN | {"status": "shipped"}))


def test_what_is_assumed_may_matter_under_one_goal_alone():
    often = {"goal": "cancel", "recent_cancellations": {"at_least": 2}}
    warning = {"name": "often", "when": often, "cites": ["C1"]}
    source = shop(row("all", "none", {"goal": ["cancel", "refund"]}), warnings=[warning])
    assert not differ(opened(source), *(GIVEN | {"goal": goal} for goal in ("cancel", "refund")))


def test_nothing_comes_back_where_nobody_said_that_it_was_paid():
    source = shop(row("all", "cancel", {"goal": "cancel"}, refund="rules"), refunds=BACK)
    unsaid = {name: value for name, value in GIVEN.items() if name != "paid"}
    assert not differ(opened(source), *by_method(GIVEN), *by_method(unsaid))
