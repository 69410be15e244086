"""An import: a whole file or nothing, in one transaction, with every bad row told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine

from decision import load_policies
from orders.database import writing
from orders.files import FileError, Row, read_rows
from orders.keys import LONGEST_KEY, keys_of
from orders.model import Order
from orders.problems import Findings, RowError
from orders.records import Record, imported_lines, replace
from orders.row import read_order
from orders.row_facts import Check, checker

BATCH = 500
"""Rows written at once: the file is never held as a whole."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """What is wrong with a field (None: the whole row); `line` counts from 1 (0: the whole file)."""

    line: int
    field: str | None
    value: object
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


class ImportFailed(ValueError):
    """Nothing of the file was taken; `rows` has every reason, and the text has one a line."""

    def __init__(self, rows: tuple[BadRow, ...]) -> None:
        super().__init__(f"{len(rows)} errors")
        self.rows = rows

    def __str__(self) -> str:
        return "\n".join(map(str, self.rows))


def import_file(
    engine: Engine, path: Path, policies: tuple[str, ...] | None = None, now: datetime | None = None
) -> int:
    """Take all orders of a .csv or .jsonl file; a known number is replaced. The number of orders taken.

    `policies` are the ids that an order may have, by default those that come with the project. With `now`,
    nothing may be said to have been requested, cancelled or sent back later. Raises `ImportFailed`.
    """
    run = _Run(checker(load_policies().ids if policies is None else policies, now))
    with writing(engine) as connection:
        try:
            for batch in batched(run.orders(path), BATCH):
                run.take(connection, batch)
        except FileError as error:
            run.bad.append(BadRow(error.line, None, None, str(error)))
        if run.bad:
            raise ImportFailed(tuple(sorted(run.bad, key=lambda row: row.line)))
    return run.taken


class _Run:
    """One import under way."""

    def __init__(self, check: Check) -> None:
        self.bad: list[BadRow] = []
        self.taken = 0
        self._check = check
        self._id = uuid4().hex

    def orders(self, path: Path) -> Iterator[tuple[int, Order]]:
        """The good orders with their lines; what is bad is noted."""
        for row in read_rows(path):
            try:
                yield row.line, self._order(row)
            except RowError as error:
                self.bad += [BadRow(row.line, one.field, one.value, one.message) for one in error.problems]

    def _order(self, row: Row) -> Order:
        if row.problem is not None:
            raise RowError((row.problem,))
        order = read_order(row.values, self._check)
        if not 0 < len(keys_of(order.order_number).exact) <= LONGEST_KEY:
            findings = Findings()
            findings.disallowed(
                "order_number", order.order_number, f"1 to {LONGEST_KEY} letters, digits and hyphens"
            )
            findings.stop_if_any()
        return order

    def take(self, connection: Connection, batch: tuple[tuple[int, Order], ...]) -> None:
        """Write the orders of a batch; a number that this file had before is bad."""
        keyed = [(line, order, keys_of(order.order_number).exact) for line, order in batch]
        first = imported_lines(connection, self._id, [key for _, _, key in keyed])
        records = []
        for line, order, key in keyed:
            if key in first:
                message = f"`order_number` is `{order.order_number}`: line {first[key]} has the same number"
                self.bad.append(BadRow(line, "order_number", order.order_number, message))
                continue
            first[key] = line
            records.append(Record(order, import_id=self._id, import_line=line))
        replace(connection, records)
        self.taken += len(records)
