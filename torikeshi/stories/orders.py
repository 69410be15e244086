"""Orders of a fixture: from YAML to the values of an import, each problem with the line it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from decision import Policies
from orders.fields import LINE_FIELDS, ONLY_LINE_FIELDS, ORDER_FIELDS, kind_of
from orders.problems import RowError
from orders.row import read_order
from orders.row_facts import checker
from torikeshi.stories.nodes import Listing, Node, Place, Problems, Scalar, Table

FIELDS = (*ORDER_FIELDS, "lines", *ONLY_LINE_FIELDS)
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[+-]?[0-9]+")


@dataclass(frozen=True, slots=True)
class FixedOrder:
    """An order of a fixture: its values as an import takes them, and where each of its fields stands."""

    values: Mapping[str, Any]
    places: Mapping[str, Place]
    place: Place

    @property
    def number(self) -> str:
        """Its number, as it is written."""
        return str(self.values.get("order_number", ""))


def read_fixed(node: Node, problems: Problems) -> FixedOrder | None:
    """The order that `node` describes; what only its clock or the policies can tell is looked at later."""
    if not isinstance(node, Table):
        problems.disallowed("orders", node, "a mapping with `order_number`, `policy`, `status`, …")
        return None
    return FixedOrder(_values(node), dict(_places("", node)), node.place)


def check(orders: Iterable[FixedOrder], policies: Policies, now: datetime | None, problems: Problems) -> None:
    """Note everything for which an import with this clock would refuse one of `orders`."""
    look = checker(policies, now)
    for order in orders:
        try:
            read_order(order.values, look)
        except RowError as error:
            for found in error.problems:
                problems.add(_place(order, found.field or ""), found.message)


def _place(order: FixedOrder, field: str) -> Place:
    """Where a field stands; what is missing, where it would."""
    return order.places.get(field) or order.places.get(field.rpartition(".")[0], order.place)


def _values(node: Table) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in node.values.items() if not _absent(value)}


def _absent(node: Node) -> bool:
    return isinstance(node, Scalar) and node.nothing


def _value(name: str, node: Node) -> Any:
    if isinstance(node, Table):
        return _values(node)
    if isinstance(node, Listing):
        return [_value(name, item) for item in node.items]
    kind = kind_of(name) if name in FIELDS or name in LINE_FIELDS else "text"
    return _typed(kind, node.text)


def _typed(kind: str, text: str) -> Any:
    """Truth values and numbers where the field has them; all else, dates above all, stays as written."""
    if kind == "boolean":
        return _TRUTH.get(text, text)
    if kind == "count":
        return int(text) if _WHOLE.fullmatch(text) else text
    if kind == "amount":
        try:
            return Decimal(text)
        except InvalidOperation:
            return text
    return text


def _places(prefix: str, node: Table) -> Iterator[tuple[str, Place]]:
    """Where each field stands, under the names that an import's messages use."""
    for name, value in node.values.items():
        yield prefix + name, value.place
        if name == "lines" and isinstance(value, Listing):
            for number, line in enumerate(value.items, 1):
                yield f"lines[{number}]", line.place
                if isinstance(line, Table):
                    yield from _places(f"lines[{number}].", line)
