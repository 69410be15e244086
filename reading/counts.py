"""How many cancellations a customer says to have had before."""

import re
from functools import cache

from reading.days import number
from reading.lexicon import expand, lines
from reading.model import FactRead

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth")
_TIMES_WRITTEN = re.compile(
    r"([0-9]{1,2}|[一二三四五六七八九十]{1,2}) ?(?:回|度|件|times?|x)?"
    r"(?:です|だ|くらい|ぐらい|ほど|だけ)?(?:あ(?:る|ります)|し(?:た|ました))?"
)
_TIMES = {"once": 1, "twice": 2, "thrice": 3, "a couple of": 2}


def recent_cancellations(plain: str) -> list[FactRead]:
    """The count said in a folded normal form, offsets in it: "my third" are two before; [] if none."""
    for heading, less in (("first_cancellation", 0), ("ordinal", 1), ("number", 0)):
        for pattern in _patterns(heading):
            match = pattern.search(plain)
            if match:
                count = 0 if heading == "first_cancellation" else _count(match) - less
                return [FactRead("recent_cancellations", max(0, count), *match.span())]
    return []


def times(written: str) -> int | None:
    """A count in words: "twice", "3 times", 三回, "none" is not among them; None for other text."""
    match = _TIMES_WRITTEN.fullmatch(written)
    if match:
        return number(match[1])
    bare = re.sub(r" times?$", "", written)
    return _TIMES.get(bare, _WORDS.index(bare) if bare in _WORDS else None)


@cache
def _patterns(heading: str) -> "tuple[re.Pattern[str], ...]":
    return tuple(re.compile(expand(line)) for at, line in lines("cancellation") if at == heading)


def _count(match: "re.Match[str]") -> int:
    groups = match.groupdict()
    if groups.get("n"):
        return number(groups["n"])
    word = groups["w"].replace(" times", "")
    digits = re.match("[0-9]+", word)
    if digits:
        return int(digits[0])
    if word in _ORDINALS:
        return _ORDINALS.index(word)
    return _TIMES[word] if word in _TIMES else _WORDS.index(word)
