"""The orders of one customer at a time: what is somebody else's and what nobody has are the same answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, and_, select

from decision import Policies
from orders import importing
from orders.keys import keys_of
from orders.model import Order
from orders.records import read
from orders.tables import orders


class OrderStore:
    """Looks up orders in a database whose tables `orders.migrate.upgrade` has made."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of_customer(self, customer_id: str) -> tuple[Order, ...]:
        """All orders of the customer, the newest first; those of unknown age last, then by number."""
        with self._engine.connect() as connection:
            found = read(connection, orders.c.customer_id == customer_id)
        by_number = sorted(found, key=lambda order: order.order_number)
        return tuple(sorted(by_number, key=_age))

    def find(self, customer_id: str, typed: str) -> Order | None:
        """The customer's order of that number, however it is typed; None where they have none such.

        Hyphens may be left out if that leaves one order of the customer.
        """
        exact, loose = keys_of(typed)
        if not exact:
            return None
        theirs = orders.c.customer_id == customer_id
        with self._engine.connect() as connection:
            found = read(connection, and_(theirs, orders.c.number_key == exact), limit=1) or read(
                connection, and_(theirs, orders.c.loose_key == loose), limit=2
            )
        return found[0] if len(found) == 1 else None

    def by_number(self, typed: str) -> Order | None:
        """The order of that number, whosever it is: for support and codes by mail."""
        exact, loose = keys_of(typed)
        if not exact:
            return None
        with self._engine.connect() as connection:
            found = read(connection, orders.c.number_key == exact, limit=1) or read(
                connection, orders.c.loose_key == loose, limit=2
            )
        return found[0] if len(found) == 1 else None

    def of_numbers(self, numbers: Sequence[str]) -> tuple[Order, ...]:
        """The orders of exactly these numbers, in their order; those that are gone are left out."""
        keys = [keys_of(number).exact for number in numbers]
        with self._engine.connect() as connection:
            found = read(connection, orders.c.number_key.in_(keys))
        by_key = {keys_of(order.order_number).exact: order for order in found}
        return tuple(by_key[key] for key in dict.fromkeys(keys) if key in by_key)

    def import_file(
        self, path: Path | str, policies: Policies | None = None, now: datetime | None = None
    ) -> int:
        """Take a file of orders, all or nothing; see `orders.importing.import_file`."""
        return importing.import_file(self._engine, path, policies, now)

    def is_empty(self) -> bool:
        """Whether there is no order at all."""
        with self._engine.connect() as connection:
            return connection.execute(select(orders.c.number_key).limit(1)).first() is None

    def customers(self) -> tuple[str, ...]:
        """The ids of all customers who have an order, sorted."""
        with self._engine.connect() as connection:
            query = select(orders.c.customer_id).distinct().order_by(orders.c.customer_id)
            return tuple(connection.execute(query).scalars())


def _age(order: Order) -> float:
    return float("inf") if order.placed_at is None else -order.placed_at.timestamp()
