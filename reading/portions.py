"""How much of an order is meant: one of three, 2個のうち1個, 一つだけ, "just the red one"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reading.days import number
from reading.lexicon import expand, lines, whole_words
from reading.normal import fold_kana, normal
from reading.ordinals import ordinal

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_KANA = ("ひと", "ふた", "み", "よ", "いつ", "む", "なな", "や", "ここの")
# More places than a list of options ever has.
_PLACES = 99
LAST = -1


@dataclass(frozen=True)
class Portion:
    """A part of an order in words, where the text says: `count` pieces or items out of `total`.

    `place` is its place in the list, from 1, or -1 for the last; `words` describe it (赤いの, "red"), in
    the normal form. What is not said is None.
    """

    start: int
    end: int
    count: int | None = None
    total: int | None = None
    place: int | None = None
    words: str | None = None


def portion(text: str) -> Portion | None:
    """The part of an order that `text` means, the first it names; None where it names none."""
    form = normal(text)
    plain = fold_kana(form.text)
    found = sorted(_found(plain), key=lambda one: (one.start, one.start - one.end))
    if not found:
        return None
    first = found[0]
    words = form.text[slice(*_described(plain, first))] if first.words else None
    return Portion(*form.span(first.start, first.end), first.count, first.total, first.place, words)


def _found(plain: str) -> Iterator[Portion]:
    for pattern in _patterns():
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            words = groups.get("w")
            place = _place(words)
            if words and _KEPT.fullmatch(words):
                continue
            yield Portion(
                *match.span(),
                _number(groups.get("c")) or (1 if groups.get("half") else None),
                _number(groups.get("t")) or (2 if groups.get("half") else None),
                place,
                None if place else words,
            )


def _place(words: str | None) -> int | None:
    place = ordinal(words, _PLACES) if words else None
    return LAST if place == _PLACES else place


# Words before だけ or after "only" that are no items.
_KEPT = re.compile(
    r"(?:それ|これ|今回|確認|質問|一応|.{0,4}(?:日|時間|分|週間|円|回|度))"
    r"|(?:a |an )?(?:day|minute|time|once|question|moment).{0,20}"
)


def _described(plain: str, found: Portion) -> tuple[int, int]:
    start = plain.index(found.words or "", found.start)
    return start, start + len(found.words or "")


@cache
def _patterns() -> "tuple[re.Pattern[str], ...]":
    return tuple(re.compile(whole_words(expand(line))) for _, line in lines("portions"))


def _number(written: str | None) -> int | None:
    if not written:
        return None
    for names in (_WORDS, _KANA):
        if written in names:
            return names.index(written) + 1
    if written in ("a single", "a", "a couple"):
        return 2 if written == "a couple" else 1
    try:
        return number(written)
    except ValueError:
        return None
