"""Choosing by place: 2番目, 二つ目, 上のやつ, "the second one", "#2", "last"."""

import re
from functools import cache

from reading.days import number
from reading.lexicon import expand, lines, longest, whole_words
from reading.normal import fold_kana, normalise
from reading.short import pieces

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_KANA = ("ひと", "ふた", "み", "よ", "いつ", "む", "なな", "や", "ここの", "とお")
_NOT_BEFORE = re.compile(
    r"\b(?:not|no|isn't|rather than|instead of|except)(?: (?:the|my|number|option))? ?$", re.ASCII
)
_NOT_AFTER = re.compile(
    r"(?:の(?:やつ|注文|もの|方|ほう|商品)?)?(?:(?:じゃ|では|で)な(?:く|い(?!ですか|\?))|以外|を除)"
)
_BARE = re.compile(
    r"\(?([0-9]{1,2}|[一二三四五六七八九十]|[a-z]{3,5})\)?(?:で|の|を|に|かな)?"
    r"(?:お?願い(?:し)?ます|おねがいします|ください|下さい)?(?: (?:please|pls|thanks))?"
)
# The text itself with its politeness taken off, and its first piece.
_TRIED = 4


def ordinal(text: str, count: int) -> int | None:
    """The one of `count` options, from 1, that `text` chooses by its place; None if not exactly one."""
    places = ordinals(text, count)
    return places[0] if len(places) == 1 else None


def ordinals(text: str, count: int) -> tuple[int, ...]:
    """The options, from 1 and rising, that `text` names by place, without those that it rules out.

    `count` is how many there are. A number alone counts where it is the whole text.
    """
    plain = fold_kana(normalise(text))
    found = _named(plain, count) or _bare(plain)
    return tuple(sorted({place for place in found if 1 <= place <= count}))


def _named(plain: str, count: int) -> list[int]:
    spans: dict[tuple[str, int, int], int] = {}
    for heading, pattern in _patterns():
        for match in pattern.finditer(plain):
            place = _place(heading, match, count)
            if place is not None:
                spans[(heading, *match.span())] = place
    kept = [span for span in longest(spans) if span[0] != "none"]
    return [spans[span] for span in kept if not _ruled_out(plain, span[1], span[2])]


@cache
def _patterns() -> "tuple[tuple[str, re.Pattern[str]], ...]":
    return tuple((at, re.compile(whole_words(expand(line)))) for at, line in lines("ordinals"))


def _place(heading: str, match: "re.Match[str]", count: int) -> int | None:
    """The place that a match stands for: counted from the front, from the back, or by its name."""
    if heading == "none":
        return 0
    if heading in ("first", "last"):
        return 1 if heading == "first" else count
    if heading == "middle":
        return (count + 1) // 2 if count % 2 else None
    if heading in ("former", "latter"):
        return None if count != 2 else 1 if heading == "former" else 2
    at = _number(match["n"])
    return at if at is None or heading == "place" else count + 1 - at


def _number(written: str) -> int | None:
    for names in (_WORDS, _COUNTS, _KANA):
        if written in names:
            return names.index(written) + 1
    digits = re.match("[0-9]{1,3}", written)
    try:
        return number(digits[0] if digits else written)
    except ValueError:
        return None


def _ruled_out(plain: str, start: int, end: int) -> bool:
    """Whether the place is the one that is not meant: "not the first", 1番目じゃなくて."""
    before, after = plain[max(0, start - 20) : start], plain[end : end + 12]
    return bool(_NOT_BEFORE.search(before) or _NOT_AFTER.match(after))


def _bare(plain: str) -> list[int]:
    """A number that is the whole text but for politeness: 2, 二, "two please", 2でお願いします."""
    matches = [_BARE.fullmatch(piece) for piece in pieces(plain)[:_TRIED]]
    numbers = [_number(match[1]) for match in matches if match]
    return [one for one in numbers[:1] if one is not None]
