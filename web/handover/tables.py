"""The table of hand-overs. Instants are milliseconds since 1970 (UTC), real time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from web.tables import metadata

handovers = Table(
    "handovers",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(10), nullable=False, index=True),
    Column("agent", String(200)),
    Column("reason", String(40), nullable=False),
    Column("brief", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("taken_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("ended", String(10)),
)
"""`state` is `waiting`, `taken` or `ended`; `ended` says how: `back` to the bot, or `closed`. `brief` is what
the bot knows, as JSON: order, facts, decisions."""

handover_orders = Table(
    "handover_orders",
    metadata,
    Column("handover_id", ForeignKey("handovers.id", ondelete="CASCADE"), primary_key=True),
    Column("orders", Text, nullable=False),
)
"""The customer's orders at that moment, as JSON rows of an import; gone with the conversation."""
