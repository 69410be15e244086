"""The table of what is to be sent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from web.tables import metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("key", String(200), nullable=False, unique=True),
    Column("payload", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("last_error", String(200)),
    Column("created_at", BigInteger, nullable=False, index=True),
    Column("done_at", BigInteger),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), index=True),
    Index("ix_outbox_due", "state", "kind", "next_at"),
)
"""`state` is `waiting`, `done` or `dead`; `next_at` is when a waiting row is tried next: while it is being
tried, when whoever does so has lost it. `payload` is JSON."""
