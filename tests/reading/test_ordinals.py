"""Choosing one of several options by its place, in words, figures or both languages."""

import pytest

from reading import ordinal, ordinals

# Which of three options.
FIRST = """1|１|①|一|1番|1番目|一番目|一つ目|ひとつ目のやつ|1個目|上|上のやつ|一番上|最初のやつ
1でお願いします|(1)|first|the first|the first one|#1|no. 1|number one|option 1|1st|one|one please|top
the top one|my first order"""
SECOND = """2|２|②|二|2です|2番目|２番目の注文|二つ目|ふたつめ|2つ目の商品|2個目|二番目のやつで|真ん中
下から2番目|1つ目じゃなくて2つ目|the second one|second|2nd|#2|two|two please|the middle one
second to last|not the first, the second|number two|option 2"""
THIRD = """3|三|3番で|三つ目|3個目|最後の|最後のやつでお願いします|ラスト|一番下|下の方|下|上から3番目
last|the last|last one|the last one please|third|the third|the bottom one|#3|3rd"""
CHOSEN = {1: FIRST, 2: SECOND, 3: THIRD}
NONE = """キャンセル|はい|yes|2回目|二度目です|一つだけ|2個|最初から|先週|10|0|4番目|一番安いのはどれ
250-1111111-1111111|the first time|last week|first of all|at last|second hand|I want to return it first
it's the second time|4|tenth|2番目と3番目|the one I ordered last||?"""


def texts(table: str) -> list[str]:
    """The texts of a table: `|` and line breaks part them."""
    return [text for line in table.split("\n") for text in line.split("|")]


@pytest.mark.parametrize(("place", "text"), [(n, text) for n, row in CHOSEN.items() for text in texts(row)])
def test_an_option_is_chosen_by_its_place(place, text):
    assert ordinal(text, 3) == place


@pytest.mark.parametrize("text", texts(NONE))
def test_what_names_no_place_or_several_chooses_none(text):
    assert ordinal(text, 3) is None


@pytest.mark.parametrize(
    ("text", "count", "place"),
    [
        ("後者", 2, 2),
        ("the former", 2, 1),
        ("後者", 3, None),
        ("真ん中", 2, None),
        ("最後", 5, 5),
        ("5番目", 5, 5),
    ],
)
def test_the_number_of_options_matters(text, count, place):
    assert ordinal(text, count) == place


def test_several_places_are_told_in_order():
    assert ordinals("3番目と1番目", 3) == (1, 3)
    assert ordinals("the first and the last one", 4) == (1, 4)
