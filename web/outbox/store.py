"""The outbox in the database: put in once, taken by one worker at a time, marked when it is sent.

A row that is taken is put off by the lease; a worker that dies leaves it to be taken again when that has
passed. `attempts` numbers the takings, so that only the last taker may mark a row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from orders.database import writing
from web.outbox.tables import outbox

WAITING, DONE, DEAD = "waiting", "done", "dead"
LEASE = 60_000
"""Milliseconds; longer than any handler may take."""
FIRST_PAUSE, LONGEST_PAUSE = 1_000, 3_600_000
MOST_ATTEMPTS = 16
"""With doubling pauses these are about five hours."""
LONGEST_ERROR = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Something to be sent: by which handler, under which key (of one key there is one), and what."""

    kind: str
    key: str
    payload: Mapping[str, Any]
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A letter as it lies in the outbox. Instants are milliseconds since 1970."""

    id: int
    letter: Letter
    state: str
    attempts: int
    created_at: int
    last_error: str | None = None


def put(connection: Connection, letter: Letter, at: int, *, not_before: int | None = None) -> None:
    """Put `letter` into the outbox, unless one of its key has been; to be sent from `not_before` on."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    row = build(outbox).values(
        kind=letter.kind,
        key=letter.key,
        payload=json.dumps(letter.payload, ensure_ascii=False),
        state=WAITING,
        attempts=0,
        next_at=at if not_before is None else not_before,
        created_at=at,
        conversation_id=letter.conversation_id,
    )
    connection.execute(row.on_conflict_do_nothing(index_elements=["key"]))


class Outbox:
    """The outbox of one database. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def take(self, kind: str, at: int) -> Row | None:
        """The row of `kind` that has been due for longest, now taken; None if none is due."""
        due = (
            select(outbox.c.id)
            .where(outbox.c.state == WAITING, outbox.c.kind == kind, outbox.c.next_at <= at)
            .order_by(outbox.c.next_at, outbox.c.id)
            .limit(1)
        )
        with self.engine.connect() as connection:  # looking needs no right to write
            if connection.execute(due).first() is None:
                return None
        one = due.with_for_update(skip_locked=True).scalar_subquery()
        taken = (
            update(outbox)
            .where(outbox.c.id == one)
            .values(attempts=outbox.c.attempts + 1, next_at=at + LEASE)
            .returning(outbox)
        )
        with writing(self.engine) as connection:
            row = connection.execute(taken).mappings().first()
        return None if row is None else _row(row)

    def done(self, row: Row, at: int) -> None:
        """Mark a row that was taken as sent."""
        self._mark(row, state=DONE, done_at=at, last_error=None)

    def failed(self, row: Row, at: int, error: str, *, for_good: bool = False) -> bool:
        """Put a row that was taken off until its next try, or give it up for dead; whether that."""
        dead = for_good or row.attempts >= MOST_ATTEMPTS
        pause = min(FIRST_PAUSE * 2 ** (row.attempts - 1), LONGEST_PAUSE)
        state = DEAD if dead else WAITING
        self._mark(row, state=state, next_at=at + pause, last_error=error[:LONGEST_ERROR])
        return dead

    def counts(self) -> dict[tuple[str, str], int]:
        """How many rows there are, by kind and state."""
        query = select(outbox.c.kind, outbox.c.state, func.count()).group_by(outbox.c.kind, outbox.c.state)
        with self.engine.connect() as connection:
            return {(kind, state): count for kind, state, count in connection.execute(query)}

    def dead(self) -> tuple[Row, ...]:
        """The rows that were given up, the oldest first."""
        query = select(outbox).where(outbox.c.state == DEAD).order_by(outbox.c.id)
        with self.engine.connect() as connection:
            return tuple(_row(row) for row in connection.execute(query).mappings())

    def retry(self, at: int, id: int | None = None) -> int:
        """Let a row that was given up (all of them, without `id`) be tried again from now on; how many."""
        again = update(outbox).where(outbox.c.state == DEAD).values(state=WAITING, attempts=0, next_at=at)
        if id is not None:
            again = again.where(outbox.c.id == id)
        with writing(self.engine) as connection:
            return connection.execute(again).rowcount

    def _mark(self, row: Row, **values: object) -> None:
        mine = (outbox.c.id == row.id, outbox.c.state == WAITING, outbox.c.attempts == row.attempts)
        with writing(self.engine) as connection:
            connection.execute(update(outbox).where(*mine).values(**values))


def _row(row: RowMapping) -> Row:
    letter = Letter(
        kind=row["kind"],
        key=row["key"],
        payload=json.loads(row["payload"]),
        conversation_id=row["conversation_id"],
    )
    names = ("id", "state", "attempts", "created_at", "last_error")
    return Row(letter=letter, **{name: row[name] for name in names})
