"""Clauses and the table: what cites each, by its kind and its name."""

from shops import shop
from tables import built, row

from decision.clauses import citing, unknown_clauses, unused_clauses

WINDOW = {"fact": "requested_at", "hours": 1, "cites": ["C2"]}
SHOP = built(
    shop(
        row("one", "none", {"paid": True}, cites=["C1", "C2"]),
        row("two", "none", {"paid": False}, cites=["C1"]),
        windows=[WINDOW],
        refunds=[{"when": {}, "cites": ["C3"]}, {"when": {}, "cites": ["C4"]}],
        warnings=[{"name": "late", "cites": ["C4"]}],
    )
)


def test_each_clause_is_named_with_all_that_cites_it():
    assert citing(SHOP) == {
        "C1": [("row", "one"), ("row", "two")],
        "C2": [("row", "one"), ("window", "requested_at")],
        "C3": [("refund", "1")],
        "C4": [("refund", "2"), ("warning", "late")],
    }


def test_an_unknown_clause_is_told_with_all_its_places():
    (found,) = unknown_clauses(SHOP, ["C1", "C2", "C3"])
    assert found.message == "`C4` is cited by refund `2`, warning `late`: there is no such clause"


def test_an_unused_clause_is_told():
    (found,) = unused_clauses(SHOP, ["C1", "C2", "C3", "C4", "C5", "C6"], ["C6"])
    assert found.message == "`C5` is carried by no row, window, refund, warning, text or entry"
