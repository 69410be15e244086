"""Alembic's entry: runs on the connection that `web.migrate` hands over."""

from alembic import context

from web.migrate import VERSION_TABLE
from web.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
