"""What the bot remembers of a conversation, in Rasa's own table of events; only ever removed from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Column, Connection, Float, MetaData, String, Table, delete, func, inspect, select
from sqlalchemy.engine import make_url

from orders.database import connect, writing

events = Table("events", MetaData(), Column("sender_id", String), Column("timestamp", Float))
"""The two columns of Rasa's table that are needed here."""


class Tracker:
    """The bot's memory at a database URL. Every method may block and raise SQLAlchemy's errors."""

    def __init__(self, url: str) -> None:
        self._url = url

    def forget(self, conversation_ids: Sequence[str]) -> None:
        """Remove what there is of these conversations."""
        with self._writing() as connection:
            if connection is not None:
                connection.execute(delete(events).where(events.c.sender_id.in_(conversation_ids)))

    def sweep(self, before: int) -> None:
        """Remove the conversations of which nothing was heard since `before` (milliseconds since 1970)."""
        idle = select(events.c.sender_id).group_by(events.c.sender_id)
        idle = idle.having(func.max(events.c.timestamp) < before / 1000)
        with self._writing() as connection:
            if connection is not None:
                connection.execute(delete(events).where(events.c.sender_id.in_(idle)))

    @contextmanager
    def _writing(self) -> Iterator[Connection | None]:
        """A transaction; None where the bot has not remembered anything yet."""
        if not self._is_there():
            yield None
            return
        engine = connect(self._url)
        try:
            with writing(engine) as connection:
                yield connection if inspect(connection).has_table(events.name) else None
        finally:
            engine.dispose()

    def _is_there(self) -> bool:
        url = make_url(self._url)
        return url.get_backend_name() != "sqlite" or bool(url.database and Path(url.database).exists())
