"""`torikeshi erase` and `torikeshi sweep`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from torikeshi.errors import UserError
from torikeshi.opening import database, settings
from web.erasing.eraser import Eraser
from web.gateway import eraser_of
from web.moments import milliseconds


def erase(customer: str) -> int:
    """Remove everything that was said with `customer`; how many conversations. Raises `UserError`."""
    with _eraser() as (eraser, _):
        return eraser.customer(customer, milliseconds())


def sweep() -> int:
    """Remove what is older than the settings keep; how many conversations. Raises `UserError`."""
    with _eraser() as (eraser, days):
        return eraser.sweep(days, milliseconds())


@contextmanager
def _eraser() -> Iterator[tuple[Eraser, int]]:
    given = settings()
    engine = database(given.database_url)
    try:
        yield eraser_of(given, engine), given.retention_days
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        raise UserError(f"not everything could be removed, try again: {reason}") from error
    finally:
        engine.dispose()
