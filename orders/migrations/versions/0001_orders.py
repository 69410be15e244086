"""The orders and their lines."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "orders",
        sa.Column("number_key", sa.String(100), nullable=False),
        sa.Column("loose_key", sa.String(100), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("import_id", sa.String(32)),
        sa.Column("import_line", sa.Integer()),
        sa.Column("order_number", sa.String(100), nullable=False),
        sa.Column("customer_id", sa.String(200), nullable=False),
        sa.Column("email", sa.String(300)),
        sa.Column("postal_code", sa.String(40)),
        sa.Column("policy", sa.String(100), nullable=False),
        sa.Column("seller", sa.String(20)),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("payment_method", sa.String(20)),
        sa.Column("paid", sa.Boolean()),
        sa.Column("invoiced", sa.Boolean()),
        sa.Column("modifiable", sa.Boolean()),
        sa.Column("payment_deadline", sa.String(40)),
        sa.Column("placed_at", instant),
        sa.Column("shipped_at", instant),
        sa.Column("delivered_at", instant),
        sa.Column("cancelled_at", instant),
        sa.Column("sent_back_at", instant),
        sa.Column("updated_at", instant),
        sa.Column("opened", sa.Boolean()),
        sa.Column("request", sa.String(20)),
        sa.Column("requested_at", instant),
        sa.Column("cause", sa.String(30)),
        sa.Column("retried", sa.Boolean()),
        sa.Column("recent_cancellations", sa.Integer()),
        sa.Column("currency", sa.String(3)),
        sa.Column("total", sa.String(40)),
        sa.PrimaryKeyConstraint("number_key", name="pk_orders"),
    )
    op.create_index("ix_orders_customer_id", "orders", ["customer_id"])
    op.create_index("ix_orders_loose_key", "orders", ["loose_key"])
    op.create_table(
        "order_lines",
        sa.Column("number_key", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(1000), nullable=False),
        sa.Column("quantity", sa.Integer()),
        sa.Column("item", sa.String(20)),
        sa.Column("release_date", sa.Date()),
        sa.Column("status", sa.String(20)),
        sa.PrimaryKeyConstraint("number_key", "number", name="pk_order_lines"),
        sa.ForeignKeyConstraint(
            ["number_key"], ["orders.number_key"], name="fk_order_lines_number_key", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop both tables, with every order in them."""
    op.drop_table("order_lines")
    op.drop_table("orders")
