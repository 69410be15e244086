"""What holds for any text at all."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading import (
    UNKNOWN,
    amounts,
    asked_language,
    canonical_number,
    clauses,
    correction,
    entities,
    language_of,
    mask,
    means_other,
    mood,
    normalise,
    normalise_with_offsets,
    order_numbers,
    ordinal,
    portion,
    read_answer,
    read_facts,
    read_supposed,
    read_yes_or_no,
    starts_over,
)
from reading.days import JST

pytestmark = pytest.mark.slow

NOW = datetime(2026, 8, 7, 15, 20, tzinfo=JST)

ALLOWED = {
    "policy": {"amazon", "amiami"},
    "seller": {"direct", "marketplace"},
    "item": {"in_stock", "pre_owned", "pre_order", "back_order"},
    "status": {"unshipped", "preparing", "shipped", "delivered", "sent_back", "cancelled"},
    "opened": {True, False},
    "paid": {True, False},
    "invoiced": {True, False},
    "modifiable": {True, False},
    "retried": {True, False},
    "request": {"none", "pending", "accepted", "rejected"},
    "cause": {
        *("preparing", "payment", "system", "recent_change", "wrong_details"),
        *("out_of_hours", "insufficient_reason", "seller", "unknown"),
    },
    "payment_method": {"card", "konbini", "atm", "e_money", "cod"},
}
INSTANTS = ("requested_at", "cancelled_at", "sent_back_at")
DATES = ("release_date", "payment_deadline")

# Pieces of real sentences meet each other and any characters, lone surrogates and bidi marks among them.
PIECES = st.sampled_from(
    [
        *(
            "キャンセル",
            "リクエスト",
            "した",
            "されて",
            "ない",
            "届い",
            "た",
            "ちゃった",
            "発送",
            "済み",
            "開け",
        ),
        *("てません", "払っ", "まだ", "昨日", "3日前", "99月99日", "0月0日", "31日", "25:99", "10時", "8/28"),
        *(
            "2/29",
            "2月30日",
            "発売",
            "支払い期限",
            "拒否",
            "出品者",
            "コンビニ",
            "三回",
            "999回",
            "二百",
            "十十日",
        ),
        *("令和99年1月1日", "0000-00-00", "250-1111111-1111111", "？", "?", "。", "、", "はい", "999か月前"),
        *(
            "amazon ",
            "shipped ",
            "hasn't ",
            "not ",
            "cancelled ",
            "i ",
            "my ",
            "order ",
            "request ",
            "rejected ",
        ),
        *("yesterday ", "if ", "no ", "feb 30 ", "99 days ago ", "last friday ", "９９９９年12月31日"),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(PIECES, max_size=10).map("".join),
    st.lists(st.one_of(PIECES, st.text(st.characters(), max_size=3)), max_size=12).map("".join),
)


def fits(fact, value):
    """Whether `value` is one of those the fact may have."""
    if fact in ALLOWED:
        return value in ALLOWED[fact] and type(value) in {type(one) for one in ALLOWED[fact]}
    if fact == "recent_cancellations":
        return type(value) is int and value >= 0
    if fact in INSTANTS:
        moment = datetime.fromisoformat(value)
        return value.endswith("+09:00") and moment <= NOW and 1950 <= moment.year <= 2098
    return fact in DATES and datetime.fromisoformat(value) is not None and "1950" <= value[:4] <= "2098"


@settings(max_examples=400)
@given(TEXTS)
def test_every_value_is_allowed_and_every_span_is_in_the_text(text):
    """Never an error, never a value outside the list, never an offset outside the text."""
    for entity in entities(text):
        assert 0 <= entity.start < entity.end <= len(text)
        assert entity.name == "order_number" or fits(entity.name, entity.value)
    reads = [*read_facts(text, NOW), *read_supposed(text)]
    for read in reads:
        assert 0 <= read.start < read.end <= len(text)
        assert fits(read.fact, read.value), read
    said = [read.fact for read in read_facts(text, NOW)]
    assert len(said) == len(set(said))
    assert language_of(text) in ("ja", "en", None)
    assert asked_language(text) in ("ja", "en", None)
    assert isinstance(mask(text), str)


@settings(max_examples=150)
@given(TEXTS, st.sampled_from([*ALLOWED, *INSTANTS, *DATES, "recent_cancellations"]))
def test_every_answer_is_a_value_of_the_fact(text, fact):
    """Or not knowing, or none."""
    answer = read_answer(text, fact, NOW)
    assert answer is None or answer is UNKNOWN or fits(fact, answer)


@settings(max_examples=300)
@given(TEXTS)
def test_the_normal_form_is_stable_and_its_offsets_rise(text):
    """One offset a character, each inside the text, never falling."""
    plain, offsets = normalise_with_offsets(text)
    assert plain == normalise(text)
    assert len(plain) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@settings(max_examples=300)
@given(TEXTS)
def test_a_canonical_number_is_its_own_canonical_form(text):
    """So a stored key is found again."""
    once = canonical_number(text)
    assert canonical_number(once) == once


@settings(max_examples=200)
@given(
    st.from_regex(r"\A[0-9]{3}-[0-9]{7}-[0-9]{7}\Z"),
    st.lists(st.sampled_from("-ー−‐‑–—―－ｰ"), min_size=2, max_size=2),
    st.booleans(),
    st.sampled_from(["{}", "注文番号{}です", "order {} please", "「{}」", "は {} 。"]),
)
def test_width_and_hyphens_never_change_an_order_number(number, hyphens, wide, sentence):
    """Every way of typing it is the same number, and is cut out whole."""
    head, middle, tail = number.split("-")
    typed = hyphens[0].join((head, hyphens[1].join((middle, tail))))
    if wide:
        typed = typed.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    text = sentence.format(typed)
    (found,) = order_numbers(text)
    assert (found.value, text[found.start : found.end]) == (number, typed)
    assert canonical_number(typed) == number


SENTENCES = (
    "まだ発送されてない",
    "届いちゃったんですけど",
    "コンビニで払いました",
    "キャンセルリクエストしたのに発送された",
    "it hasn't shipped yet",
    "i refused the parcel",
    "my cancellation request was rejected",
)


@settings(max_examples=200)
@given(
    st.sampled_from(SENTENCES),
    st.sampled_from(["", "すみません、", "hello, ", "😭 ", "\u3000", "\u200b"]),
    st.sampled_from(["", "。", "!!", "😭😭", "  ", "\u200e", "…", "w"]),
    st.booleans(),
)
def test_politeness_emoji_width_and_case_never_change_the_facts(sentence, before, after, wide):
    """Decoration around a sentence and the width it is typed in say nothing."""
    typed = sentence.upper()
    if wide:
        typed = "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in typed)
    if after == "w" and sentence[-1].isascii():
        after = ""
    expected = {read.fact: read.value for read in read_facts(sentence, NOW)}
    assert {read.fact: read.value for read in read_facts(before + typed + after, NOW)} == expected


@settings(max_examples=300)
@given(TEXTS, st.integers(0, 9))
def test_what_a_message_does_is_told_of_any_text(text, count):
    """Never an error; places are among the options, spans inside the text, clauses in order."""
    assert read_yes_or_no(text) in (True, False, None)
    assert mood(text) in ("upset", None)
    assert starts_over(text) in (True, False)
    assert means_other(text) in (True, False)
    assert ordinal(text, count) in (None, *range(1, count + 1))
    spans = [correction(text) or (0, 1), *((one.start, one.end) for one in amounts(text))]
    part = portion(text)
    spans += [(part.start, part.end)] if part else []
    assert all(0 <= start < end <= max(1, len(text)) for start, end in spans)


@settings(max_examples=300)
@given(TEXTS)
def test_clauses_cover_a_text_in_order(text):
    """What lies between them is white space or nothing visible, and they never overlap."""
    ends = 0
    for start, end in clauses(text):
        assert ends <= start < end <= len(text)
        assert normalise(text[ends:start]) == ""
        ends = end
    assert normalise(text[ends:]) == ""
