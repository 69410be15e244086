"""What is worked out once for facts that are alike, and how often that is."""

from importlib import import_module
from typing import Any

import pytest
from answers import NOW, POLICIES

from decision import Policies, decide, load_policies
from decision.facts import read_facts
from decision.plan import Plan
from decision.profiles import Profiles
from decision.quick import Quick

Decider = import_module("decision.decide").Decider
FACTS = {
    **{"goal": "cancel", "now": NOW, "policy": "amazon", "seller": "direct", "status": "shipped"},
    **{"paid": False, "invoiced": False, "modifiable": True, "release_date": "2026-04-15"},
    **{"payment_deadline": "2026-08-20", "request": "none", "payment_method": "cod"},
    "recent_cancellations": 0,
}


class Counted:
    """Decides by class, and counts how often facts are read and a plan is made."""

    def __init__(self, planned: bool = True, policy: str = "amazon") -> None:
        policies: Policies = load_policies()
        self.policies, self.planned = policies, planned
        self.reads = self.plans = 0
        self._decider = Decider(policies)
        self._quick = Quick(policies.latest(policy), Profiles(policies), self._read, self._plan)

    def _read(self, facts: Any) -> Any:
        self.reads += 1
        return read_facts(self.policies, facts)

    def _plan(self, given: Any) -> Plan | None:
        self.plans += 1
        return self._decider._plan(given) if self.planned else None

    def __call__(self, **more: object) -> dict | None:
        return self.said({**FACTS, **more})

    def said(self, facts: dict[str, Any]) -> dict | None:
        """The answer to these very facts."""
        answer = self._quick.decide(facts)
        return None if answer is None else answer.as_json()


def test_the_same_facts_twice_are_read_for_their_pattern_and_their_plan_and_then_no_more():
    counted = Counted()
    assert counted() == counted() == decide(POLICIES, FACTS).as_json()
    assert (counted.reads, counted.plans) == (2, 1)


@pytest.mark.parametrize(
    "more",
    [
        {"invoiced": True},
        {"payment_method": "card"},
        {"recent_cancellations": 3},
        {"goal": "refund"},
        {"paid": True},
        {"release_date": "2026-12-15"},
    ],
    ids=str,
)
def test_a_value_on_which_nothing_hangs_is_read_and_planned_no_more(more):
    counted = Counted()
    assert counted()["rule"] == counted(**more)["rule"] == "amazon.shipped"
    assert (counted.reads, counted.plans) == (2, 1)


def test_a_value_that_decides_takes_a_plan_of_its_own():
    counted = Counted()
    rules = [counted(status="delivered", opened=opened)["rule"] for opened in (False, True, False)]
    unopened = "amazon.delivered.unopened"
    assert rules == [unopened, "amazon.delivered.opened", unopened]
    assert (counted.reads, counted.plans) == (3, 2)


def test_who_would_undo_a_request_takes_a_plan_of_its_own_but_facts_are_as_complete():
    counted = Counted()
    assert [counted(**goal)["rule"] for goal in ({}, {"goal": "undo_request"})] == [
        "amazon.shipped",
        "amazon.undo.nothing",
    ]
    assert (counted.reads, counted.plans) == (3, 2)


def test_facts_that_leave_a_question_are_planned_once_too():
    counted = Counted()
    assert counted(status="delivered")["ask"] == counted(status="delivered")["ask"] == "opened"
    assert (counted.reads, counted.plans) == (2, 1)


def test_facts_that_leave_a_question_are_told_apart_by_all_that_they_say():
    counted = Counted()
    found = [counted(status="delivered", payment_method=how)["assumed"] for how in ("cod", "card")]
    assert counted.plans == 2 and found[0] == found[1]


def test_that_there_is_no_plan_is_remembered_too():
    counted = Counted(planned=False)
    assert (counted(), counted()) == (None, None)
    assert counted.plans == 1
