"""Facts told in romanised Japanese are read as those in kana; English that only looks like it is not."""

from datetime import datetime

import pytest

from reading import read_facts
from reading.days import JST
from reading.romaji import in_kana

NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("hassou saremashita", {"status": "shipped"}),
        ("mada hassou sarete imasen", {"status": "unshipped"}),
        ("mada todoitenai desu", {}),
        ("yoyaku shouhin desu", {"item": "pre_order"}),
        ("mikaifuu desu", {"opened": False}),
        ("kaifuu shite imasen", {"opened": False}),
        ("konbini de haraimashita", {"payment_method": "konbini", "paid": True}),
        ("uketori kyohi shimashita", {"status": "sent_back"}),
    ],
)
def test_a_romanised_sentence_says_its_facts(text: str, facts: dict[str, object]):
    assert {read.fact: read.value for read in read_facts(text, NOW)} == facts


@pytest.mark.parametrize(
    "text", ["are you sure I made a note", "hello", "249-1111111-1111111", "発送されました", "ﾄﾄﾞｲﾀ", ""]
)
def test_what_is_no_romanised_japanese_is_left_alone(text: str):
    assert in_kana(text) is None


def test_a_fact_in_latin_letters_stands_for_the_whole_text():
    (read,) = read_facts("kaifuu shite imasen", NOW)
    assert (read.start, read.end) == (0, len("kaifuu shite imasen"))
