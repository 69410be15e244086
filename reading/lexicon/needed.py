"""What must stand in a text for a pattern to match it: letters are sooner looked for than patterns."""

import importlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

_parser: Any = importlib.import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
_MANY = 40  # so many strings are no sooner looked for than the pattern

_Strings = frozenset[str]
_NOTHING: _Strings = frozenset()


def needed(pattern: str) -> frozenset[str]:
    """Strings of which at least one stands in whatever `pattern` matches; empty where none can be told."""
    return _of(_parser.parse(pattern))


def _of(parts: Iterable[Any]) -> _Strings:
    """The best choice of a sequence: the longest strings, and the fewest of them."""
    found = [choice for choice in _choices(parts) if choice and len(choice) <= _MANY]
    return max(found, key=lambda choice: (min(map(_rarity, choice)), -len(choice)), default=_NOTHING)


def _rarity(string: str) -> int:
    """How little of what is written has this string: the longer, the rarer, and kanji more than kana."""
    return sum(2 if letter >= "\u3400" else 1 for letter in string)


def _choices(parts: Iterable[Any]) -> Iterator[_Strings]:
    """What each part of a sequence needs; letters in a row are one string."""
    row = ""
    for kind, value in _flat(parts):
        if kind is _parser.LITERAL:
            row += chr(value)
            continue
        if row:
            yield frozenset({row})
        row = ""
        yield _of_part(kind, value)
    if row:
        yield frozenset({row})


def _flat(parts: Iterable[Any]) -> Iterator[Any]:
    """The sequence with its groups opened."""
    for kind, value in parts:
        if kind is _parser.SUBPATTERN:
            yield from _flat(value[-1])
        else:
            yield kind, value


def _of_part(kind: Any, value: Any) -> _Strings:
    if kind is _parser.BRANCH:
        ways = [_of(way) for way in value[1]]
        return frozenset().union(*ways) if all(ways) else _NOTHING
    if kind in (_parser.MAX_REPEAT, _parser.MIN_REPEAT):
        least, _, inner = value
        return _of(inner) if least else _NOTHING
    if kind is _parser.IN and all(one is _parser.LITERAL for one, _ in value):
        return frozenset(chr(letter) for _, letter in value)
    return _NOTHING
