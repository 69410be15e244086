"""A row of an import: its values checked one by one and together, then made an order; and the way back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from decision.instants import FIRST_YEAR, LAST_YEAR, in_japan
from orders.fields import LINE_FIELDS, NEEDED, ONLY_LINE_FIELDS, ORDER_FIELDS, PLAIN_FIELDS, read_plain
from orders.model import Line, Order, as_json
from orders.problems import Findings
from orders.row_facts import Check, Part, Values, read_row_facts

_ROW_FIELDS = (*ORDER_FIELDS, "lines", *ONLY_LINE_FIELDS)
_WHOSE = ("email", "postal_code", "customer_id")
"""The fields that tell whose an order is."""


def read_order(values: Values, check: Check) -> Order:
    """The order that a row describes; raises `RowError` with all that is wrong with it."""
    findings = Findings()
    _names(values, findings)
    plain = {name: _plain("", name, values[name], findings) for name in PLAIN_FIELDS if name in values}
    parts = tuple(_parts(values, findings))
    own = [_own(part, findings) for part in parts]
    facts, line_facts = read_row_facts(values, parts, check, findings)
    _in_range(facts, findings)
    findings.stop_if_any()
    lines = tuple(
        Line(number, **one, **of_line)
        for number, (one, of_line) in enumerate(zip(own, line_facts, strict=True), 1)
    )
    return Order(**plain, **facts, lines=lines)


def values_of(order: Order) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The fields of an order and of each of its lines as a row has them, but not those that tell whose it is.

    Those that are not known are None, which no row may have.
    """
    values = {name: as_json(getattr(order, name)) for name in ORDER_FIELDS if name not in _WHOSE}
    return values, [{name: as_json(getattr(line, name)) for name in LINE_FIELDS} for line in order.lines]


def known(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are known."""
    return {name: value for name, value in values.items() if value is not None}


def _names(values: Values, findings: Findings) -> None:
    for name in values:
        if name not in _ROW_FIELDS:
            findings.unknown(name, values[name], _ROW_FIELDS)
    for name in NEEDED:
        if name not in values:
            findings.missing(name)


def _plain(prefix: str, name: str, value: object, findings: Findings) -> Any:
    """A value that is no fact, as it is kept."""
    good, allowed = read_plain(name, value)
    if good is None:
        findings.disallowed(prefix + name, value, allowed)
    elif isinstance(good, datetime):
        _in_range({name: good}, findings)
    return good


def _in_range(values: Values, findings: Findings) -> None:
    """The years must hold in Japan time too, in which instants are kept."""
    for name, value in values.items():
        if isinstance(value, datetime) and not FIRST_YEAR <= in_japan(value).year <= LAST_YEAR:
            findings.disallowed(name, value.isoformat(), f"the years {FIRST_YEAR}-{LAST_YEAR} in Japan time")


def _parts(values: Values, findings: Findings) -> Iterator[Part]:
    """Each line's own fields with the prefix that names it; the order itself where it has one line."""
    here = {name: values[name] for name in ONLY_LINE_FIELDS if name in values}
    if "lines" not in values:
        yield Part("", here)
        return
    if here:
        names = ", ".join(f"`{name}`" for name in here)
        findings.add("lines", None, f"`lines` and {names} cannot stand together: give these in each line")
    lines = values["lines"]
    if not isinstance(lines, list) or not lines:
        findings.disallowed("lines", lines, "a list of one or more objects")
        return
    for number, line in enumerate(lines, 1):
        yield from _part(f"lines[{number}]", line, findings)


def _part(field: str, line: object, findings: Findings) -> Iterator[Part]:
    if not isinstance(line, dict):
        findings.disallowed(field, line, "an object")
        return
    for name in line:
        if name not in LINE_FIELDS:
            findings.unknown(f"{field}.{name}", line[name], LINE_FIELDS)
    yield Part(f"{field}.", line)


def _own(part: Part, findings: Findings) -> dict[str, Any]:
    """A line's title and quantity."""
    if "title" not in part.values:
        findings.missing(f"{part.prefix}title")
    return {
        name: _plain(part.prefix, name, part.values[name], findings)
        for name in ("title", "quantity")
        if name in part.values
    }
