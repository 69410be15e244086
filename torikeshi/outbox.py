"""`torikeshi outbox list` and `torikeshi outbox retry`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from torikeshi.errors import UserError
from torikeshi.opening import database, settings
from web.moments import milliseconds
from web.outbox.store import Outbox, Row


def dead_letters() -> list[str]:
    """A line for each letter that was given up: what it is and why, but not what it says or to whom."""
    with _outbox() as outbox:
        return [json.dumps(_shown(row), ensure_ascii=False) for row in outbox.dead()]


def retry(id: int | None) -> int:
    """Let that dead letter, or all of them, be tried again; how many. Raises `UserError`."""
    with _outbox() as outbox:
        count = outbox.retry(milliseconds(), id)
    if id is not None and not count:
        raise UserError(f"no dead letter has the id `{id}`: `torikeshi outbox list` shows those there are")
    return count


@contextmanager
def _outbox() -> Iterator[Outbox]:
    engine = database(settings().database_url)
    try:
        yield Outbox(engine)
    finally:
        engine.dispose()


def _shown(row: Row) -> dict[str, object]:
    at = datetime.fromtimestamp(row.created_at / 1000, UTC).isoformat(timespec="seconds")
    return {
        "id": row.id,
        "kind": row.letter.kind,
        "created_at": at,
        "attempts": row.attempts,
        "error": row.last_error,
    }
