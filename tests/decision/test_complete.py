"""Facts by class, complete ones and others, against a closer look at each: a few of many."""

import random
from importlib import import_module
from typing import Any

import pytest
from answers import NOW, POLICIES
from samples import partial
from shops import either, fact, opened, shop
from tables import row

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


GIFT = fact("gift", "boolean")
WRAPPED = fact("wrapped", "boolean", under={"gift": True})


def test_own_facts_that_exist_under_another_are_told_apart():
    rows = (
        row("plain", "cancel", {"gift": False}),
        row("bare", "return", {"gift": True, "wrapped": False}),
        row("wrapped", "none", {"gift": True, "wrapped": True}),
    )
    given = {"goal": "cancel", "now": NOW, "policy": "shop"}
    ways = ({}, {"gift": False}, {"gift": True}, *({"gift": True, "wrapped": one} for one in (True, False)))
    several = [given | way for way in (*ways, {"wrapped": True}, {"gift": False, "wrapped": True}, *ways)]
    assert not differ(opened(shop(*rows, facts=(GIFT, WRAPPED))), *several)


@pytest.mark.parametrize("first", [True, False])
def test_one_value_after_the_other_is_not_taken_for_it(first):
    policies = opened(shop(*either("gift", True, False), facts=(GIFT,)))
    given = {"goal": "cancel", "now": NOW, "policy": "shop"}
    assert not differ(policies, *(given | {"gift": gift} for gift in (first, not first, first)))
