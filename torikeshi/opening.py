"""The settings and the database of a command, with whatever is wrong with them said in words."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from decision import Policies, PolicyError, load_policies
from orders import migrate as orders_tables
from orders.database import DatabaseUrlError, connect
from torikeshi.errors import UserError
from web import migrate as web_tables
from web.keys import with_keys
from web.settings import Settings, SettingsError, read_settings


def settings() -> Settings:
    """The environment's settings, with keys. Raises `UserError`."""
    try:
        return with_keys(read_settings())
    except SettingsError as error:
        raise UserError(str(error), status=2) from error


def policies() -> Policies:
    """All policies, those of `TORIKESHI_POLICIES` too. Raises `UserError`."""
    named = os.environ.get("TORIKESHI_POLICIES")
    if named and not Path(named).is_dir():
        raise UserError(f"`TORIKESHI_POLICIES` is `{named}`: an existing folder is allowed", status=2)
    try:
        return load_policies(Path(named) if named else None)
    except PolicyError as error:
        raise UserError(str(error), status=2) from error


def database(url: str) -> Engine:
    """The database at `url`, brought up to date. Raises `UserError`."""
    try:
        engine = connect(url)
        orders_tables.upgrade(engine)
        web_tables.upgrade(engine)
    except DatabaseUrlError as error:
        raise UserError(f"`TORIKESHI_DATABASE_URL`: {error}", status=2) from error
    except (SQLAlchemyError, OSError) as error:
        shown = make_url(url).render_as_string(hide_password=True)
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UserError(f"the database `{shown}` cannot be used: {reason}") from error
    return engine
