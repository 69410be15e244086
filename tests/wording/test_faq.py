"""The shops' entries: each answers from clauses, in both languages, and honestly where clauses disagree."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from wording import Entry, entries, load_wording
from wording.catalog import FOLDERS
from wording.check import faults

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def faulty(tmp_path: Path) -> Callable[[Change], list[str]]:
    """The faults of a copy of amiami's texts after a change to its first entry, the one on which orders."""

    def found(change: Change) -> list[str]:
        source = yaml.safe_load((FOLDERS[1] / "amiami.yml").read_text(encoding="utf-8"))
        change(source)
        (tmp_path / "amiami.yml").write_text(yaml.safe_dump(source, allow_unicode=True), encoding="utf-8")
        return [line for line in faults((FOLDERS[0], tmp_path)) if "amiami" in line or "faq" in line]

    return found


def the_entry(name: str) -> Entry:
    return next(entry for entry in entries(load_wording()) if entry.id == name)


def test_an_entry_cites_what_its_answer_says_in_its_order() -> None:
    entry = the_entry("amiami.faq.result_when")
    assert entry.cites == ("A20", "A21")
    assert "1営業日以内" in entry.answer["ja"] and "within 1 business day" in entry.answer["en"]
    assert entry.question["ja"].endswith("か？") and entry.question["en"].endswith("?")


@pytest.mark.parametrize("entry", entries(load_wording()), ids=lambda entry: entry.id)
def test_an_entry_reads_well_in_both_languages(entry: Entry) -> None:
    assert entry.cites and set(entry.question) == set(entry.short) == set(entry.answer) == {"ja", "en"}
    assert all(text == text.strip() for text in (*entry.short.values(), *entry.answer.values()))
    assert all(text and not re.search(r"[{}]| {2}|。。|。 |:\s*$", text) for text in entry.answer.values())
    assert re.search(r"[ぁ-ん]", entry.answer["ja"]) and not re.search(r"[ぁ-ん]", entry.question["en"])
    assert not re.search(r"[a-z]{2}[.?!][A-Z]", entry.answer["en"]), "a blank is missing between sentences"


def test_ids_are_unique_and_name_their_shop() -> None:
    ids = [entry.id for entry in entries(load_wording())]
    assert len(ids) == len(set(ids)) >= 30
    assert {name.partition(".")[0] for name in ids} == {"amiami", "amazon"}


def test_where_clauses_disagree_the_reading_is_said() -> None:
    w = load_wording()
    answer = the_entry("amazon.faq.preparing").answer
    for language in ("ja", "en"):
        reading = "".join(map(str, (w.policies["amazon"].about["Z123"].reading or {})[language]))
        assert reading in answer[language]


def first(source: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = source["faq"][0]
    return entry


def both(text: str) -> dict[str, str]:
    return {"ja": text, "en": text}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda s: s.update(faq={}), "`amiami.yml`: faq: a list of entries is needed"),
        (lambda s: s.update(faq=["A"]), "faq: entry 1 needs `id`, `question`, `short` and `answer`"),
        (lambda s: first(s).pop("answer"), "faq: entry 1 needs `id`"),
        (lambda s: first(s).pop("short"), "faq: entry 1 needs `id`"),
        (lambda s: first(s).update(cites=["A01"]), "faq: entry 1 needs `id`"),
        (lambda s: first(s).update(id="Which Orders"), "faq: `id` is `Which Orders`"),
        (lambda s: first(s).update(id=3), "faq: `id` is `3`"),
        (lambda s: first(s).update(id="comments"), "faq: `comments` is defined twice"),
        (lambda s: s["texts"].update({"faq.comments.answer": both("x")}), "`faq.comments.answer` is defined"),
        (lambda s: first(s)["answer"].pop("en"), "`amiami.faq.which_orders.answer`: `en` is missing"),
        (lambda s: first(s)["short"].pop("ja"), "`amiami.faq.which_orders.short`: `ja` is missing"),
        (lambda s: first(s).update(related=["gone"]), "is related to `gone`, which is no other entry"),
        (lambda s: first(s).update(related=["which_orders"]), "which is no other entry"),
        (lambda s: first(s).update(related="preorder"), "`which_orders`: `related` is no list of names"),
        (lambda s: first(s).update(answers=[3]), "`which_orders`: `answers` is no list of names"),
        (lambda s: first(s).update(words={"fr": ["x"]}), "`which_orders`: `words` are no words by language"),
        (lambda s: first(s).update(words={"ja": "x"}), "`which_orders`: `words` is no list of words"),
        (lambda s: first(s).update(short=both("{clause:A20}{clause:A21}")), "says `A20`, `A21`, which"),
        (lambda s: first(s).update(short=both("{clause:A03}")), "short` says `A03`, and neither a reading"),
        (lambda s: s["texts"].update({"answer.penalty": both("x")}), "`answer.penalty` is defined twice"),
        (lambda s: first(s)["question"].update(ja=" "), "which_orders.question`: `ja` says nothing"),
        (lambda s: first(s)["question"].update(en="Within 3 days?"), "the digit `3` stands in `en`"),
        (lambda s: first(s)["question"].update(ja="三日以内ですか？"), "the figure `三日` stands in `ja`"),
        (lambda s: first(s).update(question=both("{clause:A01}")), "a place stands in a question"),
        (lambda s: first(s)["answer"].update(en="{clause:A02}"), "ja and en differ in"),
        (lambda s: first(s).update(answer=both("{clause:A99}")), "{clause:A99}`: 0 policies have it"),
        (lambda s: first(s).update(answer=both("{clause:A02}{reading:A02}")), "{reading:A02}`: 0 policies"),
        (lambda s: first(s).update(answer=both("{clause:A02}{date:date}")), "is given no values: `date`"),
        (lambda s: first(s).update(answer=both("はい")), "answer` pulls in no clause"),
        (
            lambda s: first(s).update(answer=both("{clause:A03}")),
            "says `A03`, and neither a reading nor what conflicts: A06",
        ),
    ],
)
def test_a_fault_of_an_entry_is_found(
    faulty: Callable[[Change], list[str]], change: Change, fault: str
) -> None:
    found = faulty(change)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    "answer", ["{clause:A03}{clause:A06}", "{clause:A03}{reading:A03}", "{clause:A06}{reading:A03}"]
)
def test_both_sides_or_a_reading_are_enough(faulty: Callable[[Change], list[str]], answer: str) -> None:
    assert faulty(lambda source: first(source).update(answer=both(answer), short=both(answer))) == []


