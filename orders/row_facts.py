"""The facts in a row: each line's are checked as a decision would check them, so that none can fail later."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.errors import FactsError
from decision.facts import read_facts
from decision.policies import Policies
from orders.fields import LARGEST
from orders.model import LINE_FACTS, ORDER_FACTS, fits
from orders.problems import Findings

Values = Mapping[str, Any]
Check = Callable[[Values], Values]
"""Facts as JSON values → typed facts; raises `FactsError`."""

_END_OF_TIME = "2098-12-31T23:59:59.999999Z"
_OF_SOME_LINES = ("opened", "sent_back_at", "cancelled_at")
"""Facts of an order that may belong to some of its lines only, by their status."""


@dataclass(frozen=True, slots=True)
class Part:
    """The values of one line, and how a message names them (`lines[2].`, or nothing)."""

    prefix: str
    values: Values


def checker(policies: Policies, now: datetime | None) -> Check:
    """The decision core's own check, for orders; without `now` nothing counts as lying ahead."""
    fixed = {"goal": "cancel", "now": _END_OF_TIME if now is None else now.isoformat()}
    return lambda facts: read_facts(policies, {**fixed, **facts})


def read_row_facts(
    values: Values, parts: Sequence[Part], check: Check, findings: Findings
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The typed facts of the order and of each line; what fits only some lines is checked with those."""
    order = {name: values[name] for name in ORDER_FACTS if name in values}
    lines = [
        order | {name: part.values[name] for name in LINE_FACTS if name in part.values} for part in parts
    ]
    strays = {name for name in _OF_SOME_LINES if not any(fits(name, line) for line in lines)}
    typed = (
        dict(_checked({"status": order["status"]}, check, Part("", {}), findings))
        if "status" in order
        else {}
    )
    of_lines = []
    for place, (part, line) in enumerate(zip(parts, lines, strict=True)):
        told = strays if place == 0 else set()  # a contradiction with every line is told with the first
        elsewhere = {name for name in _OF_SOME_LINES if name not in told and not fits(name, line)}
        read = _checked({n: v for n, v in line.items() if n not in elsewhere}, check, part, findings)
        typed |= {name: read[name] for name in ORDER_FACTS if name in read and name != "status"}
        of_lines.append({name: read[name] for name in LINE_FACTS if name in read and name in part.values})
    _count_fits(typed, findings)
    return {name: value for name, value in typed.items() if name in ORDER_FACTS}, of_lines


def _checked(facts: Values, check: Check, part: Part, findings: Findings) -> Values:
    """The typed facts, or none of them, with what is wrong noted under the names the row uses."""
    try:
        return check(facts)
    except FactsError as error:
        for one in error.errors:
            name = one.field or ""
            prefix = part.prefix if name in part.values else ""
            message = one.message.replace(f"`{name}", f"`{prefix}{name}", 1)
            findings.add(prefix + name, facts.get(name), message)
        return {}


def _count_fits(typed: Values, findings: Findings) -> None:
    count = typed.get("recent_cancellations", 0)
    if count > LARGEST:
        findings.disallowed("recent_cancellations", count, f"an integer from 0 to {LARGEST}")
