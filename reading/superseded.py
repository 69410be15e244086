"""Dates that a text names only to put another one in their place: denied, believed, or moved."""

import re
from collections.abc import Sequence

from reading.moments import When
from reading.short import saying

_BEFORE, _AFTER, _BETWEEN = 48, 24, 40
_WALL = re.compile(r"[。.!?](?: |$)|[。!?]")


def superseded(plain: str, whens: "Sequence[When]") -> "dict[When, When | None]":
    """Those of `whens`, in order, that a folded normal form does not mean, with the date that it does mean.

    None where it names no other: "it wasn't yesterday". What was believed, planned or moved is left out
    only where another date follows.
    """
    gone: dict[When, When | None] = {}
    for at, when in enumerate(whens):
        later = whens[at + 1] if at + 1 < len(whens) else None
        if _is_denied(plain, when) or (later is not None and _gives_way(plain, when, later)):
            gone[when] = later
    return gone


def meant(plain: str, whens: "Sequence[When]") -> "list[When]":
    """Those of `whens` that the text does mean."""
    gone = superseded(plain, whens)
    return [when for when in whens if when not in gone]


def _is_denied(plain: str, when: When) -> bool:
    after = plain[when.end : when.end + _AFTER]
    return bool(_rule("denied_after").match(after) or _rule("denied_before").search(_ahead(plain, when)))


def _gives_way(plain: str, when: When, later: When) -> bool:
    """Whether the second of two dates takes the place of the first, by the words around them."""
    if later.start - when.end > _BETWEEN:
        return False
    before, between = _ahead(plain, when), plain[when.end : later.start]
    behind = plain[later.end : later.end + _AFTER]
    if _rule("believed_between").match(between) or _rule("arrow_between").fullmatch(between):
        return True
    if _rule("from_between").fullmatch(between) and _rule("moved_behind").match(behind):
        return True
    if _rule("planned_before").search(before) and _rule("now_between").search(between):
        return True
    return bool(_rule("moved_before").search(before) and _rule("to_between").fullmatch(between))


def _ahead(plain: str, when: When) -> str:
    window = plain[max(0, when.start - _BEFORE) : when.start]
    return _WALL.split(window)[-1]


def _rule(heading: str) -> "re.Pattern[str]":
    return saying("superseded", heading)