# What the two documents answer, part by part, and the entry that answers it.
DOCUMENTS = {
    "amazon": {
        "what_is_request": "Z130",  # the ten questions
        "shipped_anyway": "Z46",
        "refund_when": "Z131",
        "why_it_fails": "Z27",
        "result_where": "Z132",
        "error_cases": "Z133",
        "no_mail": "Z65",
        "which_reason": "Z134",
        "penalty": "Z135",
        "effect_on_seller": "Z42",
        "refund_konbini_paypay": "Z136",
        "check_shipped": "Z137",  # the seven checks
        "check_entries": "Z133",
        "system_error": "Z53",
        "mails": "Z138",
        "reception_hours": "Z139",
        "customer_service": "Z81",
        "after_refusal": "Z75",
        "filling_in": "Z140",  # the input mistakes
        "keep_records": "Z112",
        "words": "Z12",  # the glossary
        "refund_card": "Z76",  # the table of refunds
        "refund_konbini_atm": "Z77",
        "refund_e_money": "Z78",
        "refund_cod": "Z79",
        "marketplace_shipped_anyway": "Z113",  # troubles on the marketplace
        "marketplace_not_through": "Z114",
        "marketplace_refund_late": "Z115",
        "marketplace_refused": "Z116",
        "frequent_cancelling": "Z117",  # restrictions
        "suspended_accounts": "Z126",
        "avoid_restriction": "Z128",
        "by_status": "Z44",  # steps, causes, ways left
        "request_steps": "Z32",
        "cause_and_remedy": "Z54",
        "sent_by_mistake": "Z70",
        "withdraw_request": "Z68",
        "how_to_refuse": "Z92",
        "how_to_return": "Z94",
        "opened_item": "Z66",
        "shipping_cost": "Z97",
        "refund_status": "Z80",
        "refund_missing": "Z82",
        "marketplace_steps": "Z103",
        "marketplace_answer_time": "Z104",
        "writing_to_seller": "Z109",
    },
    "amiami": {
        "how_to_cancel": "A08",
        "preorder": "A03",
        "in_stock": "A04",
        "back_order": "A07",
        "part_of_order": "A09",
        "not_listed": "A13",
        "paid_order": "A12",
        "give_reason": "A17",
        "withdraw_request": "A19",
        "result_when": "A20",
        "fewer_pieces": "A25",
        "penalty": "A26",
        "unpaid": "A27",
        "contact": "A29",
    },
}


@pytest.mark.parametrize(
    ("name", "clause"),
    [(f"{shop}.faq.{key}", clause) for shop, parts in DOCUMENTS.items() for key, clause in parts.items()],
)
def test_every_part_of_the_documents_has_an_entry_that_says_its_clause(name: str, clause: str) -> None:
    entry = the_entry(name)
    assert clause in entry.cites
    assert all(entry.short[language] for language in ("ja", "en"))


def test_every_clause_of_both_documents_is_said_by_an_entry_or_a_step() -> None:
    w = load_wording()
    said = {clause for name in w.names() for clause in w.pulls(name)}
    assert {clause for policy in w.policies.values() for clause in policy.clauses} <= said
