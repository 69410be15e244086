"""The cancellations that were filed for customers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "cancellation_filings",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("number_key", sa.String(100), nullable=False),
        sa.Column("customer_id", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.String(40), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("key", name="pk_cancellation_filings"),
    )
    for column in ("number_key", "customer_id", "next_at"):
        op.create_index(f"ix_cancellation_filings_{column}", "cancellation_filings", [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("cancellation_filings")
