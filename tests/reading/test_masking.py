"""What is stored of a text: no e-mail address, telephone or card number, postal code; order numbers stay."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading import mask, order_numbers, shops
from reading.masking import is_card
from reading.shops import Shops, ShopWords

HIDDEN = [
    "taro@example.com",
    "Taro.Yamada+x@mail.example.co.jp",
    "ＴＡＲＯ＠ｅｘａｍｐｌｅ．ｃｏｍ",
    "090-1234-5678",
    "０９０１２３４５６７８",
    "０９０－１２３４－５６７８",
    "03-1234-5678",
    "03(1234)5678",
    "(03)1234-5678",
    "0120-123-456",
    "+81 90 1234 5678",
    "+81-90-1234-5678",
    "+819012345678",
    "+44 (0)20 7946 0958",
    "07700 900123",
    "(555) 234-5678",
    "555-234-5678",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111111111111111",
    "４１１１　１１１１　１１１１　１１１１",
    "378282246310005",
    "3782 822463 10005",
    "〒100-0001",
    "〒1000001",
    "100-0001",
    "１００－０００１",
]
AROUND = [("", ""), ("私は", "です"), ("call me: ", " please"), ("「", "」"), ("", "。"), ("TEL:", "\n次")]


@pytest.mark.parametrize("personal", HIDDEN)
@pytest.mark.parametrize(("before", "after"), AROUND)
def test_personal_data_becomes_as_many_asterisks(personal, before, after):
    assert mask(before + personal + after) == before + "*" * len(personal) + after


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("郵便番号は1000001です", "郵便番号は*******です"),
        ("my zip code is 90210, thanks", "my zip code is *****, thanks"),
        ("zip: 90210-1234", "zip: **********"),
        ("the postcode is SW1A 1AA.", "the postcode is ********."),
        ("4111 1111 1111 1111 12/27", "******************* 12/27"),
        ("card 4111111111111111 090-1234-5678", "card **************** *************"),
    ],
)
def test_only_what_is_personal_is_hidden(text, masked):
    assert mask(text) == masked


SHOWN = [
    "注文番号は250-1111111-1111111",
    "250-1111111-1111111",
    "２５０－１１１１１１１－１１１１１１１",
    "25011111111111111",
    "D01-1234567-1234567",
    "あみあみ 123456789",
    "order no. 123456789",
    "注文番号 012345678",
    "8月28日 15:20 3,000円",
    "2026-04-01 10:00",
    "2026/04/01",
    "100-2000円",
    "12345678901234",
    "013943",
    "4111 1111 1111 1112",
    "3 items, 2 boxes and 10 days",
    "",
]


@pytest.mark.parametrize("text", SHOWN)
def test_what_is_not_personal_stays(text):
    assert mask(text) == text


def with_check_digit(digits):
    return next(digits + str(last) for last in range(10) if is_card(digits + str(last)))


CARDS = st.from_regex(r"[2-6][0-9]{11,17}", fullmatch=True).filter(lambda digits: len(digits) != 16)
FULL = str.maketrans("0123456789-@. ", "０１２３４５６７８９－＠．\u3000")
WORDS = st.sampled_from(["", "カードは", "my card: ", "です", " thanks ", "\n", "。"])


@given(CARDS, WORDS, WORDS, st.booleans())
def test_every_card_number_is_hidden_in_either_width(digits, before, after, wide):
    """But for those of seventeen digits, which are order numbers."""
    card = with_check_digit(digits)
    text = before + (card.translate(FULL) if wide else card) + after
    assert mask(text) == before + "*" * len(card) + after


@given(CARDS, st.integers(1, 9))
def test_digits_that_are_no_card_are_no_card(digits, off):
    card = with_check_digit(digits)
    wrong = card[:-1] + str((int(card[-1]) + off) % 10)
    assert not is_card(wrong)
    assert mask(wrong) == wrong


@given(st.from_regex(r"(?:250|503|D01)-[0-9]{7}-[0-9]{7}", fullmatch=True), WORDS, WORDS, st.booleans())
def test_every_order_number_stays_in_either_width(number, before, after, wide):
    text = before + (number.translate(FULL) if wide else number) + after
    assert mask(text) == text


@given(st.from_regex(r"[1-9][0-9]{8}", fullmatch=True), st.sampled_from(["注文番号 ", "order no. ", "#"]))
def test_nine_digits_after_a_word_for_an_order_stay(number, cue):
    assert mask(cue + number) == cue + number


@given(st.from_regex(r"0[1-9]0[-]?[1-9][0-9]{3}[-]?[0-9]{4}", fullmatch=True), WORDS, WORDS, st.booleans())
def test_every_mobile_number_is_hidden_in_either_width(number, before, after, wide):
    number = re.sub("-", "", number) if number.count("-") == 1 else number
    text = before + (number.translate(FULL) if wide else number) + after
    assert mask(text) == before + "*" * len(number) + after


@given(st.from_regex(r"[a-z][a-z0-9.+]{0,10}[a-z]@[a-z]{1,8}\.(?:com|co\.jp)", fullmatch=True), st.booleans())
def test_every_mail_address_is_hidden_in_either_width(address, wide):
    assert (
        mask(f"連絡先は{address.translate(FULL) if wide else address}です")
        == f"連絡先は{'*' * len(address)}です"
    )


@given(st.text(alphabet="0123456789０１２ -－.@abc注文番号は〒円+()", max_size=60))
def test_length_stays_order_numbers_stay_and_a_second_time_changes_nothing(text):
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(old == new or new == "*" for old, new in zip(text, masked, strict=True))
    for number in order_numbers(text):
        assert masked[number.start : number.end] == text[number.start : number.end]


@pytest.mark.parametrize(
    ("pattern", "number"),
    [("[0-9]{3}-[0-9]{4}", "555-1234"), ("09[0-9]{9}", "09012345678"), ("[0-9]{16}", "4111111111111111")],
)
def test_the_order_numbers_of_further_shops_stay_whatever_they_look_like(monkeypatch, pattern, number):
    shop = ShopWords("further", names=("further",), order_number=pattern)
    monkeypatch.setattr(shops, "_setting", [Shops((shop,))])
    assert mask(f"注文 {number} の件") == f"注文 {number} の件"
