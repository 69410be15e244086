"""`torikeshi decide`: one facts object a line in, one answer a line out, in constant memory."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from decision import FactsError, FieldError, Policies, decide, load_policies


def run(lines: Iterable[bytes], out: TextIO, now: str | None = None, extra: Path | None = None) -> int:
    """Answers each of `lines` on `out`; `now` fills an absent `now`. Returns 1 if any was an error, else 0.

    `extra` is a folder with further policies.
    """
    policies = load_policies(extra)
    failed = False
    for line in lines:
        answer = answer_line(policies, line, now)
        failed = failed or "error" in answer
        out.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")) + "\n")
    return int(failed)


def answer_line(policies: Policies, line: bytes, now: str | None = None) -> dict[str, Any]:
    """The answer to one line of input as plain JSON values; a line that is no object is an error too."""
    try:
        facts = _facts(line)
        filled = facts if now is None or "now" in facts else {**facts, "now": now}
        return decide(policies, filled).as_json()
    except FactsError as error:
        return error.as_json()


def _facts(line: bytes) -> Mapping[str, object]:
    try:
        facts = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise FactsError((FieldError(None, f"the line is no JSON object: {error}"),)) from None
    if not isinstance(facts, dict):
        raise FactsError((FieldError(None, f"the line is no JSON object: it is a {type(facts).__name__}"),))
    return facts


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")
