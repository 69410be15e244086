"""The gateway's tables. Instants are milliseconds since 1970 (UTC), real time."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("language", String(2), nullable=False),
    Column("customer_id", String(200), index=True),
    Column("created_at", BigInteger, nullable=False, index=True),
    Column("expires_at", BigInteger, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("lease_holder", String(32)),
    Column("lease_until", BigInteger, index=True),
    Column("heard_turn", String(32)),
)
"""`lease_holder` is the turn that is under way, until it ends or `lease_until` has passed; `heard_turn` the
bot's turn whose reply was stored last, so that it can tell which of its turns were lost."""

items = Table(
    "conversation_items",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("role", String(10), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("language", String(2), nullable=False),
    Column("text", Text),
    Column("choice", Text),
    Column("replies", Text),
)
"""One of `text`, `choice` and `replies` (JSON) is given."""

submissions = Table(
    "submissions",
    metadata,
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("client_message_id", String(36), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("answer_seq", Integer),
)
"""What the customer has sent under which id; `answer_seq` is the item that answers it, once there is one."""

used_tokens = Table(
    "used_identity_tokens",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
)
"""Identity tokens that have been used, by a hash of issuer and id, until they would have expired."""
