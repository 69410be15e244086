"""The decision log, append-only by triggers, and what the model made of each message."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REFUSAL = "the decision log is append-only"
TABLES = ("turns_heard", "decision_log_keys", "decision_log_head", "decision_log")


def upgrade() -> None:
    """Create the tables, the first end of the chain and the triggers."""
    op.create_table(
        "decision_log",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_log"),
    )
    op.create_index("ix_decision_log_conversation_id", "decision_log", ["conversation_id"])
    head = op.create_table(
        "decision_log_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision_log_head"),
    )
    op.bulk_insert(head, [{"id": 1, "last": 0, "hash": "0" * 64}])
    op.create_table(
        "decision_log_keys",
        sa.Column("customer_id", sa.String(200), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("customer_id", name="pk_decision_log_keys"),
    )
    op.create_table(
        "turns_heard",
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("model", sa.String(100)),
        sa.Column("intent", sa.String(60), nullable=False),
        sa.Column("confidence", sa.Float()),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_turns_heard"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_turns_heard_conversation_id",
            ondelete="CASCADE",
        ),
    )
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER decision_log_no_{change} BEFORE {change.upper()} ON decision_log"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION decision_log_refuse() RETURNS trigger AS"
        f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql"
    )
    for name, change in (("change", "UPDATE OR DELETE"), ("emptying", "TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER decision_log_no_{name} BEFORE {change} ON decision_log"
            " FOR EACH STATEMENT EXECUTE FUNCTION decision_log_refuse()"
        )


def downgrade() -> None:
    """Drop the tables, with every line of the log."""
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION decision_log_refuse()")
