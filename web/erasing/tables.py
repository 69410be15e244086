"""What was removed and when, without anything of it: lines are only ever added."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table

from web.tables import metadata

audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("act", String(40), nullable=False),
    Column("subject", String(64)),
    Column("count", Integer, nullable=False),
)
"""`subject` is a keyed hash of whom or what it was about: with the key it can be asked for, without it not.
Triggers refuse to change or remove a line."""
