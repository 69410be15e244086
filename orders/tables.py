"""The tables of the orders. `number_key` is what a typed number is looked up by, never shown."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, MetaData, String, Table, Text

from orders.columns import Amount, Instant, InstantOrDay

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

orders = Table(
    "orders",
    metadata,
    Column("number_key", String(100), primary_key=True),
    Column("loose_key", String(100), nullable=False, index=True),
    Column("demo", Boolean, nullable=False),
    Column("import_id", String(32)),
    Column("import_line", Integer),
    Column("order_number", String(100), nullable=False),
    Column("customer_id", String(200), nullable=False, index=True),
    Column("email", String(300)),
    Column("postal_code", String(40)),
    Column("policy", String(100), nullable=False),
    Column("seller", String(20)),
    Column("status", String(20), nullable=False),
    Column("payment_method", String(20)),
    Column("paid", Boolean),
    Column("invoiced", Boolean),
    Column("modifiable", Boolean),
    Column("payment_deadline", InstantOrDay),
    Column("placed_at", Instant),
    Column("shipped_at", Instant),
    Column("delivered_at", Instant),
    Column("cancelled_at", Instant),
    Column("sent_back_at", Instant),
    Column("updated_at", Instant),
    Column("opened", Boolean),
    Column("request", String(20)),
    Column("requested_at", Instant),
    Column("cause", String(30)),
    Column("retried", Boolean),
    Column("recent_cancellations", Integer),
    Column("currency", String(3)),
    Column("total", Amount),
)

lines = Table(
    "order_lines",
    metadata,
    Column("number_key", ForeignKey("orders.number_key", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", String(1000), nullable=False),
    Column("quantity", Integer),
    Column("item", String(20)),
    Column("release_date", Date),
    Column("status", String(20)),
)

filings = Table(
    "cancellation_filings",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("number_key", String(100), nullable=False, index=True),
    Column("customer_id", String(200), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("request", Text, nullable=False),
    Column("requested_at", String(40), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, index=True),
)
"""Cancellations filed for customers. `state` is an outcome's kind, or `sending` until there is one; `next_at`
is when it is sent (again), none where that is not to happen. Both instants are real time, in milliseconds
since 1970. An import replaces orders, so nothing here hangs on a row of theirs."""
