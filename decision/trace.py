"""Why an answer came out as it did: fixed codes and values, one a line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from decision.calendar import is_business_day
from decision.instants import DAY, japanese_day, written
from decision.space import AT, Outcome, Space
from decision.table import Profile, Window
from decision.vocabulary import FACTS


def trace_of(
    given: Mapping[str, Any], profile: Profile, space: Space, outcome: Outcome, until: datetime | None
) -> tuple[str, ...]:
    """Lines `given`, `implied`, `assumed` (fact=value), `row`, `clause` and `until` (value from what)."""
    settled = space.assume(profile)
    lines = [f"given {name}={_text(value)}" for name, value in _in_order(given)]
    for fact in FACTS:
        name = fact.name
        if name not in given and profile[AT[name]] is not None:
            lines.append(f"implied {name}={_text(profile[AT[name]])}")
        elif name not in given and (taken := _assumed(name, settled, space)) is not None:
            lines.append(f"assumed {name}={_text(taken)}")
    lines.append(f"row {outcome.policy.id}.{outcome.row.id}")
    lines += [f"clause {clause}" for clause in outcome.row.cites]
    if until is not None and outcome.until is not None:
        lines.append(f"until {written(until)} from {_counted(given, until, *outcome.until)}")
    return tuple(lines)


def _assumed(name: str, settled: Profile, space: Space) -> Any:
    if settled[AT[name]] is not None or name != "paid":
        return settled[AT[name]]
    return space.assumption(name, settled)


def _in_order(given: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(given.items(), key=lambda item: AT[item[0]])


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _counted(given: Mapping[str, Any], until: datetime, fact: str, window: Window | None) -> str:
    start = given[fact]
    if window is None:
        return f"{fact}={_text(start)}"
    if not window.business_days:
        return f"{fact}={_text(start)} hours={window.hours}"
    skipped = _days_off(start, until)
    return f"{fact}={_text(start)} business_days={window.business_days} days_off={','.join(skipped) or '-'}"


def _days_off(start: datetime, until: datetime) -> list[str]:
    first, last = japanese_day(start), japanese_day(until)
    days = [first + DAY * n for n in range(1, (last - first).days)]
    return [day.isoformat() for day in days if not is_business_day(day)]
