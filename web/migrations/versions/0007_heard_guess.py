"""What the model would have guessed where the bot did not act on it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("turns_heard", sa.Column("guess", sa.String(60)))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("turns_heard") as table:
        table.drop_column("guess")
