"""An import: a whole file or nothing, in one transaction, with every bad row told."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

from sqlalchemy import Connection, Engine

from decision import Policies, load_policies
from decision.facts import shown
from orders.database import writing
from orders.files import FileError, Row, read_rows
from orders.filing.book import keep_requests
from orders.keys import LONGEST_KEY, keys_of
from orders.problems import RowError, disallowed
from orders.records import Record, imported_lines, replace
from orders.row import read_order
from orders.row_facts import Check, checker

BATCH = 500
"""Rows checked and written at once: the file is never held in memory as a whole."""


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
    engine: Engine, path: Path | str, policies: Policies | None = None, now: datetime | None = None
) -> int:
    """Take all orders of a .csv or .jsonl file; a known number is replaced. The number of orders taken.

    `policies` are those that an order may have, by default the project's own. With `now`,
    nothing may be said to have been requested, cancelled or sent back later. Raises `ImportFailed`.
    """
    run = _Run(checker(policies or load_policies(), now))
    with TemporaryFile() as checked:
        run.check(Path(path), checked)
        with writing(engine) as connection:
            run.write(connection, checked)
            if run.bad:
                raise ImportFailed(tuple(sorted(run.bad, key=lambda row: row.line)))
    return run.taken


class _Run:
    """One import under way: all rows are checked before the database is locked for others' writes."""

    def __init__(self, check: Check) -> None:
        self.bad: list[BadRow] = []
        self.taken = 0
        self._check = check
        self._id = uuid4().hex

    def check(self, path: Path, checked: IO[bytes]) -> None:
        """Put the good rows aside, a batch after the other, and note the bad ones."""
        try:
            for batch in batched(self._records(path), BATCH):
                pickle.dump(batch, checked)
        except FileError as error:
            self.bad.append(BadRow(error.line, None, None, str(error)))

    def write(self, connection: Connection, checked: IO[bytes]) -> None:
        """Write what was put aside."""
        end = checked.tell()
        checked.seek(0)
        while checked.tell() < end:
            self._take(connection, pickle.load(checked))  # noqa: S301  (our own file, never seen by others)

    def _records(self, path: Path) -> Iterator[Record]:
        for row in read_rows(path):
            try:
                yield self._record(row)
            except RowError as error:
                self.bad += [BadRow(row.line, one.field, one.value, one.message) for one in error.problems]

    def _record(self, row: Row) -> Record:
        if row.problem is not None:
            raise RowError((row.problem,))
        order = read_order(row.values, self._check)
        keys = keys_of(order.order_number)
        if not 0 < len(keys.exact) <= LONGEST_KEY:
            allowed = f"1 to {LONGEST_KEY} letters, digits and hyphens"
            raise RowError((disallowed("order_number", order.order_number, allowed),))
        return Record(order, keys, import_id=self._id, import_line=row.line)

    def _take(self, connection: Connection, batch: tuple[Record, ...]) -> None:
        """Write the records of a batch; a number that this file had before is bad."""
        first = imported_lines(connection, self._id, [record.keys.exact for record in batch])
        records = []
        for record in batch:
            line, number = record.import_line or 0, record.order.order_number
            before = first.setdefault(record.keys.exact, line)
            if before == line:
                records.append(record)
            else:
                message = f"`order_number` is {shown(number)}: line {before} has the same number"
                self.bad.append(BadRow(line, "order_number", number, message))
        replace(connection, records)
        keep_requests(connection, [record.keys.exact for record in records])
        self.taken += len(records)
