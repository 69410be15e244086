"""Facts that differ in one point from others that were decided before are told apart where it counts."""

from importlib import import_module
from typing import Any

import pytest
from answers import NOW, POLICIES
from oracle_facts import WORDS

from decision import FactsError
from decision.classes import Classes
from decision.profiles import Profiles

Decider = import_module("decision.decide").Decider
PAST, LONG_AGO = "2026-08-07T13:00:00+09:00", "2026-07-01T09:00:00+09:00"
COMMON = {
    **{"goal": "cancel", "now": NOW, "paid": True, "invoiced": True, "modifiable": True},
    **{"release_date": "2026-04-15", "payment_deadline": "2026-08-20"},
    **{"payment_method": "card", "recent_cancellations": 0},
}
AMAZON = {**COMMON, "policy": "amazon", "seller": "direct", "status": "unshipped", "request": "none"}
AMIAMI = {**COMMON, "policy": "amiami", "item": "pre_order", "status": "unshipped", "request": "none"}
BASES: dict[str, dict[str, Any]] = {
    "nothing yet": AMAZON,
    "cancelled": AMAZON | {"goal": "refund", "status": "cancelled", "cancelled_at": PAST},
    "accepted": AMAZON | {"goal": "refund", "request": "accepted", "cancelled_at": LONG_AGO},
    "pending": AMAZON | {"request": "pending", "requested_at": PAST},
    "rejected": AMAZON | {"request": "rejected", "cause": "system", "retried": False},
    "sent back": AMAZON | {"status": "sent_back", "sent_back_at": PAST},
    "delivered": AMAZON | {"status": "delivered", "opened": False},
    "an order at AmiAmi": AMIAMI,
    "one at AmiAmi that is pending": AMIAMI | {"request": "pending", "requested_at": PAST},
}
OTHERS: dict[str, tuple[Any, ...]] = {
    **{name: WORDS[name] for name in ("goal", "seller", "item", "payment_method", "cause")},
    **dict.fromkeys(("paid", "opened", "invoiced", "modifiable", "retried"), (True, False)),
    **dict.fromkeys(("requested_at", "cancelled_at", "sent_back_at"), (PAST, LONG_AGO)),
    "recent_cancellations": (0, 2, 5),
    "release_date": ("2026-04-15", "2026-08-08"),
    "payment_deadline": ("2026-08-20", "2026-08-01"),
}


def changed(base: dict[str, Any]) -> list[dict[str, Any]]:
    """`base`, and facts that lack one of its own or have another value in its place."""
    less = [{key: value for key, value in base.items() if key != name} for name in base]
    return [base, *less, *({**base, name: value} for name, values in OTHERS.items() for value in values)]


def bytes_of(decide: Any, facts: dict[str, Any]) -> object:
    try:
        return decide(facts).as_json()
    except FactsError as error:
        return error.as_json()


@pytest.mark.parametrize("base", BASES.values(), ids=BASES)
def test_one_change_counts_as_a_closer_look_says(base):
    by_class, closer = Decider(POLICIES), Decider(POLICIES)
    for facts in changed(base):
        assert bytes_of(by_class.decide, facts) == bytes_of(closer._decide, facts), facts


@pytest.mark.parametrize("policy", POLICIES.all, ids=POLICIES.ids)
def test_a_class_has_a_bit_for_each_condition_and_no_more_than_it_uses(policy):
    classes = Classes(policy, Profiles(POLICIES))
    assert classes.all & policy.index.all == policy.index.all
    highest = max(open_bit for windows in classes.windows.values() for _, open_bit, _ in windows)
    assert classes.all == 2 * highest - 1
