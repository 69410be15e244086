"""The search finds what people mean, in either language, whatever slips, widths and kana they type."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wording import load_wording
from wording.catalog import FOLDERS
from wording.search import Index, faq_of

NOW = datetime(2026, 4, 1, tzinfo=UTC)
SHOPS = Path(__file__).resolve().parents[3] / "examples" / "shops"
QUERIES = Path(__file__).resolve().parents[2] / "data" / "faq-queries.yml"
JUDGED: dict[str, dict[str, list[dict[str, Any]]]] = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
INDEX = faq_of(load_wording()).on(NOW)


def first(query: str, index: Index = INDEX) -> str:
    found = index.search(query)
    return found[0].entry.id.replace(".faq.", ".") if found else ""


def share(half: str, language: str, places: int) -> float:
    judged = JUDGED[half][language]
    hits = 0
    for one in judged:
        found = [hit.entry.id.replace(".faq.", ".") for hit in INDEX.search(one["q"])[:places]]
        hits += bool(set(found) & set(one["right"]))
    return hits / len(judged)


def test_there_are_two_hundred_judged_queries_and_each_names_entries_that_exist():
    known = {entry.id.replace(".faq.", ".") for entry in INDEX.entries}
    counts = {
        language: len({one["q"] for half in JUDGED.values() for one in half[language]})
        for language in ("ja", "en")
    }
    assert min(counts.values()) >= 100
    assert {
        right
        for half in JUDGED.values()
        for listed in half.values()
        for one in listed
        for right in one["right"]
    } <= known


@pytest.mark.parametrize("half", ["tune", "report"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nine_in_ten_queries_find_the_right_entry_first(half: str, language: str):
    assert share(half, language, 1) >= 0.9


@pytest.mark.parametrize("half", ["tune", "report"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_right_entry_is_among_three_but_for_one_query_in_fifty(half: str, language: str):
    assert share(half, language, 3) >= 0.98


@pytest.mark.parametrize(
    "queries",
    [
        ("キャンセルリクエスト 流れ", "ｷｬﾝｾﾙﾘｸｴｽﾄ　流れ", "きゃんせるりくえすと 流れ"),
        ("PayPay refund", "ＰａｙＰａｙ　ｒｅｆｕｎｄ", "paypay REFUND"),
        ("refuse the parcel", "refuse the parcle", "refuze the parcel"),
        ("reduce the quantity", "reduce the quantiti", "redcue the qauntity"),
        ("can't return an opened item", "can’t return an opened item"),
    ],
)
def test_width_case_kana_and_slips_change_nothing(queries: tuple[str, ...]):
    assert len({first(query) for query in queries}) == 1


def test_either_language_finds_the_same_entry():
    for ja, en in (
        ("受取拒否", "refuse delivery"),
        ("代引きの返金", "cash on delivery refund"),
        ("取り寄せ", "back-order"),
    ):
        assert first(ja) == first(en)


@pytest.mark.parametrize("query", ["", " ", "zzzz", "★☆", "the", "です"])
def test_what_says_nothing_finds_nothing(query: str):
    assert INDEX.search(query) == ()


def test_a_shops_name_alone_finds_its_entries_only_where_it_may():
    assert {hit.entry.policy for hit in INDEX.search("あみあみ")} == {"amiami"}
    assert INDEX.search("あみあみ", by_name=False) == ()


def test_only_what_may_pass_is_found():
    found = INDEX.search("返金", lambda entry: entry.id.endswith("refund_card"))
    assert [hit.entry.id for hit in found] == ["amazon.faq.refund_card"]


def test_another_shops_entries_and_names_are_searched_too():
    index = faq_of(load_wording((*FOLDERS, SHOPS))).on(NOW)
    assert first("komorebi clothes contact", index) == "komorebi.contact"
    assert first("サイズ違いの交換", index) == "komorebi.exchange"


@given(st.text(max_size=300))
def test_any_text_may_be_searched_for_and_scores_are_finite_and_sorted(query: str):
    scores = [hit.score for hit in INDEX.search(query)]
    assert all(math.isfinite(score) and score > 0 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(st.sampled_from([one["q"] for half in JUDGED.values() for listed in half.values() for one in listed]))
def test_the_same_query_is_answered_the_same_and_spaces_around_it_mean_nothing(query: str):
    assert INDEX.search(query) == INDEX.search(query)
    assert first(f"  {query} ") == first(query)
