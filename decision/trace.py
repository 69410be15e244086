"""Why an answer came out as it did: fixed codes and values, one a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.calendar import is_business_day
from decision.instants import DAY, japanese_day, written
from decision.space import AT, Outcome, Space
from decision.table import Profile, Window
from decision.vocabulary import FACTS


@dataclass(frozen=True, slots=True)
class Trace:
    """The lines of a trace; a pair stands for a given fact whose value is filled in: (line's start, fact)."""

    parts: tuple[str | tuple[str, str], ...]
    until: tuple[str, Window | None] | None

    def lines(self, given: Mapping[str, Any], until: datetime | None) -> tuple[str, ...]:
        """The trace of an answer to these typed facts."""
        lines = [part if isinstance(part, str) else part[0] + _text(given[part[1]]) for part in self.parts]
        if until is not None and self.until is not None:
            lines.append(f"until {written(until)} from {_counted(given, until, *self.until)}")
        return tuple(lines)


def trace_of(given: Profile, profile: Profile, space: Space, outcome: Outcome) -> Trace:
    """Lines `given`, `implied`, `assumed` (fact=value), `row`, `clause` and `until` (value from what)."""
    settled = space.assume(profile)
    known = [("given now=", "now")]
    known += [(f"given {fact.name}=", fact.name) for fact in FACTS if given[AT[fact.name]] is not None]
    parts: list[str | tuple[str, str]] = sorted(known, key=lambda part: AT[part[1]])
    for fact in FACTS:
        name = fact.name
        if given[AT[name]] is None and profile[AT[name]] is not None:
            parts.append(f"implied {name}={_text(profile[AT[name]])}")
        elif given[AT[name]] is None and (taken := _assumed(name, settled, space)) is not None:
            parts.append(f"assumed {name}={_text(taken)}")
    parts.append(f"row {outcome.rule}")
    parts += [f"clause {clause}" for clause in outcome.row.cites]
    return Trace(tuple(parts), outcome.until)


def _assumed(name: str, settled: Profile, space: Space) -> Any:
    if settled[AT[name]] is not None or name != "paid":
        return settled[AT[name]]
    return space.assumption(name, settled)


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
