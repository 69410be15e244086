"""Denied once a state is its opposite, denied twice it is itself again."""

from datetime import datetime
from itertools import product

import pytest

from reading import read_facts
from reading.days import JST

NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)

# A fact, its value, and a clause that says it and can be followed by わけ.
CLAUSES = [
    ("paid", True, "払った"),
    ("paid", False, "払ってない"),
    ("paid", False, "お金を払っていない"),
    ("opened", True, "開けた"),
    ("opened", False, "開けてない"),
    ("opened", True, "開封した"),
    ("opened", False, "開封していない"),
    ("status", "shipped", "発送された"),
    ("status", "unshipped", "発送されてない"),
    ("status", "unshipped", "まだ発送されていない"),
    ("request", "pending", "リクエストした"),
    ("request", "none", "リクエストしてない"),
    ("invoiced", True, "請求書が届いた"),
    ("invoiced", False, "請求書が来てない"),
]
NOUNS = [
    ("paid", True, "支払い済み"),
    ("paid", False, "未払い"),
    ("opened", True, "開封済み"),
    ("opened", False, "未開封"),
    ("status", "shipped", "発送済み"),
    ("status", "unshipped", "未発送"),
]
CLAUSE_DENIALS = [
    "わけじゃない",
    "わけではない",
    "わけではありません",
    "わけじゃありません",
    "訳ではない",
    "わけやない",
]
NOUN_DENIALS = ["じゃない", "ではない", "ではありません", "じゃありません", "じゃなく", "やない"]
# The same said straight, denied, and denied twice.
ENGLISH = [
    ("paid", True, "I paid", "I haven't paid", "it's not that I haven't paid"),
    ("paid", True, "it's paid", "it's unpaid", "it's not unpaid"),
    ("paid", True, "I've paid it", "I have not paid", "it's not true that I have not paid"),
    ("opened", True, "I opened it", "I didn't open it", "it's not like I didn't open it"),
    ("opened", True, "it's opened", "it's unopened", "it isn't unopened"),
    ("opened", True, "I opened the box", "I never opened the box", "it's not that I never opened the box"),
    ("status", "shipped", "it has shipped", "it hasn't shipped", "it's not that it hasn't shipped"),
    ("status", "shipped", "it was shipped", "it wasn't shipped", "I don't think it wasn't shipped"),
    (
        "request",
        "pending",
        "I requested a cancellation",
        "I haven't requested a cancellation",
        "it's not that I haven't requested a cancellation",
    ),
    ("invoiced", True, "I was invoiced", "I haven't been invoiced", "it's not that I haven't been invoiced"),
]
OPPOSITE = {
    True: False,
    False: True,
    "shipped": "unshipped",
    "unshipped": "shipped",
    "pending": "none",
    "none": "pending",
}


def read(text, fact):
    """The value and the certainty of one fact of a text."""
    return {(one.value, one.certainty) for one in read_facts(text, NOW) if one.fact == fact}


@pytest.mark.parametrize(("case", "denial"), list(product(CLAUSES, CLAUSE_DENIALS)))
def test_a_denied_clause_means_the_opposite_but_not_for_sure(case, denial):
    fact, value, clause = case
    assert read(clause, fact) == {(value, "sure")}
    assert read(clause + denial, fact) == {(OPPOSITE[value], "doubtful")}


@pytest.mark.parametrize(
    ("case", "denial", "again"), list(product(CLAUSES, CLAUSE_DENIALS[:2], CLAUSE_DENIALS))
)
def test_a_clause_denied_twice_means_what_it_says(case, denial, again):
    fact, value, clause = case
    assert read(clause + denial + again, fact) == {(value, "doubtful")}


@pytest.mark.parametrize(("case", "denial"), list(product(NOUNS, NOUN_DENIALS)))
def test_a_denied_state_is_the_opposite(case, denial):
    fact, value, noun = case
    assert read(noun + denial, fact) == {(OPPOSITE[value], "sure")}


@pytest.mark.parametrize(("case", "again"), list(product(NOUNS, CLAUSE_DENIALS)))
def test_a_denied_state_denied_again_is_itself(case, again):
    fact, value, noun = case
    assert read(f"{noun}じゃない{again}", fact) == {(value, "doubtful")}


@pytest.mark.parametrize(("fact", "value", "said", "denied", "twice"), ENGLISH)
def test_in_english_denied_twice_is_the_first_value(fact, value, said, denied, twice):
    assert {one for one, _ in read(said, fact)} == {value}
    assert {one for one, _ in read(denied, fact)} == {OPPOSITE[value]}
    assert {one for one, _ in read(twice, fact)} == {value}


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("払ったわけじゃないですか？", "paid"),
        ("未開封じゃないですか", "opened"),
        ("届いてないわけじゃない", "status"),
        ("準備中じゃない", "status"),
        ("isn't it paid?", "paid"),
    ],
)
def test_a_denial_that_asks_or_leaves_several_values_says_nothing(text, fact):
    assert read(text, fact) == set()
