"""What never changes the facts of a sentence: width, kana, case, politeness, emoji, spaces, punctuation."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading import read_facts
from reading.days import JST

pytestmark = pytest.mark.slow

# A Friday.
NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)
LINES = (Path(__file__).parent / "facts.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = st.sampled_from([line.partition(" =>")[0] for line in LINES if " =>" in line and line[0] != "#"])

BEFORE = st.sampled_from(
    [
        "",
        "すみません、",
        "お世話になっております。",
        "こんにちは！",
        "hello, ",
        "Hi there! ",
        "Excuse me, ",
        "😭 ",
        "\u3000",
        "\u200b",
        "- ",
        "「",
    ]
)
AFTER = st.sampled_from(
    [
        "",
        "。",
        "!!",
        "😭😭",
        " 🙏",
        "  ",
        "\u200e",
        "…",
        "\n",
        "。よろしくお願いします。",
        "。すみません。",
        " Thanks!",
        ". Thank you.",
        "(´・ω・`)",
    ]
)
HALF = dict(
    zip(
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー",
        "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｧｨｩｪｫｬｭｮｯｰ",
        strict=True,
    )
)


def said(text):
    """The facts of a text, without their places."""
    return {(read.fact, read.value, read.certainty, read.precision) for read in read_facts(text, NOW)}


def evidence(text):
    """The words that say each fact."""
    return {(read.fact, text[read.start : read.end]) for read in read_facts(text, NOW)}


def shifted(text, first, last, by):
    """`text` with the characters from `first` to `last` moved by `by` code points."""
    return "".join(chr(ord(one) + by) if first <= one <= last else one for one in text)


@settings(max_examples=300)
@given(SENTENCES, BEFORE, AFTER)
def test_politeness_emoji_and_punctuation_around_a_sentence_say_nothing(sentence, before, after):
    """Nor do they move the words that are the evidence."""
    # "Has it shipped?!!" is surprised and no question.
    text = before + sentence + (after if sentence[-1] not in "?？" else after.replace("!!", ""))
    assert said(text) == said(sentence)
    assert evidence(text) == evidence(sentence)


@settings(max_examples=300)
@given(SENTENCES)
def test_full_width_letters_and_digits_say_the_same(sentence):
    assert said(shifted(sentence, "!", "~", 0xFEE0)) == said(sentence)


@settings(max_examples=300)
@given(SENTENCES)
def test_half_width_katakana_say_the_same(sentence):
    assert said("".join(HALF.get(one, one) for one in sentence)) == said(sentence)


@settings(max_examples=300)
@given(SENTENCES)
def test_hiragana_and_katakana_say_the_same(sentence):
    assert said(shifted(sentence, "ァ", "ヶ", -0x60)) == said(sentence)
    assert said(shifted(sentence, "ぁ", "ゖ", 0x60)) == said(sentence)


@settings(max_examples=300)
@given(SENTENCES)
def test_case_says_nothing(sentence):
    assert said(sentence.upper()) == said(sentence)


@settings(max_examples=300)
@given(SENTENCES, st.sampled_from(["  ", "\u3000", "\n", "\t ", "\u00a0"]))
def test_the_kind_and_number_of_spaces_say_nothing(sentence, space):
    assert said(sentence.replace(" ", space)) == said(sentence)


@settings(max_examples=300)
@given(SENTENCES, st.sampled_from(["’", "‘", "´", "ʼ", "＇"]))
def test_the_kind_of_apostrophe_says_nothing(sentence, apostrophe):
    assert said(sentence.replace("'", apostrophe)) == said(sentence)


@settings(max_examples=200)
@given(SENTENCES, st.data())
def test_invisible_characters_inside_say_nothing(sentence, data):
    at = data.draw(st.integers(0, len(sentence)))
    assert said(sentence[:at] + "\u200b\u00ad" + sentence[at:]) == said(sentence)
