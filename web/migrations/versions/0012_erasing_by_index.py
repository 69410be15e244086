"""Indexes for what is looked up when a customer is erased, when a day is swept and when it is counted."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

INDEXED = (
    ("conversations", "customer_id"),
    ("conversations", "created_at"),
    ("opened_orders", "order_number"),
    ("outbox", "created_at"),
)


def upgrade() -> None:
    """Add the indexes."""
    for table, column in INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Drop them."""
    for table, column in INDEXED:
        op.drop_index(f"ix_{table}_{column}", table)
