"""Column types that read back exactly what was stored, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

from decision.instants import in_japan


class Instant(TypeDecorator[datetime]):
    """An instant: stored in UTC, read back aware and in Japan time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """In UTC; SQLite keeps no offset."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """In Japan time."""
        if value is None:
            return None
        return in_japan(value.replace(tzinfo=UTC) if value.tzinfo is None else value)


class InstantOrDay(TypeDecorator[date]):
    """An instant or a day, as ISO text: the two mean different things and must not turn into each other."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        """A day as `2026-04-01`, an instant with its time and offset."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> date | None:
        """The same day or instant, an instant in Japan time."""
        if value is None:
            return None
        return date.fromisoformat(value) if len(value) == 10 else in_japan(datetime.fromisoformat(value))


class Amount(TypeDecorator[Decimal]):
    """An amount of money to the last digit: SQLite has only floats for it."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        """Plain digits, never an exponent."""
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        """The same amount."""
        return None if value is None else Decimal(value)
