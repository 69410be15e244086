"""Short texts that are nothing but one of a list of sayings, whatever politeness stands around it."""

import re
from functools import cache

from reading.lexicon import expand, lines

_PIECES = re.compile(r"[、,。.!;~…\n]+|(?<=[^a-z0-9]) | (?=[^a-z0-9])")
# An answer longer than this is a story, and is read as one; so many polite endings pile up at most.
_LONGEST, _ENDINGS = 200, 4


def whole(plain: str, name: str, heading: str) -> bool:
    """Whether the folded normal form `plain`, or one of its first two pieces, is only such a saying."""
    return any(saying(name, heading).fullmatch(piece) for piece in pieces(plain))


@cache
def saying(name: str, heading: str) -> "re.Pattern[str]":
    """Every line under one heading of the lexicon file `name`, as one pattern."""
    return re.compile("|".join(f"(?:{expand(line)})" for at, line in lines(name) if at == heading))


def pieces(plain: str) -> list[str]:
    """The text and its first pieces between punctuation, each also with less politeness at its end."""
    if len(plain) > _LONGEST:
        return []
    parts = [part for part in _PIECES.split(plain) if part.strip()]
    return [bare for part in (plain, *parts[:2]) for bare in _bared(part.strip(" .。!、,"))]


@cache
def _politeness() -> "re.Pattern[str]":
    return re.compile(
        "(?:" + "|".join(expand(line) for at, line in lines("politeness") if at == "end") + ")$"
    )


def _bared(piece: str) -> list[str]:
    """`piece` as it is, then with one more polite ending taken off each time."""
    bared = [piece]
    for _ in range(_ENDINGS):
        less = _politeness().sub("", bared[-1]).strip()
        if less in ("", bared[-1]):
            break
        bared.append(less)
    return bared
