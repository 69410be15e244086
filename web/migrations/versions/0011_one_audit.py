"""One trail of what was done: the console's lines are refused any change, too."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

REFUSED = "lines of the audit are only added"


def upgrade() -> None:
    """Put both tables into a new one, in the order of time, and guard it."""
    _set_aside("audit_before")
    _create()
    op.execute(
        'INSERT INTO audit (at, "user", act, subject, count) '
        'SELECT at, "user", act, subject, count FROM ('
        '  SELECT at, NULL AS "user", act, subject, count, 0 AS source, id FROM audit_before UNION ALL'
        """  SELECT at, "user", REPLACE(REPLACE(action, ' ', '_'), '-', '_'), subject, NULL, 1, id"""
        "    FROM console_audit"
        ") AS lines ORDER BY at, source, id"
    )
    op.drop_table("audit_before")
    op.drop_table("console_audit")
    _guard()


def downgrade() -> None:
    """Make the two tables again, each with its lines."""
    _set_aside("audit_after")
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(64)),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_table(
        "console_audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_console_audit"),
    )
    op.execute(
        "INSERT INTO audit (at, act, subject, count) SELECT at, act, subject, count "
        'FROM audit_after WHERE "user" IS NULL ORDER BY id'
    )
    op.execute(
        'INSERT INTO console_audit (at, "user", action, subject) '
        """SELECT at, "user", act, COALESCE(subject, '') """
        'FROM audit_after WHERE "user" IS NOT NULL ORDER BY id'
    )
    op.drop_table("audit_after")
    _guard()


def _set_aside(name: str) -> None:
    """Another name for the table; in PostgreSQL its key and its counter have names of their own."""
    op.rename_table("audit", name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {name} RENAME CONSTRAINT pk_audit TO pk_{name}")
        op.execute(f"ALTER SEQUENCE audit_id_seq RENAME TO {name}_id_seq")
    else:
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_no_{event}")


def _create() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.String(80)),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("count", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )


def _guard() -> None:
    """The triggers; on PostgreSQL their function is there already."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
        )
        return
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
