"""Money in a text, and how much of an order is meant."""

from decimal import Decimal

import pytest

from reading import amounts, portion

SUMS = [
    ("3,980円でした", "3980", "JPY", False, "3,980円"),
    ("￥３，９８０です", "3980", "JPY", False, "￥３，９８０"),
    ("¥3980", "3980", "JPY", False, "¥3980"),
    ("約1万2千円くらい", "12000", "JPY", True, "約1万2千円くらい"),
    ("1.5万円の商品", "15000", "JPY", False, "1.5万円"),
    ("三千円払った", "3000", "JPY", False, "三千円"),
    ("2万3000円", "23000", "JPY", False, "2万3000円"),
    ("it was about 40 dollars", "40", "USD", True, "about 40 dollars"),
    ("I paid $39.99 for it", "39.99", "USD", False, "$39.99"),
    ("3980 yen", "3980", "JPY", False, "3980 yen"),
    ("roughly 50 euros", "50", "EUR", True, "roughly 50 euros"),
    ("£20 or so", "20", "GBP", True, "£20 or so"),
]

PORTIONS = [
    ("2個のうち1個キャンセルしたい", 1, 2, None, None, "2個のうち1個"),
    ("3つのうち1つだけ", 1, 3, None, None, "3つのうち1つだけ"),
    ("2個注文したうちの1個", 1, 2, None, None, "2個注文したうちの1個"),
    ("一つだけキャンセル", 1, None, None, None, "一つだけ"),
    ("片方だけ返品したい", 1, 2, None, None, "片方だけ"),
    ("赤いのだけキャンセルしたい", None, None, None, "赤いの", "赤いのだけ"),
    ("2つ目だけ返品", None, None, 2, None, "2つ目だけ"),
    ("cancel one of three items", 1, 3, None, None, "one of three items"),
    ("one of the three", 1, 3, None, None, "one of the three"),
    ("return one of them", 1, None, None, None, "one of them"),
    ("just one please", 1, None, None, None, "just one"),
    ("just the red one", None, None, None, "red", "just the red one"),
    ("only the second", None, None, 2, None, "only the second"),
    ("only the last item", None, None, -1, None, "only the last item"),
    ("the blue mug only", None, None, None, "blue mug", "the blue mug only"),
]


@pytest.mark.parametrize(("text", "value", "currency", "about", "written"), SUMS)
def test_a_sum_has_its_value_and_currency(text, value, currency, about, written):
    (found,) = amounts(text)
    assert (found.value, found.currency, found.about) == (Decimal(value), currency, about)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text", ["250-1111111-1111111", "3日前", "2個", "円", "$", "no money", "8月28日", ""]
)
def test_other_numbers_are_no_sums(text):
    assert amounts(text) == ()


@pytest.mark.parametrize(("text", "count", "total", "place", "words", "written"), PORTIONS)
def test_a_part_of_an_order_is_told(text, count, total, place, words, written):
    found = portion(text)
    assert found is not None
    assert (found.count, found.total, found.place, found.words) == (count, total, place, words)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "キャンセルしたい",
        "I just want to cancel",
        "just a question",
        "3日だけ待って",
        "only one day left",
        "全部返品",
        "",
    ],
)
def test_a_whole_order_is_no_part(text):
    assert portion(text) is None
