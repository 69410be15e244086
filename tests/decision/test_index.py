"""A policy's conditions as bits: what they rule out, leave possible and let hold, one fact at a time."""

from typing import Any

import pytest
from tables import bits_of, built, small

from decision.table import Policy

POLICY = built(small())
INDEX = POLICY.index


def profile(policy: Policy = POLICY, **values: Any) -> tuple:
    """A profile with these values, in which all else is unknown."""
    return tuple(values.get(fact.name) for fact in policy.facts)


def named(bits: int) -> list[str]:
    """The rows of which a way is among `bits`."""
    return [INDEX.ways[bit].id for bit in bits_of(bits & INDEX.rows)]


def test_every_condition_of_the_table_has_a_bit():
    policy = built(small())
    assert policy.index.all.bit_count() == policy.index.size == len(policy.conditions) == 20


def test_a_value_rules_out_the_conditions_that_want_another():
    left = INDEX.left(POLICY.at["status"], "shipped")
    assert named(left) == ["shipped"]
    assert (INDEX.all & ~left).bit_count() == 15


def test_a_place_without_a_value_is_passed_by_the_conditions_that_do_not_look_at_it():
    passed = INDEX.ruled_out(POLICY.at["opened"])
    assert INDEX.all & ~passed == sum(
        1 << bit for bit, row in enumerate(INDEX.ways) if row.id in ("unopened", "opened")
    )


def test_a_place_that_no_condition_looks_at_rules_nothing_out():
    place = POLICY.at["invoiced"]
    assert INDEX.left(place, True) == INDEX.ruled_out(place) == INDEX.all


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({"status": "shipped"}, ["shipped"]),
        ({"status": "delivered"}, ["unopened", "opened"]),
        ({"status": "delivered", "opened": True}, ["opened"]),
        ({"opened": True, "status": "shipped"}, ["shipped"]),
        ({"status": "unshipped", "request": "rejected", "cause": "system"}, ["failed", "failed.again"]),
        ({"status": "sent_back", "request": "rejected"}, ["back"]),
    ],
    ids=str,
)
def test_rows_are_left_that_no_known_value_rules_out(values, rows):
    for _ in range(2):  # what is remembered of a value rules out as much
        assert [row.id for row in INDEX.rows_left(profile(**values))] == rows


def test_a_row_of_several_ways_is_left_once():
    found = [row.id for row in INDEX.rows_left(profile(status="preparing", request="rejected"))]
    assert found == ["refused", "failed", "failed.again"]


def test_an_unknown_value_passes_no_condition_that_tests_it():
    assert named(INDEX.holding(profile(status="shipped"))) == ["shipped"]
    assert named(INDEX.holding(profile(status="delivered"))) == []
    assert named(INDEX.holding(profile(status="delivered", opened=False))) == ["unopened"]


def rows_of(**values: Any) -> list[str]:
    found = profile(**values)
    return [row.id for row in INDEX.rows_of(found, INDEX.holding(found))]


WAITING = {"status": "unshipped", "request": "pending", "seller": "direct"}
PAID_BACK = {"status": "cancelled", "payment_method": "card"}


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({**WAITING, "requested_at": (True, False)}, ["due"]),
        ({**WAITING, "requested_at": (False, True)}, ["overdue"]),
        ({**WAITING, "seller": "marketplace", "requested_at": (True, False)}, ["overdue"]),
        ({**WAITING, "seller": None, "requested_at": (True, True)}, []),
        (WAITING, []),
        ({**PAID_BACK, "cancelled_at": (True,)}, ["refund.due"]),
        ({**PAID_BACK, "cancelled_at": (False,)}, ["refund.overdue"]),
        (PAID_BACK, []),
        ({**PAID_BACK, "payment_method": "cod", "cancelled_at": (True,)}, ["refund.other"]),
    ],
    ids=str,
)
def test_a_way_that_wants_an_age_holds_by_the_window_that_counts_there(values, rows):
    assert rows_of(**values) == rows


def test_a_value_is_looked_up_in_the_table_once():
    policy = built(small())
    index, looked = policy.index, []
    left = index.left
    index.left = lambda place, value: looked.append(value) or left(place, value)
    for _ in range(3):
        index.holding(profile(policy, status="shipped"))
        index.possible(profile(policy, status="shipped", request="none"))
    assert looked == ["shipped", "none"]
