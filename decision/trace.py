"""Why an answer came out as it did: fixed codes and values, one a line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decision.instants import iso
from decision.rows import Profile
from decision.space import Outcome, Space, Until

GIVEN = "given "


@dataclass(frozen=True, slots=True)
class Trace:
    """The lines of a trace that come after those of the given facts, all but the last, which has dates."""

    lines: tuple[str, ...]
    until: Until
    counted: str  # by what the end is counted

    def all(
        self, given: Mapping[str, Any], lines: Mapping[str, str], until: datetime | None
    ) -> tuple[str, ...]:
        """The trace of an answer: of typed facts the dates are enough; `lines` tell each by name."""
        if until is None or self.until is None:
            return (*lines.values(), *self.lines)
        fact, window, _ = self.until
        last = f"until {iso(until)} from {lines[fact.name].removeprefix(GIVEN)}{self.counted}"
        if window is not None and window.business_days:
            days = window.calendar.business_days(given[fact.name], window.business_days)
            last += f" days_off={','.join(days.days_off) or '-'}"
        return (*lines.values(), *self.lines, last)


def given_line(name: str, value: Any) -> str:
    """The line of a fact that was given."""
    return f"{GIVEN}{name}={_text(value)}"


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
            lines.append(f"assumed {name}={_text(taken)}")
    lines.append(f"row {outcome.rule}")
    lines += [f"clause {clause}" for clause in outcome.row.cites]
    window = outcome.until[1] if outcome.until else None
    counted = f" {window.unit.replace(' ', '_')}={window.count}" if window else ""
    return Trace(tuple(lines), outcome.until, counted)


def _assumed(name: str, known: Any, settled: Profile, space: Space) -> Any:
    return space.assumption(name, settled) if known is None else known


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "tzinfo"):
        return iso(value)
    return str(value)
