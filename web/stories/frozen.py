"""An order as it was when it was decided on, without what tells whose it is: a row for an import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from decision import Policies
from orders.model import DATES, LINE_FACTS, ORDER_FACTS, Order, as_json, fits
from orders.row import known, values_of
from web.stories.anonymous import CUSTOMER, Alias

HAPPENED = ("requested_at", "cancelled_at", "sent_back_at")
_OF_ORDER = (*ORDER_FACTS, *DATES)

type Facts = Mapping[str, Any]
type ByLine = Mapping[int | None, Facts]


def frozen(order: Order, then: ByLine, now: datetime, policies: Policies, alias: Alias) -> dict[str, Any]:
    """The row of `order`.

    `then` has the facts that its lines (None: the only one) were decided on; where the records say otherwise
    by now, it is as it was. What happened after `now` has not happened yet.
    """
    values, lines = values_of(order)
    values |= {"order_number": alias.number(order.order_number), "customer_id": CUSTOMER}
    for place, facts in then.items():
        _turn_back(values, lines[(place or 1) - 1], _was(order, place, facts, policies))
    for name in HAPPENED:
        at = getattr(order, name)
        if at is not None and at > now and values[name] == as_json(at):
            values[name] = None
    return _row(values, lines)


def changed_later(order: Order, then: ByLine, now: datetime) -> bool:
    """Whether the records of `order` are newer than `now` and nothing tells how it was."""
    return not then and order.updated_at is not None and order.updated_at > now


def _was(order: Order, place: int | None, facts: Facts, policies: Policies) -> dict[str, Any]:
    """The recorded facts of a line that were others then, or unknown (None)."""
    at = datetime.fromisoformat(facts["now"])
    own = policies.own_facts(order.policy, {"now": at})
    recorded = order.facts(order.lines[(place or 1) - 1], at, own)
    return {name: facts.get(name) for name in recorded if facts.get(name) != recorded[name]}


def _turn_back(values: dict[str, Any], line: dict[str, Any], was: Facts) -> None:
    for name, value in was.items():
        if name in LINE_FACTS:
            line[name] = value
        elif name in _OF_ORDER:
            values[name] = value


def _row(values: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    alone = len(lines) == 1
    if alone and lines[0]["status"] is not None:
        values, lines = {**values, "status": lines[0]["status"]}, [{**lines[0], "status": None}]
    if alone:  # what no longer goes with the state it was turned back to
        values = {name: value if fits(name, values) else None for name, value in values.items()}
    rows = [known(line) for line in lines]
    return {**known(values), **(rows[0] if alone else {"lines": rows})}
