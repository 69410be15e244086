"""What a policy's table is made of: conditions, rows, windows, refunds and warnings.

Conditions look at a *profile*: a tuple with one finite value for each fact in the facts' order, None while
unknown; the facts of a policy's own stand last. An instant that something is counted from stands in it as
its age: one flag for each window of the policies that are loaded, True while that window is open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from decision.calendar import Calendar

Profile = tuple[Any, ...]
Test = tuple[int, frozenset[Any]]  # a place in the profile and the values that pass
Condition = tuple[Test, ...]


def holds(condition: Condition, profile: Profile) -> bool:
    """Whether every test of `condition` passes; an unknown value passes none."""
    return all(profile[place] in values for place, values in condition)


@dataclass(frozen=True, slots=True)
class Refund:
    """How and when money comes back; None where the policy says nothing."""

    min_days: int | None = None
    max_days: int | None = None
    unit: str | None = None
    via: str | None = None
    action: str | None = None

    def as_json(self) -> dict[str, object]:
        """The refund object of an answer."""
        return {name: getattr(self, name) for name in ("min_days", "max_days", "unit", "via", "action")}


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """How long to wait from the instant of `fact`; `place` is its flag's number among that fact's windows."""

    fact: str
    place: int
    condition: Condition
    hours: int
    calendar_days: int
    business_days: int
    cites: tuple[str, ...]
    calendar: Calendar

    @property
    def unit(self) -> str:
        """What its length counts."""
        if self.business_days:
            return "business days"
        return "calendar days" if self.calendar_days else "hours"

    @property
    def count(self) -> int:
        """Its length, in that unit."""
        return self.business_days or self.calendar_days or self.hours

    def end(self, start: datetime) -> datetime:
        """The instant at which the window that begins at `start` is over, with the shop's offset."""
        if self.business_days:
            return self.calendar.business_days(start, self.business_days).end
        if self.calendar_days:
            return self.calendar.end_of_days(start, self.calendar_days)
        return self.calendar.local(start + _span(self.hours))


@lru_cache(maxsize=256)
def _span(hours: int) -> timedelta:
    return timedelta(hours=hours)


@dataclass(frozen=True, slots=True)
class RefundRow:
    """The refund where `condition` holds."""

    condition: Condition
    refund: Refund
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Warning:
    """A warning given for these steps and rows (None: all) where `condition` holds."""

    name: str
    steps: frozenset[str] | None
    rows: frozenset[str] | None
    condition: Condition
    cites: tuple[str, ...]

    def concerns(self, row: "Row") -> bool:
        """Whether a decision made by `row` may carry this warning."""
        return (self.steps is None or row.step in self.steps) and (self.rows is None or row.id in self.rows)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a row holds: plain tests, and for instants whether their window must be open."""

    condition: Condition
    ages: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One rule: it holds where any of its alternatives does. `refund` is `rules`, `expected` or None."""

    id: str
    alternatives: tuple[Alternative, ...]
    step: str
    reason: str
    until: str | None
    fallback: str | None
    refund: str | None
    cites: tuple[str, ...]
