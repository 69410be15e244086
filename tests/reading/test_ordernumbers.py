"""Order numbers as people type them; phone numbers, dates and amounts are none."""

import pytest

from reading import canonical_number, order_numbers

AMAZON = "250-1111111-1111111"


@pytest.mark.parametrize(
    "typed",
    [
        "250-1111111-1111111",
        "２５０－１１１１１１１－１１１１１１１",
        "２５０ー１１１１１１１ー１１１１１１１",
        "250−1111111‐1111111",
        "250–1111111—1111111",
        "250‑1111111―1111111",
        "250ｰ1111111ｰ1111111",
        "250 1111111 1111111",
        "250 - 1111111 - 1111111",
        "25011111111111111",
        " 250-1111111-1111111 ",
        "250_1111111_1111111",
    ],
)
def test_every_way_of_typing_an_amazon_number_is_the_same_number(typed):
    """Width, kind of hyphen, spaces or none make no difference, alone or in a sentence."""
    assert canonical_number(typed.replace("_", "-")) == AMAZON
    for sentence in (typed, f"注文番号は{typed}です", f"my order {typed} please", f"【{typed}】"):
        assert [number.value for number in order_numbers(sentence)] == [AMAZON]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("d01-1234567-1234567 の返金", ["D01-1234567-1234567"]),
        ("あみあみの123456789です", ["123456789"]),
        ("order 98765432", ["98765432"]),
        ("注文番号：A-1001", ["A-1001"]),
        ("注文番号は ami12345 です", ["AMI12345"]),
        ("order number is #55512", ["55512"]),
        ("Order no. 1234567", ["1234567"]),
        ("250-1111111-1111111と250-2222222-2222222", [AMAZON, "250-2222222-2222222"]),
        ("二つ目の 123456789 をお願いします", ["123456789"]),
    ],
)
def test_order_numbers_are_found_in_sentences(text, values):
    """With a cue word, or by their shape."""
    assert [number.value for number in order_numbers(text)] == values


@pytest.mark.parametrize(
    "text",
    [
        "090-1234-5678に電話ください",
        "電話番号は0312345678です",
        "phone 0801234567",
        "tel: 81901234567",
        "+81 9012345678",
        "2026-08-28に届いた",
        "20260828",
        "2026年8月28日",
        "注文は2026-08-28でした",
        "12345678円",
        "¥12,345,678",
        "〒150-0001",
        "郵便番号1500001",
        "3回キャンセルした",
        "追跡番号 123456789012",
        "tracking number 987654321",
        "4111 1111 1111 1111",
        "JAN 4580000000000",
        "2番目",
        "1/144スケール",
        "商品番号は12345678です",
        "",
        "ー",
        "#",
    ],
)
def test_other_numbers_are_no_order_numbers(text):
    """Phone, date, amount, postal code, parcel, card: nothing is looked up for them."""
    assert order_numbers(text) == ()


def test_the_offsets_cut_the_number_out_of_the_text_as_written():
    """Invisible characters and width around it do not move them."""
    text = "注文\u200b番号：２５０ー１１１１１１１ー１１１１１１１。"
    (number,) = order_numbers(text)
    assert text[number.start : number.end] == "２５０ー１１１１１１１ー１１１１１１１"


@pytest.mark.parametrize(
    ("typed", "key"), [("ami－１２３", "AMI-123"), ("ab 12", "AB12"), ("", ""), ("--", "")]
)
def test_a_canonical_number_has_upper_case_and_plain_hyphens(typed, key):
    """The same look-up key for shops with letters in their numbers."""
    assert canonical_number(typed) == key
