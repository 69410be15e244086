"""The customer's orders as they were when a person was wanted: rows of an import, without whose they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert, select

from decision import Policies
from orders.model import Order
from orders.records import read
from orders.row import known, read_order, values_of
from orders.row_facts import checker
from orders.tables import orders
from web.handover.tables import handover_orders, handovers


def keep_orders(connection: Connection, handover: int, customer_id: str) -> None:
    """Note the orders that the customer has now, for that hand-over."""
    rows = [row_of(order) for order in read(connection, orders.c.customer_id == customer_id)]
    kept = json.dumps(rows, ensure_ascii=False, default=str)
    connection.execute(insert(handover_orders).values(handover_id=handover, orders=kept))


def kept_orders(
    connection: Connection, conversation_id: str, customer_id: str, policies: Policies
) -> tuple[Order, ...] | None:
    """The orders as they were at the conversation's first hand-over; None where nothing was noted.

    Raises `RowError` where the policies by now know some value of them no longer.
    """
    query = (
        select(handover_orders.c.orders)
        .join(handovers)
        .where(handovers.c.conversation_id == conversation_id)
        .order_by(handovers.c.id)
        .limit(1)
    )
    kept = connection.execute(query).scalar_one_or_none()
    if kept is None:
        return None
    look = checker(policies, None)
    return tuple(read_order({**_values(row), "customer_id": customer_id}, look) for row in json.loads(kept))


def row_of(order: Order) -> dict[str, Any]:
    """The order as an import would take it, without what tells whose it is."""
    values, lines = values_of(order)
    return {**known(values), "lines": [known(line) for line in lines]}


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, **({"total": Decimal(row["total"])} if "total" in row else {})}
