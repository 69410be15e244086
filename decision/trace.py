"""Why an answer came out as it did: fixed codes and values, one a line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.calendar import Calendar
from decision.instants import DAY, iso
from decision.rows import Profile, Window
from decision.space import Outcome, Space, Until


@dataclass(frozen=True, slots=True)
class Trace:
    """The lines of a trace that come after those of the given facts, all but the last, which has dates."""

    lines: tuple[str, ...]
    until: Until

    def all(self, given: Mapping[str, Any], lines: Iterable[str], until: datetime | None) -> tuple[str, ...]:
        """The trace of an answer: typed facts (the dates are enough) are `given`, and told in `lines`."""
        if until is None or self.until is None:
            return (*lines, *self.lines)
        fact, window, _ = self.until
        last = f"until {iso(until)} from {_counted(given, until, fact.name, window)}"
        return (*lines, *self.lines, last)


def given_line(name: str, value: Any) -> str:
    """The line of a fact that was given."""
    return f"given {name}={_text(value)}"


def assumed_line(name: str, value: Any) -> str:
    """The line of a fact that is taken as so."""
    return f"assumed {name}={_text(value)}"


def trace_of(given: Profile, profile: Profile, space: Space, outcome: Outcome) -> Trace:
    """Lines `implied` and `assumed` (fact=value), `row`, `clause` and `until` (value from what)."""
    settled = space.assume(profile)
    lines: list[str] = []
    for place, fact in enumerate(space.facts(profile)):
        name = fact.name
        if given[place] is not None:
            continue
        if profile[place] is not None:
            lines.append(f"implied {name}={_text(profile[place])}")
        elif (taken := _assumed(name, settled[place], settled, space)) is not None:
            lines.append(assumed_line(name, taken))
    lines.append(f"row {outcome.rule}")
    lines += [f"clause {clause}" for clause in outcome.row.cites]
    return Trace(tuple(lines), outcome.until)


def _assumed(name: str, known: Any, settled: Profile, space: Space) -> Any:
    return space.assumption(name, settled) if known is None else known


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "tzinfo"):
        return iso(value)
    return str(value)


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
