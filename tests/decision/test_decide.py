"""What is worked out once where what is decided depends on the instant."""

from importlib import import_module
from typing import Any

import pytest
from answers import NOW, POLICIES

module = import_module("decision.decide")
UNDATED = {"goal": "cancel", "now": NOW, "policy": "amiami", "item": "pre_order"}  # released when?

WHOLE = {
    **{"goal": "cancel", "now": NOW, "policy": "amazon", "seller": "direct", "status": "shipped"},
    **{"paid": False, "invoiced": False, "modifiable": True, "request": "none"},
    **{"payment_method": "cod", "recent_cancellations": 0},
}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often a plan was begun and a space of completions made, by the name of what makes it."""
    counts = {"make_plan": 0, "Space": 0}

    def count(name: str) -> None:
        made = getattr(module, name)

        def making(*given: Any) -> Any:
            counts[name] += 1
            return made(*given)

        monkeypatch.setattr(module, name, making)

    for name in counts:
        count(name)
    return counts


def test_a_plan_for_a_kind_of_instant_is_made_once(counted):
    decider = module.Decider(POLICIES)
    first = decider._decide(UNDATED)
    assert counted["make_plan"] == 2  # the first of them finds that the instant matters
    assert decider._decide(UNDATED).as_json() == first.as_json()
    assert counted["make_plan"] == 2


def test_what_can_be_at_a_kind_of_instant_serves_all_facts_there(counted):
    decider = module.Decider(POLICIES)
    decider._decide(UNDATED)
    assert counted["Space"] == 2  # one of them for any instant
    decider._decide({**UNDATED, "paid": True})
    assert counted == {"make_plan": 4, "Space": 2}


def test_at_another_time_of_the_year_the_same_can_be(counted):
    decider = module.Decider(POLICIES)
    decider._decide(UNDATED)
    decider._decide({**UNDATED, "now": "2026-09-07T10:20:00+09:00"})
    assert counted == {"make_plan": 2, "Space": 2}


def test_on_the_last_day_that_there_is_it_is_worked_out_anew(counted):
    decider = module.Decider(POLICIES)
    decider._decide(UNDATED)
    decider._decide({**UNDATED, "now": "2098-12-31T15:20:00+09:00"})
    assert counted == {"make_plan": 3, "Space": 3}


def test_complete_facts_are_planned_once_without_a_closer_look(counted, monkeypatch):
    decider = module.Decider(POLICIES)
    monkeypatch.setattr(decider, "_decide", None)
    found = [decider.decide(WHOLE).as_json() for _ in range(2)]
    assert found[0] == found[1]
    assert counted["make_plan"] == 1
