"""Codes that were asked for, and the orders that they opened."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table

from web.tables import metadata

codes = Table(
    "mail_codes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("order_number", String(100), nullable=False),
    Column("language", String(2), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("opens", String(100)),
    Column("used_at", BigInteger),
)
"""`order_number` as it was named, whether there is such an order or not; `opens` is the order
that the code was mailed for, none before that. The newest row of a conversation counts."""

opened_orders = Table(
    "opened_orders",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("order_number", String(100), primary_key=True, index=True),
    Column("opened_at", BigInteger, nullable=False),
)
