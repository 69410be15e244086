"""Alembic's entry: runs on the connection that `orders.migrate` hands over."""

from alembic import context

from orders.migrate import VERSION_TABLE
from orders.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
