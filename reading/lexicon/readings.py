"""Words of patterns written in kana: 発送 in a pattern also finds はっそう, as `readings.txt` says."""

import re
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "readings.txt"
_REPEATS = ("?", "*", "+", "{")
_BEHIND = ("(?<!", "(?<=")  # what is looked for behind must have one length


def with_readings(pattern: str) -> str:
    """`pattern`, each word of the table in it as a choice between itself and its reading."""
    pieces: list[str] = []
    at = 0
    while at < len(pattern):
        end = _end_of_kept(pattern, at)
        word = _readings().match(pattern, at) if end == at else None
        if word and not pattern.startswith(_REPEATS, word.end()):
            pieces.append(f"(?:{word[0]}|{_table()[word[0]]})")
            at = word.end()
        else:
            end = max(end, at + 1)
            pieces.append(_not_behind(pattern[at:end]))
            at = end
    return "".join(pieces)


def _not_behind(kept: str) -> str:
    """Words that must not stand in front, each way they are written for itself: they have one length each."""
    if not kept.startswith("(?<!"):
        return kept
    in_kana = _readings().sub(lambda word: _table()[word[0]], kept)
    return kept if in_kana == kept else kept + in_kana


def _end_of_kept(pattern: str, at: int) -> int:
    """Where a part that stays as it is ends: an escape, a set of letters, what is looked for behind."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        return pattern.index("]", at + 2) + 1
    if not pattern.startswith(_BEHIND, at):
        return at
    depth = 0
    for end in range(at, len(pattern)):
        depth += {"(": 1, ")": -1}.get(pattern[end], 0)
        if depth == 0:
            return end + 1
    return at


@cache
def _table() -> "dict[str, str]":
    rows = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (row.split() for row in rows if row and not row.startswith(("# ", "[")))
    return {word: reading for word, reading in pairs}  # noqa: C416 - pairs are lists


@cache
def _readings() -> "re.Pattern[str]":
    return re.compile("|".join(re.escape(word) for word in sorted(_table(), key=len, reverse=True)))
