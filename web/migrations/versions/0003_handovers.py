"""Hand-overs to a person, and what customers thought of answers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "handovers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("agent", sa.String(200)),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("ended", sa.String(10)),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_handovers_conversation_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_handovers_conversation_id", "handovers", ["conversation_id"])
    op.create_index("ix_handovers_state", "handovers", ["state"])
    op.create_table(
        "feedback",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("thumb", sa.String(4), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("rule", sa.String(200)),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_feedback"),
        sa.ForeignKeyConstraint(
            ["conversation_id", "seq"],
            ["conversation_items.conversation_id", "conversation_items.seq"],
            name="fk_feedback_conversation_id",
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("feedback")
    op.drop_table("handovers")
