"""Loads the demo shop into an empty database and moves its orders along with the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine, select

from decision import load_policies
from orders.database import writing
from orders.demo.relative import at
from orders.keys import keys_of
from orders.model import Order
from orders.records import Record, replace
from orders.row import read_order
from orders.row_facts import checker
from orders.tables import orders

DEMO_CUSTOMERS = tuple(f"customer-{letter}" for letter in "abcdefghi")
"""All demo customers; `customer-h` has exactly one order, `customer-i` none."""

_POLICIES = ("amiami", "amazon")
_TIMES = (
    "payment_deadline",
    "placed_at",
    "shipped_at",
    "delivered_at",
    "cancelled_at",
    "sent_back_at",
    "requested_at",
    "release_date",
)


def load_demo(engine: Engine, now: datetime) -> int:
    """Put the demo shop into a database that has no orders; the number of orders, 0 where it has some."""
    with writing(engine) as connection:
        if connection.execute(select(orders.c.number_key).limit(1)).first() is not None:
            return 0
        records = _records(now)
        replace(connection, records)
        return len(records)


def refresh_demo(engine: Engine, now: datetime) -> int:
    """Move the demo orders that no import has touched to the clock; the number of them."""
    with writing(engine) as connection:
        untouched = set(connection.execute(select(orders.c.number_key).where(orders.c.demo)).scalars())
        records = [record for record in _records(now) if record.keys.exact in untouched]
        replace(connection, records)
        return len(records)


def demo_orders(now: datetime) -> Iterator[Order]:
    """The demo shop's orders as they are at `now`, checked like an import."""
    check = checker(load_policies(), now)
    for policy in _POLICIES:
        for values in _listed(policy):
            yield read_order(_row(values, policy, now), check)


@cache
def _listed(policy: str) -> tuple[dict[str, Any], ...]:
    """The orders of a demo file, with times as they are written."""
    text = (Path(__file__).parent / f"{policy}.yml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text)["orders"])


def _row(values: dict[str, Any], policy: str, now: datetime) -> dict[str, Any]:
    """A row of an import from the short form of the demo files."""
    customer = values["customer_id"]
    row = {"policy": policy, "currency": "JPY", "email": f"{customer}@example.com", **_moved(values, now)}
    if "lines" in row:
        row["lines"] = [_moved(line, now) for line in row["lines"]]
    return row


def _moved(values: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {name: at(value, now) if name in _TIMES else value for name, value in values.items()}


def _records(now: datetime) -> list[Record]:
    return [Record(order, keys_of(order.order_number), demo=True) for order in demo_orders(now)]
