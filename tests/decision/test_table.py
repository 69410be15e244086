"""What a policy says of itself: which facts its rows look at, what its own facts leave of others."""

import pytest
from shops import fact, shop
from tables import built, row


def test_a_row_looks_at_its_own_facts_at_its_windows_and_at_what_is_assumed_by_others():
    policy = built(
        shop(
            row("due", "wait", {"sent_back_at": "open", "gift": False}),
            row("plain", "none", {"paid": True}),
            facts=(fact("gift", "boolean"),),
            windows=[{"fact": "sent_back_at", "when": {"seller": "direct"}, "hours": 6, "cites": ["C1"]}],
            assumed={"gift": [{"when": {"item": "in_stock"}, "value": True}]},
        )
    )
    assert policy.looked_at == {"due": {"sent_back_at", "seller", "gift", "item"}, "plain": {"paid"}}


@pytest.mark.parametrize("values", ["delivered", ["delivered", "sent_back"]])
def test_an_own_fact_narrows_what_it_exists_under_once(values):
    own = fact("late", "boolean", under={"status": values})
    policy = built(shop(row("all", "none", {"goal": "cancel"}), facts=(own,)))
    listed = {values} if isinstance(values, str) else set(values)
    assert policy.narrowed == {"status": ((policy.at["late"], listed),)}


def test_each_own_fact_narrows_what_it_exists_under():
    own = tuple(fact(name, "boolean", under={"status": "delivered"}) for name in ("late", "dented"))
    policy = built(shop(row("all", "none", {"goal": "cancel"}), facts=own))
    places = (policy.at["late"], policy.at["dented"])
    assert policy.narrowed == {"status": tuple((place, {"delivered"}) for place in places)}
