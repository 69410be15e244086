"""The space of a policy's combinations: its columns, the values that go together, where rows hold in it."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from shops import fact, shop
from tables import bits_of, built, row, small

from decision.bitspace import Axis, BitSpace
from decision.combinations import Combinations, contradictory

WORN = fact("worn", "boolean", under={"status": "delivered"})
SIZE = fact("size", "choice", values={"big": {}, "small": {}}, under={"worn": True})


def combinations(*rows: dict, **more: Any) -> Combinations:
    return Combinations(built(shop(*rows, **more)))


def told(space: BitSpace, bits: int, *names: str) -> set[tuple]:
    """The values that these columns have in the combinations of `bits`."""
    points = (space.at(bit) for bit in bits_of(bits))
    return {tuple(point[name] for name in names) for point in points}


def test_a_column_brings_what_its_fact_exists_under_and_what_that_exists_under():
    found = combinations(row("big", "none", {"size": "big"}), facts=(WORN, SIZE))
    assert found.names == ("goal", "status", "worn", "size")


def test_a_fact_has_values_only_where_what_it_exists_under_holds():
    found = combinations(row("big", "none", {"size": "big"}), facts=(WORN, SIZE))
    assert told(found.space, found.valid, "worn", "size") == {
        (None, None),
        (False, None),
        (True, "big"),
        (True, "small"),
    }


def aged(*lengths: Mapping[str, Any]) -> Combinations:
    """The combinations of a shop with these windows from the instant at which a parcel was sent back."""
    windows = [{"fact": "sent_back_at", "cites": ["C1"], **length} for length in lengths]
    return combinations(
        row("open", "none", {"sent_back_at": "open"}),
        row("over", "wait", {"sent_back_at": "over", "paid": True}),
        windows=windows,
    )


def ages(found: Combinations) -> set[tuple]:
    return told(found.space, found.valid, "status", "paid", "sent_back_at") - {
        (status, paid, None)
        for status in ("unshipped", "preparing", "shipped", "delivered", "cancelled")
        for paid in (True, False)
    }


def test_an_instant_has_an_age_where_it_exists_and_a_window_counts_from_it():
    assert ages(aged({"hours": 6})) == set(product(["sent_back"], [True, False], [True, False]))


def test_an_instant_from_which_no_window_counts_has_no_age():
    assert ages(aged()) == set(product(["sent_back"], [True, False], [None]))


def test_nor_has_one_of_the_shops_own_that_exists_everywhere():
    asked = fact("asked_at", "instant")
    found = combinations(row("open", "none", {"asked_at": "open"}), facts=(asked,))
    assert told(found.space, found.valid, "asked_at") == {(None,)}


def test_an_instant_has_an_age_only_where_the_condition_of_its_window_holds():
    assert ages(aged({"hours": 6, "when": {"paid": True}})) == {
        ("sent_back", True, True),
        ("sent_back", True, False),
        ("sent_back", False, None),
    }


def test_an_instant_without_a_window_can_stand_in_an_example():
    found = aged()
    assert "sent_back_at" not in found.example({"goal": "cancel", "sent_back_at": None})
    assert found.example({"goal": "cancel", "sent_back_at": False})["sent_back_at"].startswith("2025-12-31")


@pytest.mark.parametrize(
    ("name", "gates"),
    [
        ("requested_at", (("request", "pending"), ("request", "accepted"), ("request", "rejected"))),
        ("sent_back_at", (("status", "sent_back"),)),
        ("paid", ()),
    ],
)
def test_a_fact_may_be_given_by_what_it_exists_under_and_by_what_it_goes_with(name, gates):
    assert Combinations(built(small())).opens(name) == gates


def test_a_fact_is_missing_where_it_does_not_exist_whatever_it_is_taken_to_be_there():
    found = Combinations(built(small()))
    elsewhere = {(request, False) for request in ("none", "pending", "accepted")}
    assert told(found.space, found.missing("retried"), "request", "retried") == elsewhere


def test_a_row_with_several_ways_holds_where_any_of_them_does():
    found = combinations(row("two", "none", {"paid": True}, {"status": "shipped"}), row("no", "wait", {}))
    (_, bits), (_, everywhere) = found.rows
    expected = {("shipped", False), *((status, True) for status in found.space.values("status"))}
    assert told(found.space, bits, "status", "paid") == expected
    assert everywhere == found.valid


def test_a_row_without_a_way_holds_nowhere():
    assert [bits for _, bits in combinations(row("never", "none")).rows] == [0]


CAUSE = Axis(("cause",), (("seller",), ("system",)))
SELLER = Axis(("seller",), ((None,), ("direct",), ("marketplace",)))
ITEM = Axis(("item",), ((None,), ("in_stock",)))


@pytest.mark.parametrize(
    ("axes", "policy", "found"),
    [
        ((CAUSE,), "amiami", {("seller",)}),
        ((CAUSE,), "amazon", set()),
        ((CAUSE, SELLER), "amazon", {("seller", "direct")}),
        (
            (CAUSE, SELLER),
            "amiami",
            {("seller", None), ("seller", "direct"), ("seller", "marketplace")},
        ),
        ((SELLER, ITEM), "shop", {("direct", "in_stock"), ("marketplace", "in_stock")}),
        ((SELLER,), "shop", set()),
        ((ITEM,), "shop", set()),
        (
            (SELLER, ITEM, CAUSE),
            "shop",
            {
                *((seller, "in_stock", "seller") for seller in ("direct", "marketplace")),
                *((seller, "in_stock", "system") for seller in ("direct", "marketplace")),
                ("direct", None, "seller"),
            },
        ),
    ],
)
def test_who_sells_what_is_sold_and_why_it_was_refused_cannot_all_go_together(axes, policy, found):
    space = BitSpace(axes)
    assert told(space, contradictory(space, policy) & space.all, *space.names) == found


def test_what_contradicts_under_the_policy_itself_is_no_valid_combination():
    source = small() | {"policy": "amiami", "rows": [row("all", "none", {"cause": "seller"})], "windows": []}
    found = Combinations(built(source))
    assert told(found.space, found.contradictory, "cause") == {("seller",)}
    assert ("seller",) not in told(found.space, found.valid, "cause")
