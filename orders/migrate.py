"""Bring the orders' tables to the newest form; other tables of the same database are left alone."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from orders.database import writing

VERSION_TABLE = "alembic_version_orders"
"""Where these migrations note how far they are; other packages keep their own."""


def upgrade(engine: Engine) -> None:
    """Run what is missing up to the newest migration, in one transaction; does nothing if nothing is missing."""
    config = configuration()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def configuration() -> Config:
    """Alembic's configuration, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def newest() -> str | None:
    """The newest migration's id."""
    return ScriptDirectory.from_config(configuration()).get_current_head()
