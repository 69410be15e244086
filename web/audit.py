"""What was done to data and settings, by whom: one trail, of which no call changes or removes a line."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Connection, Engine, Integer, String, Table, Text, insert, select

from web.tables import metadata

MOST_SHOWN = 200

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("user", String(80)),
    Column("act", String(40), nullable=False),
    Column("subject", Text),
    Column("count", Integer),
)
"""`user` is who did it in the console, or nobody; `act` a name in small letters. Of what was erased,
`subject` is a keyed hash and `count` the number of conversations. Triggers refuse to change any line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done; `at` in milliseconds since 1970."""

    id: int
    at: int
    user: str | None
    act: str
    subject: str | None
    count: int | None


def note(  # noqa: PLR0913, PLR0917 - one for each column
    connection: Connection, at: int, user: str | None, act: str, subject: str | None, count: int | None = None
) -> None:
    """Add a line, in the transaction of what it tells of."""
    connection.execute(insert(audit).values(at=at, user=user, act=act, subject=subject, count=count))


def lines(engine: Engine, most: int = MOST_SHOWN) -> tuple[Line, ...]:
    """The newest lines, the newest first."""
    query = select(audit).order_by(audit.c.id.desc()).limit(most)
    with engine.connect() as connection:
        return tuple(Line(**row) for row in connection.execute(query).mappings())
