"""The tables of the decision log. Instants are milliseconds since 1970 (UTC), real time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, String, Table, Text

from web.tables import metadata

decisions = Table(
    "decision_log",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("conversation_id", String(36), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("entry", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""Counted from 1 without gaps; triggers refuse changes. `conversation_id` is no foreign key: a line outlives
its conversation, of which it then says nothing but a random id. `entry` is JSON, see `store.entry_of`."""

head = Table(
    "decision_log_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row: the last line's number and hash. It is taken first, so that lines are written one by one."""

keys = Table(
    "decision_log_keys",
    metadata,
    Column("customer_id", String(200), primary_key=True),
    Column("key", String(64), nullable=False),
)
"""What a customer's order numbers are hashed with. With the key, what the hashes stand for is gone."""

heard = Table(
    "turns_heard",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("model", String(100)),
    Column("intent", String(60), nullable=False),
    Column("guess", String(60)),
    Column("confidence", Float),
)
"""What the model made of the message that the item `seq` answers: the intent that the bot went by
(`nlu_fallback` for none), the likeliest guess and how sure it was of that."""
