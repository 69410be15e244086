"""Further shops: their names, numbers and own facts are read as those of the two, without any training."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import entities, mask, order_numbers, read_answer, read_facts
from reading.days import JST
from reading.model import UNKNOWN
from reading.shops import (
    NONE,
    OwnFact,
    Shops,
    ShopWords,
    from_json,
    load_shops,
    the_shops,
    to_json,
    use_shops,
)

NOW = datetime(2026, 4, 1, 10, tzinfo=JST)
LEAF = ShopWords(
    "leaf",
    ("こもれび", "コモレビ服店", "leaf", "leaf amazon outlet"),
    "KM-[0-9]{6}",
    (
        OwnFact("delivered_at", "instant", (("", ("お届け", "parcel came")),), (("status", "delivered"),)),
        OwnFact("placed_at", "instant", (("", ("注文した", "ordered")),)),
        OwnFact("worn", "boolean", (("true", ("着た", "wore it")), ("false", ("着ていない", "not worn")))),
        OwnFact(
            "size", "choice", (("big", ("大きい方", "the big one")), ("small", ("小さい方", "small one")))
        ),
        OwnFact("collected", "count"),
        OwnFact("event_day", "date", (("", ("イベント", "event")),)),
        OwnFact("pay_by", "deadline"),
    ),
)
OTHER = ShopWords("other", ("ほか堂", "other shop"), None, (OwnFact("worn", "boolean"),))
SHOPS = Shops((LEAF, OTHER))


def named(text: str) -> dict[str, tuple[object, str]]:
    return {one.name: (one.value, text[one.start : one.end]) for one in entities(text, SHOPS)}


def said(text: str) -> dict[str, object]:
    return {read.fact: read.value for read in read_facts(text, NOW, SHOPS)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("こもれびで買いました", "こもれび"),
        ("ｺﾓﾚﾋﾞ服店の注文です", "ｺﾓﾚﾋﾞ服店"),
        ("I bought it at LEAF.", "LEAF"),
        ("the Leaf  Amazon Outlet order", "Leaf  Amazon Outlet"),
    ],
)
def test_a_shop_is_named_in_any_width_kana_and_case(text, words):
    assert named(text)["policy"] == ("leaf", words)


@pytest.mark.parametrize("text", ["a leaflet came", "cloverleaf", "葉っぱ"])
def test_an_english_name_is_a_whole_word(text):
    assert "policy" not in named(text)


def test_the_longer_of_two_names_is_meant():
    assert [one.value for one in entities("leaf amazon outlet", SHOPS) if one.name == "policy"] == ["leaf"]


def test_the_two_shops_are_still_named():
    assert named("Amazonで買った")["policy"][0] == "amazon"


def test_a_shop_that_is_named_is_a_fact_and_two_are_none():
    assert said("こもれびで買いました")["policy"] == "leaf"
    assert "policy" not in said("こもれびとアマゾンで買いました")


@pytest.mark.parametrize(
    "text",
    ["KM-123456", "ＫＭ－１２３４５６", "km‐123456", "注文番号はkm - 123456です", "order KM-123456, please"],
)
def test_a_shops_order_number_is_read_however_it_is_typed(text):
    assert [one.value for one in order_numbers(text, SHOPS)] == ["KM-123456"]


@pytest.mark.parametrize("text", ["KM-1234567", "XKM-123456", "KM-123456-7", "KM-12345"])
def test_a_longer_or_shorter_number_is_not_the_shops(text):
    assert "KM-123456" not in [one.value for one in order_numbers(text, SHOPS)]


def test_without_the_shop_its_number_needs_a_word_before_it():
    assert order_numbers("KM-123456", NONE) == ()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("もう着たのですが", {"worn": True}),
        ("まだ着ていないです", {"worn": False}),
        ("I have not worn it", {"worn": False}),
        ("I wore it once", {"worn": True}),
        ("着たわけではないです", {"worn": False}),
        ("もし着た場合はどうなりますか", {}),
        ("小さい方です", {"size": "small"}),
        ("大きい方と小さい方", {}),
        ("3日前に届きました", {"status": "delivered", "delivered_at": "2026-03-29T23:59:59+09:00"}),
        (
            "it was delivered yesterday",
            {"status": "delivered", "delivered_at": "2026-03-31T23:59:59+09:00"},
        ),
        ("3月20日に注文した、いや3月21日かも", {"placed_at": "2026-03-20T23:59:59+09:00"}),
        ("3月20日に注文した", {"placed_at": "2026-03-20T23:59:59+09:00"}),
        ("the event is on 5 May", {"event_day": "2026-05-05"}),
    ],
)
def test_own_facts_are_read_in_words(text, facts):
    assert said(text) == facts


def test_another_shops_name_rules_an_own_fact_out():
    assert "worn" not in said("アマゾンで買いました。もう着た")
    assert said("ほか堂で買いました。着た") == {"policy": "other", "worn": True}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("はい", "worn", True),
        ("no", "worn", False),
        ("着ていない", "worn", False),
        ("the big one", "size", "big"),
        ("はい", "size", None),
        ("3月30日", "delivered_at", "2026-03-30T23:59:59+09:00"),
        ("3", "collected", 3),
        ("3回です", "collected", 3),
        ("I have 12 of them", "collected", 12),
        ("5月5日", "event_day", "2026-05-05"),
        ("5月5日", "pay_by", "2026-05-05"),
        ("わかりません", "worn", UNKNOWN),
        ("no idea", "delivered_at", UNKNOWN),
        ("返金はいつですか？", "worn", None),
        ("3月30日ですか？", "delivered_at", None),
    ],
)
def test_an_open_question_about_an_own_fact_is_answered(text, fact, value):
    answer = read_answer(text, fact, NOW, SHOPS)
    assert answer == value and type(answer) is type(value)


def test_a_shops_number_is_not_masked():
    use_shops(SHOPS)
    try:
        assert mask("KM-123456 090-1234-5678") == "KM-123456 *************"
    finally:
        use_shops(NONE)


def test_shops_are_set_once_for_a_process():
    use_shops(SHOPS)
    try:
        assert the_shops() is SHOPS
        assert [one.value for one in entities("こもれび")] == ["leaf"]
    finally:
        use_shops(NONE)
    assert entities("こもれび") == ()


def test_shops_come_back_from_their_file(tmp_path):
    path = tmp_path / "shops.json"
    path.write_text(json.dumps(to_json(SHOPS), ensure_ascii=False), encoding="utf-8")
    assert load_shops(path) == SHOPS == from_json(to_json(SHOPS))


@given(st.text(max_size=60))
def test_any_text_is_read_with_further_shops(text):
    for one in (*entities(text, SHOPS), *read_facts(text, NOW, SHOPS), *order_numbers(text, SHOPS)):
        assert 0 <= one.start < one.end <= len(text)
    for fact in LEAF.facts:
        read_answer(text, fact.name, NOW, SHOPS)


@given(st.text(max_size=60))
def test_without_further_shops_nothing_changes(text):
    assert entities(text, NONE) == entities(text, Shops((ShopWords("x"),)))
    assert read_facts(text, NOW, NONE) == read_facts(text, NOW, Shops((ShopWords("x"),)))
