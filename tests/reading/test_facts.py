"""What sentences of real people say: every fact that is said, and none that is asked, feared or wished."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from reading import read_facts, read_supposed
from reading.days import JST

# A Friday.
NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)

HERE = Path(__file__).parent


def table(name: str) -> list[tuple[str, str]]:
    """The lines of a table: what stands before ` =>` and what behind it."""
    rows = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if " =>" in line]
    parted = [line.partition(" =>") for line in rows if not line.startswith("#")]
    return [(text, told.strip()) for text, _, told in parted]


def cases(name: str = "facts.txt") -> list[tuple[str, dict[str, object]]]:
    """The lines of a table of sentences and the facts they say."""
    rows = table(name)
    return [(text, dict(fact(pair) for pair in told.split(", ") if pair.strip())) for text, told in rows]


def fact(pair: str) -> tuple[str, object]:
    """A fact and its value: true, false and numbers are themselves, the rest is text."""
    name, _, value = pair.strip().partition(": ")
    return name, {"true": True, "false": False}.get(value, int(value) if value.isdigit() else value)


def said(text: str) -> dict[str, object]:
    """Facts of a text without their places, those in doubt with a question mark."""
    return {
        read.fact + ("" if read.certainty == "sure" else "?"): read.value for read in read_facts(text, NOW)
    }


@pytest.mark.parametrize(("text", "facts"), cases())
def test_a_sentence_says_its_facts_and_no_others(text, facts):
    """Every fact in the words is read, with its value, and nothing else."""
    assert said(text) == facts


@pytest.mark.parametrize(("text", "facts"), cases("matters.txt"))
def test_of_several_orders_items_or_persons_only_the_one_meant_has_facts(text, facts):
    """What is told of the others is none; where nothing says which is meant, it is left open."""
    assert said(text) == facts


@pytest.mark.parametrize(("when", "told"), table("moments.txt"))
def test_a_moment_is_read_with_its_precision(when, told):
    """The instant in Japanese time, how exactly it was said, and whether only about so."""
    japanese = not re.search("[a-z]{2}", when)
    text = f"{when}にキャンセルリクエストしました" if japanese else f"I requested a cancellation {when}"
    (read,) = (read for read in read_facts(text, NOW) if read.fact == "requested_at")
    value, precision = told.split(" ")
    assert read.value == f"{value}+09:00"
    assert (read.precision, read.certainty) == (
        precision.rstrip("?"),
        "doubtful" if precision.endswith("?") else "sure",
    )


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("if it ships can I refuse it?", {"status": "shipped"}),
        ("発送されたら受け取り拒否できますか", {"status": "shipped"}),
        ("届いたら返品できますか", {"status": "delivered"}),
        ("once it's delivered can I return it", {"status": "delivered"}),
        ("開けたら返品できない？", {"opened": True}),
        ("if I open it can I return it", {"opened": True}),
        ("払ったらキャンセルできない？", {"paid": True}),
        ("can I cancel after I pay", {"paid": True}),
        ("can an opened item be returned?", {"opened": True}),
        ("can I return opened items?", {"opened": True}),
        ("can I cancel a shipped order?", {"status": "shipped"}),
        ("開封済みは返品できますか", {"opened": True}),
        ("発送される前にキャンセルしたい", {}),
        ("please cancel before it ships", {}),
        ("it ships tomorrow", {}),
        ("キャンセルしたらペナルティありますか", {}),
        ("開封済みの場合は返品できますか", {"opened": True}),
        ("発送済みでもキャンセルできますか", {"status": "shipped"}),
        ("発送後にキャンセルできますか", {"status": "shipped"}),
        ("can I cancel if it has already shipped?", {"status": "shipped"}),
        ("もう発送されましたか", {}),
        ("発送されました", {}),
    ],
)
def test_what_a_general_question_supposes_is_told_apart(text, facts):
    """A supposed state is none of an order, but can be what the question is about."""
    assert {read.fact: read.value for read in read_supposed(text)} == facts


def test_a_fact_comes_with_the_words_that_say_it():
    """The span cuts the evidence out of the text as it was written."""
    text = "すみません、ｺﾝﾋﾞﾆで払いました。"
    spans = {read.fact: text[read.start : read.end] for read in read_facts(text, NOW)}
    assert spans == {"payment_method": "ｺﾝﾋﾞﾆで払い", "paid": "払いました"}


@pytest.mark.parametrize(
    ("text", "day", "certainty"),
    [
        ("it will come out on the 10th", "2026-12-10", "sure"),
        ("it'll be released on the 28th", "2026-11-28", "sure"),
        ("it was released on the 28th", "2026-10-28", "sure"),
        ("it came out on the 10th", "2026-11-10", "sure"),
        ("my release date is the 20th", "2026-11-20", "sure"),
        ("release 05/12/2026", "2026-05-12", "doubtful"),
        ("release 25/12/2026", "2026-12-25", "sure"),
        ("release 05/12", "2027-05-12", "doubtful"),
        ("release 12/12", "2026-12-12", "sure"),
        ("release 12/25", "2026-12-25", "sure"),
        ("ordered 25/11, release 05/12", "2026-12-05", "sure"),
        ("発売日は05/12です", "2027-05-12", "sure"),
    ],
)
def test_a_release_is_dated_by_its_tense_and_doubtful_where_the_day_may_be_the_month(text, day, certainty):
    """On the 24th of November."""
    (read,) = read_facts(text, datetime(2026, 11, 24, 10, tzinfo=JST))
    assert (read.fact, read.value, read.certainty) == ("release_date", day, certainty)
