"""Policies with one version beside others with several: their order, and how complete facts are decided."""

from datetime import date
from importlib import import_module

from shops import answer_of, fact, opened, version

from decision.build import build_policy
from decision.policies import in_order

OLD, NEW = date(2026, 1, 1), date(2026, 7, 1)
EVENING, MIDNIGHT = "2026-06-30T23:59:59.999999+09:00", "2026-07-01T00:00:00+09:00"
PLACED = fact("placed_at", "instant")
Decider = import_module("decision.decide").Decider


def test_policies_stand_in_the_order_wanted_then_by_name_each_by_date():
    names = [("z", OLD), ("shop", NEW), ("shop", OLD), ("amazon", OLD)]
    many = [build_policy(version(day, "none") | {"policy": name}, "1", {}) for name, day in names]
    found = [(one.id, one.valid_from) for one in in_order(many, ("z",))]
    assert found == [("z", OLD), ("amazon", OLD), ("shop", OLD), ("shop", NEW)]


def test_a_policy_that_goes_by_a_date_may_have_one_version_beside_one_with_two():
    dated = version(OLD, "none", facts=[PLACED], version_by="placed_at") | {"policy": "dated"}
    policies = opened(dated, version(OLD, "cancel"), version(NEW, "contact_support"))
    assert answer_of(policies, MIDNIGHT, policy="dated")["step"] == "none"


def test_complete_facts_of_a_policy_with_versions_never_take_the_closer_look(monkeypatch):
    decider = Decider(opened(version(OLD, "cancel"), version(NEW, "contact_support")))
    monkeypatch.setattr(decider, "_decide", None)
    found = [decider.decide({"goal": "cancel", "now": now, "policy": "shop"}) for now in (EVENING, MIDNIGHT)]
    assert [one.as_json()["step"] for one in found] == ["cancel", "contact_support"]
