"""Two versions of a policy differ just where their regions say, and just in what is said of them."""

from collections.abc import Callable
from functools import reduce
from operator import or_
from random import Random
from typing import Any

import pytest
from tables import bits_of, only, row, rows_of, small, without

from decision import Policies, PolicyError, decide
from decision.build import build_policy
from decision.differences import Difference, differences
from decision.joint import Joint
from decision.table import Policy

Source = dict[str, Any]
LATER = {"version": "2"}


def pair(old: Source, new: Source) -> tuple[Policy, Policy]:
    taken: dict = {}
    return build_policy(old, "1", taken), build_policy(new, "2", taken)


def found(old: Source, new: Source) -> list[Difference]:
    return list(differences(*pair(old, new)))


def alone(source: Source) -> Policies:
    return only(build_policy(source, "1", {}))


def said(policies: Policies, facts: dict[str, object]) -> dict[str, object]:
    answer = decide(policies, facts).as_json()
    return {name: value for name, value in answer.items() if name not in ("policy_version", "trace")}


def another_step() -> Source:
    source = small()
    rows_of(source)["shipped"]["step"] = "return"
    return source


def another_window() -> Source:
    source = small()
    source["windows"][0]["hours"] = 9
    source["windows"][1]["business_days"] = 1
    return source


def a_row_in_two() -> Source:
    source = without(small(), "unopened")
    again = {"status": "delivered", "opened": False}
    source["rows"] += [
        row("kept", "return", {**again, "retried": False, "recent_cancellations": {"at_least": 1}}),
    ]
    return source


def other_words() -> Source:
    source = small()
    rows_of(source)["back"] |= {"reason": "because", "cites": ["C3"], "fallback": "contact_support"}
    return source


def another_threshold() -> Source:
    source = small()
    source["warnings"][0]["when"] = {"recent_cancellations": {"at_least": 2}, "seller": "direct"}
    return source


def a_warning_less() -> Source:
    return small() | {"warnings": []}


CHANGED = (another_step, another_window, other_words, another_threshold, a_warning_less)


@pytest.mark.parametrize("change", CHANGED)
def test_answers_differ_exactly_in_the_regions(change: Callable[[], Source]):
    old, new = small(), change()
    joint = Joint(*pair(old, new))
    told = reduce(or_, (one.region.bits for one in differences(joint.old, joint.new)), 0)
    before, after = alone(old), alone(new)
    wrong = []
    for bit in sorted(Random(1).sample(list(bits_of(joint.valid)), 300)):
        facts = joint.example(joint.space.at(bit))
        if (said(before, facts) != said(after, facts)) != bool(told >> bit & 1):
            wrong.append(facts)
    assert told
    assert wrong == []


@pytest.mark.parametrize("change", CHANGED)
def test_the_example_of_a_region_shows_the_fields_that_are_told(change: Callable[[], Source]):
    old, new = small(), change()
    for one in found(old, new):
        facts = one.facts()
        before, after = said(alone(old), facts), said(alone(new), facts)
        fields = {name for name, _, _ in one.changes}
        assert {name for name in before if before[name] != after[name]} - {"contact"} == fields


def test_a_policy_does_not_differ_from_itself():
    assert found(small(), small()) == []


def test_one_change_of_one_row_is_one_region():
    (one,) = found(small(), another_step())
    assert str(one.region) == "`status` shipped"
    assert one.changes == (("step", "refuse_delivery", "return"),)


def test_a_longer_window_differs_inside_the_old_one_and_between_the_two():
    source = small()
    source["windows"][0]["hours"] = 9
    told = [(str(one.region), [name for name, _, _ in one.changes]) for one in found(small(), source)]
    here = "`seller` direct, `status` unshipped|preparing, `request` pending, `requested_at` "
    assert told == [
        (here + "within 6 hours", ["until"]),
        (here + "after 6 hours and within 9 hours", ["step", "rule", "until"]),
    ]


def test_what_is_assumed_differs_where_the_rules_of_assuming_do():
    old = small() | {"assumed": {"paid": [{"value": True}]}}
    new = small() | {
        "assumed": {"paid": [{"when": {"payment_method": "cod"}, "value": False}, {"value": True}]}
    }
    (one,) = found(old, new)
    assert one.changes == (("`paid` when not given", "true", "false"),)
    assert str(one.region) == "`payment_method` cod"


def test_a_fact_that_only_the_new_version_knows_tells_regions_apart():
    new = small() | {"facts": [{"fact": "on_sale", "kind": "boolean"}]}
    rows_of(new)["unopened"]["when"]["on_sale"] = False
    new["rows"].append(
        row("on_sale", "contact_support", {"status": "delivered", "opened": False, "on_sale": True})
    )
    (one,) = found(small(), new)
    assert str(one.region) == "`status` delivered, `opened` false, `on_sale` true"


def test_another_kind_of_fact_by_the_same_name_cannot_be_compared():
    old = small() | {"facts": [{"fact": "sale", "kind": "boolean"}]}
    new = small() | {"facts": [{"fact": "sale", "kind": "date"}]}
    with pytest.raises(PolicyError, match="`sale` is another kind of fact"):
        found(old, new)


def test_other_holidays_differ_where_business_days_are_counted():
    new = small() | {"calendar": {"closed": ["sunday"], "holidays": []}}
    regions = [str(one.region) for one in found(small(), new)]
    assert any("`seller` marketplace" in one and "within" in one for one in regions)
