"""How a database would answer the statements that were executed: by an index, or by reading whole tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event, make_url

_PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH")
_WHOLE = re.compile(r"(?:\bSCAN (?!CONSTANT)|Seq Scan on )(\w+)")
ONE_ROW = {"decision_log_head", "alembic_version", "sqlite_master"}
"""Reading these whole costs nothing."""


@contextmanager
def noted(url: str) -> Iterator[dict[str, Any]]:
    """Every statement that the database at `url` is given meanwhile, with the values that it was given first.

    Other databases are not meant: gateways of other tests may still be running beside.
    """
    found: dict[str, Any] = {}

    def note(connection: Connection, _cursor: object, statement: str, values: Any, *_: object) -> None:
        here = connection.engine.url.database == make_url(url).database
        if here and statement.lstrip().startswith(_PLANNED):
            found.setdefault(statement, values[0] if values and isinstance(values, list) else values)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def read_whole(connection: Connection, statements: Mapping[str, Any]) -> dict[str, set[str]]:
    """The statements that can only be answered by reading whole tables, with these tables."""
    explain = "EXPLAIN QUERY PLAN "
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET enable_seqscan = off")  # which small tables would be read by
        explain = "EXPLAIN "
    found = {}
    for statement, values in statements.items():
        plan = " ".join(str(row) for row in connection.exec_driver_sql(explain + statement, values))
        if whole := set(_WHOLE.findall(plan)) - ONE_ROW:
            found[statement] = whole
    return found
