"""The proof by sets of bits agrees with a plain walk over combinations and with what `decide` does."""

import itertools
import random

import pytest
from answers import POLICIES
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_facts import CAUSES, WORDS
from tables import bits_of, built, only, profile_at, row, small

from decision import FactsError, PolicyError, check, decide
from decision.combinations import Combinations
from decision.proof import prove
from decision.table import Policy

pytestmark = pytest.mark.slow

NOW = "2026-08-07T15:20:00+09:00"


def assert_row_for_agrees(policy: Policy, share: float) -> int:
    """`Policy.row_for` finds the row whose bit is set; the number of combinations compared."""
    combinations = Combinations(policy)
    rng = random.Random(5)
    chosen = [bit for bit in bits_of(combinations.valid) if rng.random() < share]
    for bit in chosen:
        (by_bits,) = (one.id for one, bits in combinations.rows if bits >> bit & 1)
        assert policy.row_for(profile_at(combinations, bit)).id == by_bits
    return len(chosen)


def test_bits_and_a_plain_walk_find_the_same_row_everywhere():
    assert assert_row_for_agrees(built(small()), 1.0) > 10_000


@pytest.mark.parametrize("policy", POLICIES.all, ids=POLICIES.ids)
def test_bits_and_a_plain_walk_find_the_same_row_of_the_policies(policy):
    assert assert_row_for_agrees(policy, 0.04) > 2_000


def answered(facts: dict, policies) -> bool:
    try:
        check(policies, facts)
    except FactsError:
        return False
    return True


def test_the_walk_has_the_combinations_that_facts_can_have_and_no_more():
    """Every facts object of these columns that is no error and lacks nothing, told apart by its ages."""
    source = small()
    source["windows"] = source["windows"][:2]
    source["rows"] = [
        row("one", "none", {"seller": "direct", "opened": True, "cause": "seller", "retried": True}),
        row("two", "none", {"requested_at": "open"}, {"requested_at": "over"}),
    ]
    source["warnings"] = []
    policies = only(built(source))
    past = (None, NOW, "1990-01-01T00:00:00Z")
    columns = {
        "seller": WORDS["seller"],
        "status": WORDS["status"],
        "opened": (None, True, False),
        "request": WORDS["request"],
        "cause": (None, *CAUSES),
        "retried": (None, True, False),
        "requested_at": past,
    }
    count = 0
    for values in itertools.product(*columns.values()):
        facts = {name: value for name, value in zip(columns, values, strict=True) if value is not None}
        asked = {"opened": "delivered", "cause": "rejected", "retried": "rejected", "requested_at": "pending"}
        lacks = any(gate in facts.values() and name not in facts for name, gate in asked.items())
        if not lacks and answered({"goal": "cancel", "now": NOW, "policy": "amazon", **facts}, policies):
            count += 1
    goals = 5
    assert prove(policies.all[0]).walked == count * goals


@st.composite
def tables(draw) -> dict:
    """The small table with rows left out, and with tests left out or narrowed to one value."""
    source = small()
    kept = draw(st.lists(st.sampled_from(source["rows"]), unique_by=lambda one: one["id"], min_size=8))
    for one in kept:
        ways = one["when"] if isinstance(one["when"], list) else [one["when"]]
        way = draw(st.sampled_from(ways))
        if len(way) > 1 and draw(st.integers(0, 3)) == 0:
            del way[draw(st.sampled_from(sorted(way)))]
        if draw(st.integers(0, 3)) == 0:
            way["paid"] = draw(st.booleans())
    return source | {"rows": kept, "warnings": []}


@settings(max_examples=settings().max_examples // 4)
@given(tables())
def test_whatever_is_wrong_with_a_table_is_found_and_decide_meets_it(source):
    policy = built(source)
    combinations = Combinations(policy)
    wrong = set()
    for bit in itertools.islice(bits_of(combinations.valid), 0, None, 7):
        try:
            policy.row_for(profile_at(combinations, bit))
        except PolicyError as error:
            wrong.add("gap" if str(error).endswith("there is none") else "overlap")
    findings = prove(policy).findings
    assert wrong <= {one.kind for one in findings}
    for one in findings:
        if one.kind in ("gap", "overlap"):
            with pytest.raises(PolicyError):
                decide(only(policy), one.facts)
