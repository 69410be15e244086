"""`torikeshi explain`: what is decided for one facts object, and why, in words for people."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import BinaryIO

from decision import FactsError, PolicyError, load_policies, read_object
from decision.instants import parse_instant
from torikeshi.errors import UserError
from wording import WordingError, wording_with
from wording.explain import explained

WRONG_USAGE = 2


def explain(source: BinaryIO, language: str, now: str | None) -> tuple[str, int]:
    """What to print about the facts that `source` has in JSON, and the exit status.

    `now` fills an absent `now`. Facts that cannot be used give the error of `torikeshi decide`, and 1. Raises
    `UserError` for a `now` that is no instant, and for a folder of policies that cannot be used.
    """
    if now is not None and parse_instant(now) is None:
        message = f"`--now` is `{now}`: an instant such as 2026-04-01T10:00:00+09:00 is allowed"
        raise UserError(message, status=WRONG_USAGE)
    extra = _extra()
    try:
        facts = read_object(source.read())
        filled = facts if now is None or "now" in facts else {**facts, "now": now}
        words = wording_with(extra)
        return "\n\n".join(explained(words, load_policies(extra), filled, language)), 0
    except FactsError as error:
        return json.dumps(error.as_json(), separators=(",", ":")), 1
    except (PolicyError, WordingError) as error:
        raise UserError(str(error), status=WRONG_USAGE) from error


def _extra() -> Path | None:
    """The folder with further policies."""
    named = os.environ.get("TORIKESHI_POLICIES")
    if named and not Path(named).is_dir():
        message = f"`TORIKESHI_POLICIES` is `{named}`: an existing folder is allowed"
        raise UserError(message, status=WRONG_USAGE)
    return Path(named) if named else None
