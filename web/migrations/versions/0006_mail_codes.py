"""Codes that were asked for by mail, and the orders that they opened."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "mail_codes",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("order_number", sa.String(100), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("opens", sa.String(100)),
        sa.Column("used_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_mail_codes"),
        _of_conversation("mail_codes"),
    )
    op.create_index("ix_mail_codes_conversation_id", "mail_codes", ["conversation_id"])
    op.create_table(
        "opened_orders",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("order_number", sa.String(100), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "order_number", name="pk_opened_orders"),
        _of_conversation("opened_orders"),
    )


def _of_conversation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["conversation_id"],
        ["conversations.id"],
        name=f"fk_{table}_conversation_id",
        ondelete="CASCADE",
    )


def downgrade() -> None:
    """Drop the tables: whoever had opened an order has to do it again."""
    op.drop_table("opened_orders")
    op.drop_table("mail_codes")
