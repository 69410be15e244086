"""Two versions of a policy over one space of combinations, so that their answers can be compared everywhere.

A day or a deadline stands as what it is under the old and under the new version; an instant as one flag for
each window of either, True while it is open. Which of these go together is found on a number of instants.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, reduce
from itertools import pairwise
from operator import and_, or_
from typing import Any

from decision.bitspace import BitSpace
from decision.combinations import ALSO, ELSEWHERE, NEVER_UNDER, WORDS, axes, contradictory, gates_of
from decision.errors import PolicyError
from decision.instants import DAY
from decision.policies import Policies
from decision.profiles import Profiles, counts_of, deadline_of, flags, starts_of
from decision.rows import Alternative, Condition, Row, Window
from decision.table import Policy
from decision.vocabulary import Fact, Gates

TRIED = 60  # instants, seven hours apart, on which it is looked how windows and days can lie


@dataclass(frozen=True)
class Joint:
    """The combinations of the facts that `old` or `new` looks at; `windows` are those of both."""

    old: Policy
    new: Policy

    @property
    def versions(self) -> tuple[Policy, Policy]:
        """Both, the old one first."""
        return self.old, self.new

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts of both by name, with the values of either; raises `PolicyError` where kinds differ."""
        found = dict(self.old.by_name)
        for fact in self.new.facts:
            known = found.get(fact.name, fact)
            if (known.kind, known.under) != (fact.kind, fact.under):
                raise PolicyError(f"`{fact.name}` is another kind of fact in each: they cannot be compared")
            values = tuple(dict.fromkeys((*known.values, *fact.values)))
            found[fact.name] = Fact(fact.name, fact.kind, values, fact.under)
        return found

    @cached_property
    def _exists(self) -> dict[str, Gates]:
        return gates_of(self.facts.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns in the facts' order."""
        uses = self.old.uses | self.new.uses | {"goal"}
        for _ in range(2):
            uses |= {gate for name in uses for gate, _ in self._exists.get(name, ())}
        return tuple(name for name in self.facts if name in uses)

    def opens(self, name: str) -> Gates:
        """The values by which the fact `name` exists, or may be given."""
        return (*self._exists.get(name, ()), *ALSO.get(name, ()))

    @cached_property
    def space(self) -> BitSpace:
        """The columns, those that hang together on one axis."""
        linked = {*self._exists, *(gate for gates in self._exists.values() for gate, _ in gates)}
        alone = {name: self._values(name) for name in self.names if name not in linked}
        return BitSpace(axes(alone, tuple(n for n in self.names if n in linked), self._beside))

    def _values(self, name: str) -> tuple[Any, ...]:
        if NEVER_UNDER.get(name) == self.old.id:
            return (None,)
        fact = self.facts[name]
        if fact.kind == "count":
            return tuple(sorted({n for policy in self.versions for n in counts_of(name, (policy,))}))
        if fact.past or fact.kind in ("date", "deadline"):
            return tuple(dict.fromkeys(value for lying in self._lying.values() for value in lying[name]))
        return fact.values

    def _beside(self, name: str, point: Mapping[str, Any]) -> tuple[Any, ...]:
        gates = self._exists.get(name, ())
        if not gates or any(point.get(gate) == value for gate, value in gates):
            return self._values(name)
        may = any(point.get(gate) == value for gate, value in ALSO.get(name, ()))
        return (None, *self._values(name)) if may else ELSEWHERE.get(name, (None,))

    @cached_property
    def valid(self) -> int:
        """The combinations that facts can have."""
        return self.space.all & ~contradictory(self.space, self.old.id)

    @cached_property
    def _lying(self) -> dict[datetime, dict[str, dict[Any, object]]]:
        """For instants tried as `now`: each dated fact's values, with a JSON value that stands for it."""
        start = self.new.starts + timedelta(hours=12)
        nows = (start + timedelta(hours=7) * step for step in range(TRIED))
        dated = [fact for fact in self.facts.values() if fact.past or fact.kind in ("date", "deadline")]
        return {now: {fact.name: dict(self._at(fact, now)) for fact in dated} for now in nows}

    def _at(self, fact: Fact, now: datetime) -> Iterator[tuple[Any, object]]:
        if fact.past:
            windows = self.windows(fact.name)
            starts = starts_of(now, windows)
            between = (later - (later - earlier) / 2 for later, earlier in pairwise(starts))
            for start in (*starts, *(one.replace(second=0, microsecond=0) for one in between)):
                yield flags(start, now, windows), start.isoformat()
            return
        first = min(policy.calendar.day(now) for policy in self.versions)
        for day in (first + DAY * step for step in range(-1, 3)):
            yield tuple(_class(fact, policy, day, now) for policy in self.versions), day.isoformat()

    @cached_property
    def _profiles(self) -> Profiles:
        return Profiles(Policies(self.versions))

    def windows(self, fact: str) -> tuple[Window, ...]:
        """The windows of both that count from `fact`, each at its place among its flags."""
        return self._profiles.windows(fact, self.new)

    def words(self, name: str, values: frozenset[Any]) -> str:
        """`values` of the column `name` as a table writes them; an instant by the windows that it lies in."""
        fact = self.facts[name]
        if fact.past and None not in values:
            return " and ".join(self._ages(name, values)) or "given"
        if fact.kind in ("date", "deadline"):
            told = (old if old == new else f"{old}/{new}" for old, new in self._listed(name, values))
            return "|".join(told)
        given = self._listed(name, values)
        return "|".join(WORDS[v] if isinstance(v, bool) or v is None else str(v) for v in given)

    def _listed(self, name: str, values: frozenset[Any]) -> list[Any]:
        return [value for value in self.space.values(name) if value in values]

    def _ages(self, name: str, values: frozenset[Any]) -> Iterator[str]:
        """The fewest windows that say where `values` lie: all within one, all after another."""
        windows = self.windows(name)
        alike = {
            w.place: next(iter(values))[w.place] for w in windows if len({v[w.place] for v in values}) == 1
        }
        for place in sorted(alike, key=lambda place: (windows[place].unit != "hours", windows[place].count)):
            less = {other: side for other, side in alike.items() if other != place}
            if self._lying_so(name, less) == self._lying_so(name, alike):
                alike = less
        for place, within in alike.items():
            yield f"{'within' if within else 'after'} {windows[place].count} {windows[place].unit}"

    def _lying_so(self, name: str, sides: Mapping[int, bool]) -> set[Any]:
        lying = (value for value in self.space.values(name) if value is not None)
        return {value for value in lying if all(value[place] is side for place, side in sides.items())}

    def example(self, point: Mapping[str, Any]) -> dict[str, object]:
        """Facts as JSON values that stand for the values of `point`, which has all columns."""
        dated = {name: value for name, value in point.items() if name in next(iter(self._lying.values()))}
        now = next(now for now, lying in self._lying.items() if _lie(dated, lying))
        facts: dict[str, object] = {"goal": point["goal"], "now": now.isoformat(), "policy": self.old.id}
        for name, value in point.items():
            opens = self.opens(name)
            if value is not None and (not opens or any(point[gate] == there for gate, there in opens)):
                facts[name] = self._lying[now][name][value] if name in dated else value
        return facts

    def condition(self, policy: Policy, condition: Condition) -> int:
        """Where a condition of `policy` holds."""
        tests = ((policy.facts[place], wanted) for place, wanted in condition)
        return reduce(and_, (self._test(policy, fact, wanted) for fact, wanted in tests), self.space.all)

    def _test(self, policy: Policy, fact: Fact, wanted: frozenset[Any]) -> int:
        values = self.space.values(fact.name)
        if fact.kind in ("date", "deadline"):
            side = self.versions.index(policy)
            return self.space.where(fact.name, frozenset(v for v in values if v and v[side] in wanted))
        return self.space.where(fact.name, frozenset(v for v in values if v in wanted))

    def row(self, policy: Policy, row: Row) -> int:
        """The valid combinations in which `row` of `policy` holds."""
        return reduce(or_, (self._way(policy, way) for way in row.alternatives), 0)

    def _way(self, policy: Policy, way: Alternative) -> int:
        ages = (self._age(policy, fact, wanted) for fact, wanted in way.ages)
        return reduce(and_, ages, self.valid & self.condition(policy, way.condition))

    def _age(self, policy: Policy, fact: str, wanted: bool) -> int:
        found = 0
        for window, counted in self.counted(policy, fact):
            values = (value for value in self.space.values(fact) if value is not None)
            found |= counted & self.space.where(
                fact, frozenset(value for value in values if value[window.place] is wanted)
            )
        return found

    def counted(self, policy: Policy, fact: str) -> Iterator[tuple[Window, int]]:
        """The windows of `policy` from `fact`, each with the combinations that it counts for."""
        left = self.space.all
        for window in policy.windows_of.get(fact, ()):
            here = left & self.condition(policy, window.condition)
            yield window, here
            left &= ~here


def _class(fact: Fact, policy: Policy, day: date, now: datetime) -> str:
    if fact.kind == "date":
        return "before" if policy.calendar.day(now) < day else "reached"
    return "before" if now < deadline_of(day, policy.calendar) else "passed"


def _lie(dated: Mapping[str, Any], lying: Mapping[str, Iterable[Any]]) -> bool:
    return all(value is None or value in lying[name] for name, value in dated.items())
