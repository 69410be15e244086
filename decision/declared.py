"""What a policy declares: its table, its facts and its calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from decision.calendar import Calendar
from decision.rows import Condition, Profile, RefundRow, Row, Warning, Window, holds
from decision.vocabulary import FACTS, Fact, places


@dataclass(frozen=True, eq=False)
class Declared:
    """One shop's rules as they hold from the day `valid_from`, as its file declares them.

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
    def narrowed(self) -> dict[str, tuple[tuple[int, frozenset[Any]], ...]]:
        """By fact: the places of the own facts that exist only under some of its values, with these."""
        bound = ((self.at[fact.name], gate, fact.under) for fact in self.own for gate, _ in fact.under[:1])
        found: dict[str, tuple[tuple[int, frozenset[Any]], ...]] = {}
        for place, gate, under in bound:
            found[gate] = (*found.get(gate, ()), (place, frozenset(value for _, value in under)))
        return found

    @cached_property
    def assumes(self) -> tuple[str, ...]:
        """The facts that it takes as so by rules of its own, in the facts' order; `status` comes first."""
        return tuple(fact.name for fact in self.facts if fact.name in self.assumed)

    @cached_property
    def starts(self) -> datetime:
        """The instant from which this version holds."""
        return self.calendar.start(self.valid_from)

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

    def assumption(self, fact: str, profile: Profile) -> Any:
        """What this policy takes `fact` to be while nobody has said, or None where it assumes nothing."""
        rules = self.assumed.get(fact, ())
        return next((value for condition, value in rules if holds(condition, profile)), None)

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
