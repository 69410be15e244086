"""Why an answer came out as it did: fixed codes and values, one a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.calendar import Calendar
from decision.instants import DAY
from decision.rows import Profile, Window
from decision.space import Outcome, Space, Until


@dataclass(frozen=True, slots=True)
class Trace:
    """The lines of a trace; a pair stands for a given fact whose value is filled in: (line's start, fact)."""

    parts: tuple[str | tuple[str, str], ...]
    until: Until

    def lines(self, given: Mapping[str, Any], until: datetime | None) -> tuple[str, ...]:
        """The trace of an answer to these typed facts."""
        lines = [part if isinstance(part, str) else part[0] + _text(given[part[1]]) for part in self.parts]
        if until is not None and self.until is not None:
            fact, window, _ = self.until
            lines.append(f"until {until.isoformat()} from {_counted(given, until, fact.name, window)}")
        return tuple(lines)


def trace_of(given: Profile, profile: Profile, space: Space, outcome: Outcome) -> Trace:
    """Lines `given`, `implied`, `assumed` (fact=value), `row`, `clause` and `until` (value from what)."""
    settled = space.assume(profile)
    parts: list[str | tuple[str, str]] = []
    later: list[str] = []
    for place, fact in enumerate(space.facts(profile)):
        name = fact.name
        if name == "now" or given[place] is not None:
            parts.append((f"given {name}=", name))
        elif profile[place] is not None:
            later.append(f"implied {name}={_text(profile[place])}")
        elif (taken := _assumed(name, settled[place], settled, space)) is not None:
            later.append(f"assumed {name}={_text(taken)}")
    parts += later
    parts.append(f"row {outcome.rule}")
    parts += [f"clause {clause}" for clause in outcome.row.cites]
    return Trace(tuple(parts), outcome.until)


def _assumed(name: str, known: Any, settled: Profile, space: Space) -> Any:
    return space.assumption(name, settled) if known is None else known


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _counted(given: Mapping[str, Any], until: datetime, fact: str, window: Window | None) -> str:
    start = given[fact]
    if window is None:
        return f"{fact}={_text(start)}"
    if window.calendar_days:
        return f"{fact}={_text(start)} calendar_days={window.calendar_days}"
    if not window.business_days:
        return f"{fact}={_text(start)} hours={window.hours}"
    skipped = _days_off(start, until, window.calendar)
    return f"{fact}={_text(start)} business_days={window.business_days} days_off={','.join(skipped) or '-'}"


def _days_off(start: datetime, until: datetime, calendar: Calendar) -> list[str]:
    first, last = calendar.day(start), calendar.day(until)
    days = [first + DAY * n for n in range(1, (last - first).days)]
    return [day.isoformat() for day in days if not calendar.is_business_day(day)]
