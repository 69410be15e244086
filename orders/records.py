"""Orders to and from the tables. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from orders.keys import Keys
from orders.model import Line, Order
from orders.tables import lines, orders

_ORDER_FIELDS = tuple(field.name for field in fields(Order) if field.name != "lines")
_LINE_FIELDS = tuple(field.name for field in fields(Line))


@dataclass(frozen=True, slots=True)
class Record:
    """An order with its keys and where it comes from: the demo shop, or a line of one import."""

    order: Order
    keys: Keys
    demo: bool = False
    import_id: str | None = None
    import_line: int | None = None


def read(connection: Connection, where: ColumnElement[bool], limit: int | None = None) -> tuple[Order, ...]:
    """The orders for which `where` (a condition on the table) holds, with their lines, in no order."""
    found = connection.execute(select(orders).where(where).limit(limit)).mappings().all()
    if not found:
        return ()
    chosen = (
        select(orders.c.number_key).where(where) if limit is None else [row["number_key"] for row in found]
    )
    of_order: dict[str, list[Line]] = defaultdict(list)
    query = select(lines).where(lines.c.number_key.in_(chosen)).order_by(lines.c.number_key, lines.c.number)
    for row in connection.execute(query).mappings():
        of_order[row["number_key"]].append(Line(**{name: row[name] for name in _LINE_FIELDS}))
    return tuple(
        Order(**{name: row[name] for name in _ORDER_FIELDS}, lines=tuple(of_order[row["number_key"]]))
        for row in found
    )


def replace(connection: Connection, records: Sequence[Record]) -> None:
    """Write these orders, of different numbers, in the place of those that had the same numbers."""
    if not records:
        return
    rows = [_order_row(record) for record in records]
    connection.execute(delete(orders).where(orders.c.number_key.in_([row["number_key"] for row in rows])))
    connection.execute(insert(orders), rows)
    connection.execute(insert(lines), list(_line_rows(records)))


def imported_lines(connection: Connection, import_id: str, keys: Sequence[str]) -> dict[str, int]:
    """Of these keys, those that this import has written before, with the line they stood on."""
    query = select(orders.c.number_key, orders.c.import_line).where(
        orders.c.number_key.in_(keys), orders.c.import_id == import_id
    )
    return {row.number_key: row.import_line for row in connection.execute(query)}


def _order_row(record: Record) -> dict[str, Any]:
    order = record.order
    return {
        "number_key": record.keys.exact,
        "loose_key": record.keys.loose,
        "demo": record.demo,
        "import_id": record.import_id,
        "import_line": record.import_line,
        **{name: getattr(order, name) for name in _ORDER_FIELDS},
    }


def _line_rows(records: Iterable[Record]) -> Iterable[dict[str, Any]]:
    for record in records:
        for line in record.order.lines:
            yield {"number_key": record.keys.exact, **{name: getattr(line, name) for name in _LINE_FIELDS}}
