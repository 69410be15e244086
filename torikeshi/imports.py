"""`torikeshi orders import`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from decision import PolicyError, load_policies
from orders.importing import ImportFailed
from orders.store import OrderStore
from torikeshi.errors import UserError
from torikeshi.opening import database, settings


def import_file(path: Path) -> int:
    """Import `path` into the database of the settings; the number of orders. Raises `UserError`."""
    given = settings()
    try:
        policies = load_policies(given.policies)
    except PolicyError as error:
        raise UserError(str(error), status=2) from error
    store = OrderStore(database(given.database_url))
    try:
        return store.import_file(path, policies, given.now or datetime.now(UTC))
    except ImportFailed as error:
        raise UserError(f"nothing of `{path}` was imported:\n{error}") from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        raise UserError(f"nothing of `{path}` was imported: {reason}") from error
