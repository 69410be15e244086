"""What was done in the console, and by whom. There is no call that changes or removes a line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select

from web.console.tables import audit


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody did; `at` in milliseconds since 1970."""

    id: int
    at: int
    user: str
    action: str
    subject: str


def note(connection: Connection, at: int, user: str, action: str, subject: str) -> None:
    """Add a line, in the transaction of what it tells of."""
    connection.execute(insert(audit).values(at=at, user=user, action=action, subject=subject))


def lines(engine: Engine, most: int = 200) -> tuple[Line, ...]:
    """The newest lines, the newest first."""
    query = select(audit).order_by(audit.c.id.desc()).limit(most)
    with engine.connect() as connection:
        return tuple(Line(**row) for row in connection.execute(query).mappings())
