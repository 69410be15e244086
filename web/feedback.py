"""What customers thought of an answer: a thumb and an optional line, beside the rule that it came from."""

from __future__ import annotations

import json
from typing import Literal

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKeyConstraint,
    FromClause,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    and_,
    case,
    delete,
    func,
    insert,
    select,
)

from orders.database import writing
from web.decisionlog.tables import heard
from web.tables import items, metadata

type Thumb = Literal["up", "down"]
type Count = tuple[str, int, int]
"""A name with its thumbs up and down."""

feedback = Table(
    "feedback",
    metadata,
    Column("conversation_id", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("thumb", String(4), nullable=False),
    Column("note", Text),
    Column("rule", String(200)),
    Column("at", BigInteger, nullable=False),
    ForeignKeyConstraint(
        ["conversation_id", "seq"],
        ["conversation_items.conversation_id", "conversation_items.seq"],
        ondelete="CASCADE",
    ),
)
"""One thumb for each answer, the last one given; `rule` is that of the answer's first step, if it had one."""


class FeedbackStore:
    """Thumbs in the database. Every method may block: call it in a thread."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def give(self, conversation_id: str, seq: int, thumb: Thumb, note: str | None, at: int) -> bool:
        """Keep the thumb for that item of the bot's; False where there is no such item."""
        with writing(self.engine) as connection:
            replies = _replies(connection, conversation_id, seq)
            if replies is None:
                return False
            rule = next((block["rule"] for block in replies if block["type"] == "step"), None)
            own = (feedback.c.conversation_id == conversation_id, feedback.c.seq == seq)
            connection.execute(delete(feedback).where(*own))
            row = {"thumb": thumb, "note": note, "rule": rule, "at": at}
            connection.execute(insert(feedback).values(conversation_id=conversation_id, seq=seq, **row))
            return True

    def by_rule(self) -> tuple[Count, ...]:
        """Thumbs by rule (empty: an answer without a step), those with most thumbs down first."""
        return self._counts(feedback.c.rule, feedback)

    def by_intent(self) -> tuple[Count, ...]:
        """The same by the intent that the answered message was taken for (empty: a button)."""
        same = and_(heard.c.conversation_id == feedback.c.conversation_id, heard.c.seq == feedback.c.seq)
        return self._counts(heard.c.intent, feedback.outerjoin(heard, same))

    def _counts(self, column: Column[str], source: FromClause) -> tuple[Count, ...]:
        up, down = (func.sum(case((feedback.c.thumb == thumb, 1), else_=0)) for thumb in ("up", "down"))
        name = func.coalesce(column, "")
        query = select(name, up, down).select_from(source).group_by(name).order_by(down.desc(), name)
        with self.engine.connect() as connection:
            return tuple((row[0], int(row[1]), int(row[2])) for row in connection.execute(query))

    def notes(self, most: int = 100) -> tuple[RowMapping, ...]:
        """The newest lines that came with a thumb, as rows of the table."""
        query = (
            select(feedback).where(feedback.c.note.is_not(None)).order_by(feedback.c.at.desc()).limit(most)
        )
        with self.engine.connect() as connection:
            return tuple(connection.execute(query).mappings())


def _replies(connection: Connection, conversation_id: str, seq: int) -> list[dict[str, str]] | None:
    query = select(items.c.replies).where(
        items.c.conversation_id == conversation_id, items.c.seq == seq, items.c.role == "bot"
    )
    text = connection.execute(query).scalar_one_or_none()
    return None if text is None else json.loads(text)
