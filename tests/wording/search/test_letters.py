"""Words and pairs of letters: what is taken for the same, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording.errors import WordingError
from wording.search.letters import folded, normal, pairs, stem
from wording.search.spelling import Spelling, slips
from wording.search.synonyms import made, read_synonyms

WORDS = st.text("abcdefg", min_size=1, max_size=9)


@pytest.mark.parametrize(
    "words",
    [
        ("cancel", "cancels", "cancelled", "canceled", "cancelling"),
        ("ship", "ships", "shipped", "shipping"),
        ("receive", "received", "receiving"),
        ("reply", "replies", "replied"),
        ("seller", "sellers", "seller's"),
        ("address", "addresses"),
    ],
)
def test_forms_of_an_english_word_have_one_stem(words: tuple[str, ...]):
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), [("use", "us"), ("bus", "bu"), ("status", "statue"), ("bed", "b")])
def test_other_words_keep_theirs(one: str, other: str):
    assert stem(one) != stem(other)


def test_pairs_are_of_neighbouring_letters_and_grammar_says_nothing():
    assert list(pairs("返金は")) == ["返金", "金は"]
    assert list(pairs("返金ですか", telling=True)) == ["返金", "金で"]
    assert list(pairs("税")) == ["税"]


def test_katakana_folds_letter_for_letter():
    assert folded("キャンセルー・返金") == "きゃんせるー・返金"


@given(st.text())
def test_folding_keeps_every_place(text: str):
    assert len(folded(normal(text))) == len(normal(text))


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("refund", "refund", 0),
        ("refnd", "refund", 1),
        ("refudn", "refund", 1),
        ("rfuend", "refund", 2),
        ("", "ab", 2),
    ],
)
def test_slips_are_counted(one: str, other: str, count: int):
    assert slips(one, other) == count


@given(WORDS, WORDS)
def test_slips_go_both_ways_and_none_means_the_same(one: str, other: str):
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))


@given(st.lists(WORDS, max_size=20), WORDS)
def test_the_words_meant_are_the_nearest_of_all_known(known: list[str], word: str):
    meant = Spelling(known).meant(word)
    most = 2 if len(word) >= 7 else 1
    near = {other: slips(word, other) for other in known if len(other) >= 4 and slips(word, other) <= most}
    if word in known or len(word) < 4:
        assert meant == ()
    else:
        assert set(meant) == {other for other, count in near.items() if count == min(near.values())}


def test_the_longest_way_to_write_a_meaning_counts_and_the_plain_form_has_the_stem():
    synonyms = made({"sent": ("shipped", "発送された"), "send": ("ship", "発送"), "by": ("shipping cost",)})
    assert [meaning for meaning, _ in synonyms.in_words(["shipped", "ships", "shipping", "cost"])] == [
        "=sent",
        "=send",
        "=by",
    ]
    assert [meaning for meaning, _ in synonyms.in_letters("発送されたら発送")] == ["=sent", "=send"]


@pytest.mark.parametrize(
    "text", ["meanings: {}", "meanings: {a: [b, '']}\nignored: []", "meanings: {a: b}\nignored: []"]
)
def test_a_file_of_another_shape_is_refused(tmp_path, text: str):
    path = tmp_path / "synonyms.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WordingError):
        read_synonyms(path)
