"""What the proof tells of a table, word for word, on tables small enough to count by hand."""

from shops import fact, shop
from tables import built, row

from decision.proof import MOST_GAPS, prove

GOALS = ("cancel", "cancel_part", "reduce_quantity", "undo_request", "refund")
PAID, UNPAID = row("paid", "none", {"paid": True}), row("unpaid", "cancel", {"paid": False})


def told(*rows: dict, **more: object) -> list[str]:
    """Kind and message of each finding."""
    return [f"{one.kind}: {one.message}" for one in prove(built(shop(*rows, **more))).findings]


def test_a_gap_of_one_combination_is_told_in_the_singular():
    most = row("unpaid", "cancel", {"paid": False, "goal": list(GOALS[1:])})
    assert told(PAID, most) == ["gap: no row holds for `goal` cancel, `paid` false (1 combination)"]


def test_a_gap_of_several_combinations_is_told_with_their_number():
    assert told(PAID) == ["gap: no row holds for `paid` false (5 combinations)"]


def test_a_gap_of_two_combinations_is_told_in_the_plural():
    most = row("unpaid", "cancel", {"paid": False, "goal": list(GOALS[2:])})
    assert told(PAID, most) == [
        "gap: no row holds for `goal` cancel|cancel_part, `paid` false (2 combinations)"
    ]


def test_of_facts_that_could_each_be_left_out_of_a_gap_the_later_one_is():
    own = (fact("ample", "boolean"), fact("zippy", "boolean"))
    both = row("both", "none", {"ample": False, "zippy": False})
    for facts in (own, own[::-1]):
        first, second = (one["fact"] for one in facts)
        assert told(both, facts=facts) == [
            f"gap: no row holds for `{first}` true (10 combinations)",
            f"gap: no row holds for `{second}` true (10 combinations)",
        ]


def test_a_gap_is_told_by_what_is_so_and_not_by_what_is_not_given():
    delivered = row("delivered", "none", {"status": "delivered", "opened": [True, False]})
    found = told(delivered)[0]
    assert found.startswith(
        "gap: no row holds for `status` unshipped|preparing|shipped|sent_back|cancelled ("
    )


def test_a_table_without_a_row_has_a_gap_everywhere():
    assert told() == ["gap: no row holds for all facts (5 combinations)"]


def test_values_of_a_region_stand_in_their_order_and_facts_in_theirs():
    rows = (
        row("one", "none", {"paid": True}),
        row("two", "cancel", {"paid": False, "goal": ["refund", "cancel"]}),
    )
    assert told(*rows) == [
        "gap: no row holds for `goal` cancel_part|reduce_quantity|undo_request, `paid` false (3 combinations)"
    ]


def test_rows_that_overlap_are_told_with_their_steps_and_where():
    late = row("late", "wait", {"paid": True, "goal": "cancel"})
    assert told(PAID, UNPAID, late) == [
        "overlap: `paid` (none) and `late` (wait) both hold for `goal` cancel, `paid` true (1 combination)"
    ]


def test_three_rows_that_overlap_are_told_pair_by_pair():
    found = told(PAID, UNPAID, PAID | {"id": "b"}, PAID | {"id": "c"})
    assert [one.split(" both")[0] for one in found] == [
        "overlap: `paid` (none) and `b` (none)",
        "overlap: `paid` (none) and `c` (none)",
        "overlap: `b` (none) and `c` (none)",
    ]


def test_rows_that_overlap_with_a_third_one_alone_are_no_pair():
    late = row("late", "wait", {"goal": "cancel"})
    assert [one.split(" both")[0] for one in told(PAID, UNPAID, late)] == [
        "overlap: `paid` (none) and `late` (wait)",
        "overlap: `unpaid` (cancel) and `late` (wait)",
    ]


def test_a_dead_row_is_told():
    assert told(PAID, UNPAID, row("dead", "none", {"status": "shipped", "opened": True})) == [
        "dead row: `dead` holds for no combination"
    ]


def test_a_dead_alternative_is_told_by_its_number():
    twice = row("paid", "none", {"paid": True, "goal": "cancel"}, {"paid": True})
    assert "dead row: alternative 1 of `paid` holds for no combination that its others do not cover" in told(
        twice, UNPAID
    )


def test_an_alternative_that_several_others_cover_together_is_dead():
    ways = [{"paid": True, "goal": one} for one in (list(GOALS[:3]), GOALS[0], list(GOALS[1:]))]
    assert told(row("paid", "none", *ways), UNPAID)[0] == (
        "dead row: alternative 1 of `paid` holds for no combination that its others do not cover"
    )


def test_a_condition_that_another_alternative_makes_up_for_is_dead():
    ways = {"paid": True, "goal": list(GOALS[1:])}, {"paid": True, "goal": GOALS[0]}
    assert told(row("paid", "none", *ways), UNPAID) == [
        f"dead condition: `goal` could be left out of alternative {number} of `paid`: it changes nothing"
        for number in (1, 2)
    ]


def test_a_dead_condition_is_told_with_its_row():
    needless = row("paid", "none", {"paid": True, "goal": list(GOALS)})
    assert told(needless, UNPAID) == [
        "dead condition: `goal` could be left out of `paid`: it changes nothing"
    ]


def test_findings_come_by_kind_gaps_first_then_overlaps_rows_conditions():
    rows = (
        row("one", "none", {"paid": True, "goal": list(GOALS)}),
        row("two", "none", {"paid": True, "goal": "cancel"}),
        row("never", "none", {"status": "shipped", "opened": True, "paid": True}),
    )
    assert [one.split(":")[0] for one in told(*rows)] == ["gap", "overlap", "dead row", "dead condition"]


def test_what_was_walked_is_counted():
    proof = prove(built(shop(PAID, UNPAID)))
    assert (proof.walked, proof.contradictory) == (10, 0)


def test_contradictions_are_counted_apart():
    rows = [
        row("other", "none", {"seller": "marketplace"}),
        row("direct", "cancel", {"seller": "direct", "request": ["none", "pending", "accepted"]}),
        row("refused", "wait", {"seller": "direct", "request": "rejected", "cause": ["system", "unknown"]}),
    ]
    proof = prove(built(shop(*rows)))
    causes, goals, sellers = 9, 5, 2
    states = 3 + causes
    assert proof.contradictory == goals  # a seller's refusal at a direct shop
    assert proof.walked == goals * (sellers * states - 1)


def test_only_the_first_gaps_are_told_one_by_one():
    sizes = {f"s{number}": {} for number in range(2 * MOST_GAPS)}
    colours = {f"c{number}": {} for number in range(2 * MOST_GAPS)}
    own = (fact("size", "choice", values=sizes), fact("colour", "choice", values=colours))
    rows = [
        row(f"r{number}", "none", {"size": f"s{number}", "colour": [c for c in colours if c != f"c{number}"]})
        for number in range(2 * MOST_GAPS)
    ]
    found = told(*rows, facts=own)
    assert found[0] == "gap: no row holds for `size` s0, `colour` c0 (5 combinations)"
    assert len(found) == MOST_GAPS + 1
    assert found[-1] == "gap: no row holds for 50 combinations more, this one among them"


def test_an_age_is_told_as_open_over_or_not_given():
    window = [{"fact": "requested_at", "hours": 1, "cites": ["C1"]}]
    due = row("due", "wait", {"request": "pending", "requested_at": "open"})
    rest = row("rest", "none", {"request": ["none", "accepted", "rejected"]})
    assert told(due, rest, windows=window) == [
        "gap: no row holds for `request` pending, `requested_at` over (5 combinations)"
    ]
