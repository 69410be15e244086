"""A policy as data: rows, windows, refunds, warnings and what is assumed, with the tests of their conditions.

Conditions look at a *profile*: a tuple with one finite value for each fact in the facts' order, None while
unknown. An instant that something is counted from stands in it as its age: one flag for each window of the
policies that are loaded, True while that window is open.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from decision.calendar import end_of_business_days
from decision.errors import PolicyError
from decision.instants import in_japan
from decision.vocabulary import BY_NAME, FACTS, GOALS, ORDER

Profile = tuple[Any, ...]
Test = tuple[int, frozenset[Any]]  # a place in the profile and the values that pass
Condition = tuple[Test, ...]
GOAL, STATUS = ORDER["goal"], ORDER["status"]


def holds(condition: Condition, profile: Profile) -> bool:
    """Whether every test of `condition` passes; an unknown value passes none."""
    return all(profile[place] in values for place, values in condition)


def may_hold(condition: Condition, profile: Profile) -> bool:
    """Whether no known value fails a test of `condition`."""
    return all(profile[place] is None or profile[place] in values for place, values in condition)


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
    business_days: int
    cites: tuple[str, ...]

    def end(self, start: datetime) -> datetime:
        """The instant at which the window that begins at `start` is over, in Japan's offset."""
        if self.business_days:
            return end_of_business_days(start, self.business_days)
        return in_japan(start) + timedelta(hours=self.hours)


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

    def applies(self, row: "Row", profile: Profile) -> bool:
        """Whether the decision made by `row` for `profile` carries this warning."""
        return (
            (self.steps is None or row.step in self.steps)
            and (self.rows is None or row.id in self.rows)
            and holds(self.condition, profile)
        )


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


@dataclass(frozen=True, eq=False)
class Policy:
    """One shop's rules. `rule` names are the policy's id and the row's, joined by a dot."""

    id: str
    contact: str
    valid_from: date
    version: str
    rows: tuple[Row, ...]
    windows: tuple[Window, ...]
    refunds: tuple[RefundRow, ...]
    warnings: tuple[Warning, ...]
    assumed: dict[str, tuple[tuple[Condition, Any], ...]]

    def window_for(self, fact: str, profile: Profile) -> Window | None:
        """The window that counts from `fact` for `profile`, if any does."""
        for window in self.windows_of.get(fact, ()):
            if holds(window.condition, profile):
                return window
        return None

    def row_for(self, profile: Profile) -> Row:
        """The one row that holds for `profile`; `PolicyError` where the table has a gap or an overlap."""
        found = [row for row in self._rows_of(profile) if self._holds(row, profile)]
        if len(found) != 1:
            names = ", ".join(row.id for row in found) or "none"
            raise PolicyError(f"policy `{self.id}` needs one row for {profile}: there is {names}")
        return found[0]

    def _rows_of(self, profile: Profile) -> tuple[Row, ...]:
        return self._by_goal_and_status[profile[GOAL], profile[STATUS]]

    def rows_left(self, profile: Profile) -> tuple[Row, ...]:
        """The rows that no known value of `profile` rules out."""
        return tuple(
            row
            for row in self._rows_of(profile)
            if any(may_hold(way.condition, profile) for way in row.alternatives)
        )

    @cached_property
    def looked_at(self) -> dict[str, frozenset[str]]:
        """The facts on which it depends whether a row holds, by the row's id."""
        return {row.id: self._looked_at(row) for row in self.rows}

    def _looked_at(self, row: Row) -> frozenset[str]:
        conditions = [way.condition for way in row.alternatives]
        ages = {fact for way in row.alternatives for fact, _ in way.ages}
        conditions += [window.condition for window in self.windows if window.fact in ages]
        names = _names(conditions) | ages
        assumed = [condition for name in names for condition, _ in self.assumed.get(name, ())]
        return names | _names(assumed)

    def _holds(self, row: Row, profile: Profile) -> bool:
        return any(
            holds(way.condition, profile) and all(self._age(profile, *age) for age in way.ages)
            for way in row.alternatives
        )

    def _age(self, profile: Profile, fact: str, wanted: bool) -> bool:
        window = self.window_for(fact, profile)
        flags = profile[ORDER[fact]]
        return window is not None and flags is not None and flags[window.place] is wanted

    def refund_for(self, profile: Profile) -> Refund | None:
        """How the money of `profile` comes back by this policy's refund rows."""
        return next((row.refund for row in self.refunds if holds(row.condition, profile)), None)

    def assumption(self, fact: str, profile: Profile) -> Any:
        """What this policy takes `fact` to be while nobody has said, or None where it assumes nothing."""
        rules = self.assumed.get(fact, ())
        return next((value for condition, value in rules if holds(condition, profile)), None)

    @cached_property
    def _by_goal_and_status(self) -> dict[tuple[str, Any], tuple[Row, ...]]:
        """The rows that may hold under a goal and a status (None: unknown): the two that rule out most."""
        pairs = ((goal, status) for goal in GOALS for status in (None, *BY_NAME["status"].values))
        return {pair: tuple(row for row in self.rows if _may_be(row, pair)) for pair in pairs}

    @cached_property
    def windows_of(self) -> dict[str, tuple[Window, ...]]:
        """The windows by the fact that they count from."""
        return {w.fact: tuple(v for v in self.windows if v.fact == w.fact) for w in self.windows}

    @cached_property
    def uses(self) -> frozenset[str]:
        """The facts that this policy has a use for."""
        ways = [way for row in self.rows for way in row.alternatives]
        conditions = [way.condition for way in ways]
        conditions += [window.condition for window in self.windows]
        conditions += [row.condition for row in self.refunds]
        conditions += [warning.condition for warning in self.warnings]
        conditions += [condition for rules in self.assumed.values() for condition, _ in rules]
        return _names(conditions) | {fact for way in ways for fact, _ in way.ages}


def _names(conditions: list[Condition]) -> frozenset[str]:
    return frozenset(FACTS[place].name for condition in conditions for place, _ in condition)


def _may_be(row: Row, pair: tuple[str, Any]) -> bool:
    return any(
        all(value is None or value in values for at, values in way.condition for value in _at(at, pair))
        for way in row.alternatives
    )


def _at(place: int, pair: tuple[str, Any]) -> tuple[Any, ...]:
    return tuple(value for known, value in zip((GOAL, STATUS), pair, strict=True) if known == place)
