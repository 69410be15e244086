"""Conversations, their items, what was submitted, and identity tokens that have been used."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("customer_id", sa.String(200)),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("lease_holder", sa.String(32)),
        sa.Column("lease_until", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("token_hash", name="uq_conversations_token_hash"),
    )
    op.create_table(
        "conversation_items",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("choice", sa.Text()),
        sa.Column("replies", sa.Text()),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_conversation_items"),
        _of_conversation("conversation_items"),
    )
    op.create_table(
        "submissions",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("client_message_id", sa.String(36), nullable=False),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("answer_seq", sa.Integer()),
        sa.PrimaryKeyConstraint("conversation_id", "client_message_id", name="pk_submissions"),
        _of_conversation("submissions"),
    )
    op.create_table(
        "used_identity_tokens",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_used_identity_tokens"),
    )
    op.create_index("ix_used_identity_tokens_expires_at", "used_identity_tokens", ["expires_at"])


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.id"],
        name=f"fk_{table}_conversation_id",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    """Drop the tables, with every conversation in them."""
    for table in ("used_identity_tokens", "submissions", "conversation_items", "conversations"):
        op.drop_table(table)
