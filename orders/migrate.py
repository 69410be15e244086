"""Bring the orders' tables to the newest form; other tables of the same database are left alone."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from orders.database import writing

VERSION_TABLE = "alembic_version_orders"
"""Where these migrations note how far they are; other packages keep their own."""


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, in one transaction."""
    config = _configuration()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _configuration() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
