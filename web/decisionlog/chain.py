"""The chain: each line carries the hash of itself and of the line before, so that no change goes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

FIRST = "0" * 64
"""What the first line follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the log, as it is stored; `entry` is JSON text."""

    id: int
    at: int
    conversation_id: str
    seq: int
    entry: str
    previous: str
    hash: str

    def content(self) -> dict[str, Any]:
        """The entry as plain values."""
        found: dict[str, Any] = json.loads(self.entry)
        return found


@dataclass(frozen=True, slots=True)
class Head:
    """The last line's number (0 where there is none) and its hash."""

    last: int
    hash: str


def written(entry: Mapping[str, Any]) -> str:
    """An entry as JSON text, the same for the same values."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def made(head: Head, *, at: int, conversation_id: str, seq: int, entry: str) -> Line:
    """The line after `head`."""
    line = Line(
        id=head.last + 1,
        at=at,
        conversation_id=conversation_id,
        seq=seq,
        entry=entry,
        previous=head.hash,
        hash="",
    )
    return replace(line, hash=hash_of(line))


def hash_of(line: Line) -> str:
    """The SHA-256 of everything in `line` but its own hash."""
    content = [line.id, line.at, line.conversation_id, line.seq, line.entry, line.previous]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def faults(lines: Iterable[Line], head: Head, noted: Head | None = None) -> Iterator[str]:
    """What is wrong with `lines`, in the order of their numbers; one sentence each, none where all is well.

    `head` is what the log itself says of its end, `noted` what somebody wrote down elsewhere at some time.
    """
    before = Head(0, FIRST)
    for line in lines:
        if line.id != before.last + 1:
            yield f"{_lines(before.last + 1, line.id - 1)} missing"
        elif line.previous != before.hash:
            yield f"line {line.id} does not follow line {before.last}: one of them was changed or moved"
        if hash_of(line) != line.hash:
            yield f"line {line.id} was changed"
        if noted and noted.last == line.id and noted.hash != line.hash:
            yield f"line {line.id} is not the one that was noted"
        before = Head(line.id, line.hash)
    end = max(head.last, noted.last if noted else 0)
    if end > before.last:
        yield f"{_lines(before.last + 1, end)} missing"
    elif (head.last, head.hash) != (before.last, before.hash):
        yield f"the log's end is noted as line {head.last}, which is not the last one"


def _lines(first: int, last: int) -> str:
    return f"line {first} is" if first >= last else f"lines {first} to {last} are"
