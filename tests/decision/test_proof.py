"""The proof finds each kind of fault in a table broken on purpose, and agrees with a plain walk."""

import itertools
import json
import random

import pytest
from answers import POLICIES
from oracle_facts import WORDS
from tables import built, only, row, rows_of, small, without

from decision import PolicyError, decide
from decision.clauses import unknown_clauses, unused_clauses
from decision.combinations import Combinations
from decision.proof import MOST_GAPS, Finding, prove
from wording import load_wording

NOW = "2026-08-07T15:20:00+09:00"


def found(source: dict, kind: str | None = None) -> list[Finding]:
    return [one for one in prove(built(source)).findings if kind in (None, one.kind)]


def only_found(source: dict, kind: str) -> Finding:
    findings = found(source)
    assert [one.kind for one in findings] == [kind], findings
    return findings[0]


def assert_decide_meets(source: dict, finding: Finding, *rows: str) -> None:
    """Deciding on the finding's facts, as JSON, ends where no one row holds."""
    facts = json.loads(json.dumps(finding.facts))
    with pytest.raises(PolicyError) as raised:
        decide(only(built(source)), facts)
    assert str(raised.value).endswith(f"there is {', '.join(rows) or 'none'}")


def test_a_sound_table_has_no_finding():
    assert found(small()) == []


@pytest.mark.parametrize("policy", POLICIES.all, ids=POLICIES.ids)
def test_the_policies_have_no_finding(policy):
    assert prove(policy).findings == ()


@pytest.mark.parametrize("policy", POLICIES.all, ids=POLICIES.ids)
def test_the_policies_cite_only_clauses_that_they_have(policy):
    assert list(unknown_clauses(policy, load_wording().policies[policy.id].clauses)) == []


def test_a_gap_is_told_with_the_facts_that_lead_into_it():
    source = without(small(), "unopened")
    gap = only_found(source, "gap")
    assert gap.facts == {
        "goal": "cancel",
        "now": "2026-01-01T12:00:00+09:00",
        "policy": "amazon",
        "status": "delivered",
        "opened": False,
    }
    assert "`status` delivered, `opened` false" in gap.message
    assert_decide_meets(source, gap)


def test_a_gap_of_several_values_is_one_finding():
    source = without(small(), "none")
    gap = only_found(source, "gap")
    assert "`status` unshipped|preparing, `request` none" in gap.message
    assert_decide_meets(source, gap)


@pytest.mark.parametrize("name", rows_of(small()))
def test_every_row_that_is_left_out_leaves_a_gap_that_decide_meets(name):
    source = without(small(), name)
    gaps = found(source, "gap")
    assert gaps
    for gap in gaps:
        assert_decide_meets(source, gap)


def test_a_gap_in_time_has_an_instant_by_which_every_window_is_over():
    source = without(small(), "overdue")
    gap = only_found(source, "gap")
    assert "`requested_at` over" in gap.message
    assert gap.facts["requested_at"] < "2025-12-29"  # two business days before 1 January
    assert_decide_meets(source, gap)


def test_the_days_of_a_gap_lie_on_the_right_side_of_now():
    early = {"release_date": "before", "payment_deadline": "before"}
    late = {"release_date": "reached", "payment_deadline": "passed"}
    rows = [row("early", "cancel", early), row("late", "none", late)]
    source = {"policy": "shop", "valid_from": small()["valid_from"], "rows": rows}
    facts = [gap.facts for gap in found(source, "gap")]
    assert [(one["release_date"], one["payment_deadline"][:10]) for one in facts] == [
        ("2026-01-02", "2025-12-31"),
        ("2026-01-01", "2026-01-02"),
    ]
    for gap in found(source, "gap"):
        assert_decide_meets(source, gap)


def test_a_table_with_gaps_everywhere_tells_the_first_and_counts_the_rest():
    pairs = list(itertools.product(WORDS["payment_method"], WORDS["status"], WORDS["request"]))
    columns = ("payment_method", "status", "request")
    rows = [
        row("-".join(one), "none", dict(zip(columns, one, strict=True)))
        for one in random.Random(3).sample(pairs, 60)
    ]
    source = small() | {"rows": rows, "windows": []}
    gaps = found(source, "gap")
    assert len(gaps) == MOST_GAPS + 1
    assert "combinations more" in gaps[-1].message
    for gap in gaps:
        assert_decide_meets(source, gap)


