"""Bring the gateway's tables to the newest form; other tables of the same database are left alone."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from orders.database import writing

VERSION_TABLE = "alembic_version_web"
"""Where these migrations note how far they are; other packages keep their own."""


def upgrade(engine: Engine) -> None:
    """Run what is missing up to the newest migration, in one transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
