"""A policy: its table, its facts, its calendar, and what it says of a profile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from decision.calendar import Calendar
from decision.errors import PolicyError
from decision.rows import Condition, Profile, Refund, RefundRow, Row, Warning, Window, holds, may_hold
from decision.vocabulary import BY_NAME, FACTS, GOALS, ORDER, Fact, places

GOAL, STATUS = ORDER["goal"], ORDER["status"]


@dataclass(frozen=True, eq=False)
class Policy:
    """One shop's rules as they hold from the day `valid_from`.

    `rule` names are the policy's id and the row's, joined by a dot. `own` are the facts known under it alone;
    `version_by` is the one of them that says which version of the policy holds, None for `now`.
    """

    id: str
    valid_from: date
    version: str
    own: tuple[Fact, ...]
    version_by: str | None
    calendar: Calendar
    rows: tuple[Row, ...]
    windows: tuple[Window, ...]
    refunds: tuple[RefundRow, ...]
    warnings: tuple[Warning, ...]
    assumed: dict[str, tuple[tuple[Condition, Any], ...]]

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it knows, each at its place in a profile."""
        return (*FACTS, *self.own)

    @cached_property
    def by_name(self) -> dict[str, Fact]:
        """Its facts by name."""
        return {fact.name: fact for fact in self.facts}

    @cached_property
    def at(self) -> dict[str, int]:
        """The place of each fact in a profile."""
        return places(self.facts)

    @cached_property
    def assumes(self) -> tuple[str, ...]:
        """The facts that it takes as so by rules of its own, in the facts' order; `status` comes first."""
        return tuple(fact.name for fact in self.facts if fact.name in self.assumed)

    @cached_property
    def starts(self) -> datetime:
        """The instant from which this version holds."""
        return self.calendar.start(self.valid_from)

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
        names = self._names(conditions) | ages
        assumed = [condition for name in names for condition, _ in self.assumed.get(name, ())]
        return names | self._names(assumed)

    def _holds(self, row: Row, profile: Profile) -> bool:
        return any(
            holds(way.condition, profile) and all(self._age(profile, *age) for age in way.ages)
            for way in row.alternatives
        )

    def _age(self, profile: Profile, fact: str, wanted: bool) -> bool:
        window = self.window_for(fact, profile)
        flags = profile[self.at[fact]]
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
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the table."""
        found = [way.condition for row in self.rows for way in row.alternatives]
        found += [window.condition for window in self.windows]
        found += [row.condition for row in self.refunds]
        found += [warning.condition for warning in self.warnings]
        found += [condition for rules in self.assumed.values() for condition, _ in rules]
        return tuple(found)

    @cached_property
    def uses(self) -> frozenset[str]:
        """The facts that this policy has a use for."""
        ages = {fact for row in self.rows for way in row.alternatives for fact, _ in way.ages}
        return self._names(self.conditions) | ages

    def _names(self, conditions: Iterable[Condition]) -> frozenset[str]:
        return frozenset(self.facts[place].name for condition in conditions for place, _ in condition)


def _may_be(row: Row, pair: tuple[str, Any]) -> bool:
    return any(
        all(value is None or value in values for at, values in way.condition for value in _at(at, pair))
        for way in row.alternatives
    )


def _at(place: int, pair: tuple[str, Any]) -> tuple[Any, ...]:
    return tuple(value for known, value in zip((GOAL, STATUS), pair, strict=True) if known == place)