def test_rows_that_overlap_are_named_with_facts_for_which_both_hold():
    source = small()
    source["rows"].append(row("late.shipped", "return", {"status": "shipped", "request": "accepted"}))
    overlap = only_found(source, "overlap")
    assert "`shipped` (refuse_delivery) and `late.shipped` (return)" in overlap.message
    assert (overlap.facts["status"], overlap.facts["request"]) == ("shipped", "accepted")
    assert_decide_meets(source, overlap, "shipped", "late.shipped")


def test_rows_of_the_same_step_overlap_too():
    source = small()
    source["rows"].append(row("twin", "return", {"status": "delivered", "opened": False}))
    assert_decide_meets(source, only_found(source, "overlap"), "unopened", "twin")


def test_rows_overlap_where_a_fact_is_told_that_nobody_asks_for():
    """A request's instant may be given once it has been accepted, too."""
    source = small()
    source["rows"].append(row("old", "contact_support", {"request": "accepted", "requested_at": "over"}))
    pairs = {one.message.split(" both")[0] for one in found(source, "overlap")}
    assert "`accepted` (none) and `old` (contact_support)" in pairs
    for overlap in found(source, "overlap"):
        with pytest.raises(PolicyError):
            decide(only(built(source)), overlap.facts)


@pytest.mark.parametrize(
    "when",
    [
        {"status": "shipped", "opened": True},
        {"request": "none", "requested_at": "open"},
        {"seller": "direct", "cause": "seller"},
        {"payment_method": "cod", "cancelled_at": "over"},  # no window counts it
        {"item": "pre_order"},
        {"request": "accepted", "retried": True},
    ],
    ids=str,
)
def test_a_row_that_can_never_hold_is_dead(when):
    source = small()
    source["rows"].append(row("never", "none", when))
    dead = only_found(source, "dead row")
    assert "`never`" in dead.message and dead.facts is None


def test_an_alternative_that_the_others_cover_is_dead():
    source = small()
    rows_of(source)["shipped"]["when"] = [{"status": "shipped"}, {"status": "shipped", "request": "none"}]
    assert "alternative 2 of `shipped`" in only_found(source, "dead row").message


def test_of_two_equal_alternatives_one_is_dead():
    source = small()
    rows_of(source)["shipped"]["when"] = [{"status": "shipped"}, {"status": "shipped"}]
    assert "alternative 2 of `shipped`" in only_found(source, "dead row").message


@pytest.mark.parametrize(
    ("name", "fact", "test"),
    [
        ("shipped", "goal", ["cancel", "cancel_part", "reduce_quantity", "undo_request", "refund"]),
        ("refused", "seller", "marketplace"),
        ("none", "retried", False),
        ("overdue", "seller", ["direct", "marketplace"]),
    ],
)
def test_a_condition_that_changes_nothing_is_dead(name, fact, test):
    source = small()
    rows_of(source)[name]["when"][fact] = test
    assert f"`{fact}` could be left out of `{name}`" in only_found(source, "dead condition").message


def test_alternatives_that_a_column_splits_in_two_are_told():
    source = small()
    ways = [{"status": "shipped", "paid": True}, {"status": "shipped", "paid": False}]
    rows_of(source)["shipped"]["when"] = ways
    dead = found(source)
    assert [one.kind for one in dead] == ["dead condition"] * 2
    assert all("`paid` could be left out of alternative" in one.message for one in dead)


def test_a_condition_that_says_where_a_fact_exists_is_not_dead():
    """`status: delivered` beside `opened`, and a payment method beside the window that it chooses."""
    tables = rows_of(small())
    assert tables["unopened"]["when"] == {"status": "delivered", "opened": False}
    assert "payment_method" in tables["refund.due"]["when"]
    assert found(small(), "dead condition") == []


def test_a_clause_that_is_cited_and_unknown_is_named_with_its_places():
    policy = built(small())
    (unknown,) = unknown_clauses(policy, {"C1", "C3"})
    assert (unknown.kind, unknown.facts) == ("unknown clause", None)
    assert "`C2` is cited by window `requested_at`" in unknown.message


def test_a_clause_that_nothing_carries_is_named():
    policy = built(small())
    (unused,) = unused_clauses(policy, ["C1", "C2", "C3", "C4", "C5"], {"C5"})
    assert unused.kind == "unused clause" and "`C4`" in unused.message


def test_contradictory_combinations_are_counted_and_not_walked():
    proof = prove(built(small()))
    combinations = Combinations(built(small()))
    assert proof.contradictory == combinations.contradictory.bit_count() > 0
    assert not combinations.contradictory & combinations.valid
