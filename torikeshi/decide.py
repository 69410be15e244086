"""`torikeshi decide`: one facts object a line in, one answer a line out, in constant memory."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from decision import FactsError, Policies, decide, load_policies, read_object

_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"))


def run(lines: Iterable[bytes], out: TextIO, now: str | None = None, extra: Path | None = None) -> int:
    """Answers each of `lines` on `out`; `now` fills an absent `now`. Returns 1 if any was an error, else 0.

    `extra` is a folder with further policies.
    """
    policies = load_policies(extra)
    failed = False
    for line in lines:
        answer = answer_line(policies, line, now)
        failed = failed or "error" in answer
        out.write(_ENCODER.encode(answer) + "\n")
    return int(failed)


def answer_line(policies: Policies, line: bytes, now: str | None = None) -> dict[str, Any]:
    """The answer to one line of input as plain JSON values; a line that is no object is an error too."""
    try:
        facts = read_object(line)
        filled = facts if now is None or "now" in facts else {**facts, "now": now}
        return decide(policies, filled).as_json()
    except FactsError as error:
        return error.as_json()
