"""Which turn's reply a customer has had last; and an index to find turns whose lease has run out."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the index."""
    op.add_column("conversations", sa.Column("heard_turn", sa.String(32)))
    op.create_index("ix_conversations_lease_until", "conversations", ["lease_until"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_conversations_lease_until", "conversations")
    with op.batch_alter_table("conversations") as table:
        table.drop_column("heard_turn")
