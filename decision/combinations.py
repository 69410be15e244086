"""Every combination of facts that a policy can meet, as a space of bits, and where its conditions hold in it.

A day stands as before or reached, a deadline as before or passed, an instant as True while the window that
applies to the combination is open and False once it is over. None stands for a fact that does not exist
there: what it exists under does not hold, or no window applies, so that its age says nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import chain
from operator import and_, or_
from typing import Any

from decision.bitspace import Axis, BitSpace
from decision.build import DATE_VALUES
from decision.examples import NOON, example_value
from decision.profiles import counts_of
from decision.rows import Alternative, Condition, Row
from decision.table import Policy
from decision.vocabulary import Fact, Gates

WORDS = {True: "true", False: "false", None: "not given"}
AGES = {True: "open", False: "over", None: "not given"}
AGED = frozenset({True, False})
ABSENT = frozenset({None})
NEVER_UNDER = {"seller": "amiami", "item": "amazon"}
RETRIED: Gates = (("request", "rejected"),)  # what it goes with, though it is assumed where it does not
ELSEWHERE = {"retried": (False,)}  # what it is taken to be where it does not exist; None for the others
# May be given, but need not, beyond the values that it exists under.
ALSO = {"requested_at": (("request", "accepted"), ("request", "rejected"))}


@dataclass(frozen=True)
class Combinations:
    """The combinations of one policy's facts; sets of them are integers, a bit for each (see `space`)."""

    policy: Policy

    @cached_property
    def exists(self) -> dict[str, Gates]:
        """The facts that exist only under others, and the values of these that they exist under."""
        return gates_of(self.policy.facts)

    @cached_property
    def _linked(self) -> frozenset[str]:
        return frozenset(self.exists) | {gate for gates in self.exists.values() for gate, _ in gates}

    @cached_property
    def space(self) -> BitSpace:
        """The columns that the policy looks at. Those that open others come last, on one axis with these."""
        names = self._names()
        linked = tuple(name for name in names if name in self._linked)
        alone = {name: self._values(name) for name in names if name not in linked}
        return BitSpace(axes(alone, linked, self._beside))

    def _names(self) -> tuple[str, ...]:
        uses = self.policy.uses | {"goal"}
        gates = {gate for name in uses for gate, _ in self.exists.get(name, ())}
        gates |= {gate for name in gates for gate, _ in self.exists.get(name, ())}
        return tuple(fact.name for fact in self.policy.facts if fact.name in uses | gates)

    def fact(self, name: str) -> Fact:
        """The fact of this name."""
        return self.policy.by_name[name]

    def _values(self, name: str) -> tuple[Any, ...]:
        if NEVER_UNDER.get(name) == self.policy.id:
            return (None,)
        fact = self.fact(name)
        if fact.kind == "count":
            return counts_of(name, (self.policy,))
        if fact.past:
            return (True, False, None)
        return DATE_VALUES.get(fact.kind) or fact.values

    def _beside(self, name: str, point: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values that `name` can have beside those of `point`, which has what it exists under."""
        if name not in self.exists or _any(self.exists[name], point):
            return self._values(name)
        return self._values(name) if _any(ALSO.get(name, ()), point) else ELSEWHERE.get(name, (None,))

    @cached_property
    def _told(self) -> int:
        """All combinations but those in which an instant has an age without a window, or a window no age."""
        told = self.space.all
        for name in (name for name in self.space.names if self.fact(name).past):
            windows = self.policy.windows_of.get(name, ())
            counted = reduce(or_, (self.condition(window.condition) for window in windows), 0)
            ageless = self.space.where(name, ABSENT) & counted & self._exists(name)
            told &= ~ageless & (counted | ~self.space.where(name, AGED))
        return told

    def _exists(self, name: str) -> int:
        if name not in self.exists:
            return self.space.all
        return reduce(or_, (self.space.where(gate, frozenset({value})) for gate, value in self.exists[name]))

    def missing(self, name: str) -> int:
        """The valid combinations in which the fact `name` does not exist, or no window counts from it."""
        return self.valid & (self.space.where(name, ABSENT) | ~self._exists(name))

    @cached_property
    def contradictory(self) -> int:
        """Combinations of values that cannot hold together; they are no part of `valid`."""
        return contradictory(self.space, self.policy.id) & self._told

    @cached_property
    def valid(self) -> int:
        """The combinations that facts can have."""
        return self._told & ~self.contradictory

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in the facts' order."""
        return tuple(name for name in self.policy.at if name in self.space.names)

    def opens(self, name: str) -> Gates:
        """The values by which the fact `name` exists, or may be given."""
        return (*self.exists.get(name, ()), *ALSO.get(name, ()))

    def words(self, name: str, values: frozenset[Any]) -> str:
        """`values` as a table writes them, in the order of the column."""
        words = AGES if self.fact(name).past else WORDS
        told = (value for value in self.space.values(name) if value in values)
        return "|".join(words[v] if isinstance(v, bool) or v is None else str(v) for v in told)

    def example(self, point: Mapping[str, Any]) -> dict[str, object]:
        """Facts as JSON values, at noon of the policy's first day, that stand for the values of `point`."""
        now = self.policy.calendar.start(self.policy.valid_from) + NOON
        facts = {"goal": point["goal"], "now": now.isoformat(), "policy": self.policy.id}
        given = ((name, value) for name, value in point.items() if value is not None)
        return facts | {
            name: example_value(self.fact(name), value, now, self.policy.windows_of.get(name, ()))
            for name, value in given
        }

    def condition(self, condition: Condition) -> int:
        """Where `condition` holds."""
        masks = (self.space.where(self.policy.facts[place].name, values) for place, values in condition)
        return reduce(and_, masks, self.space.all)

    def tests(self, way: Alternative) -> dict[str, int]:
        """Where each test of `way` holds, by the fact that it looks at."""
        plain = {self.policy.facts[place].name: values for place, values in way.condition}
        ages = {fact: frozenset({wanted}) for fact, wanted in way.ages}
        return {name: self.space.where(name, values) for name, values in chain(plain.items(), ages.items())}

    def way(self, way: Alternative, without: str | None = None) -> int:
        """The valid combinations in which `way` holds, its test of the fact `without` left out."""
        masks = (mask for name, mask in self.tests(way).items() if name != without)
        return reduce(and_, masks, self.valid)

    @cached_property
    def rows(self) -> tuple[tuple[Row, int], ...]:
        """Each row of the policy with the valid combinations in which it holds."""
        return tuple((row, reduce(or_, map(self.way, row.alternatives), 0)) for row in self.policy.rows)


def gates_of(facts: Iterable[Fact]) -> dict[str, Gates]:
    """The facts that exist only under others, by name, with the values of these that they exist under."""
    return {fact.name: fact.under for fact in facts if fact.under} | {"retried": RETRIED}


def axes(
    alone: Mapping[str, tuple[Any, ...]],
    linked: tuple[str, ...],
    beside: Callable[[str, Mapping[str, Any]], tuple[Any, ...]],
) -> tuple[Axis, ...]:
    """An axis for each column of `alone`, and one for the columns `linked`, whose values hang together.

    `beside` gives the values that a column can have beside those of the ones before it.
    """
    points: list[dict[str, Any]] = [{}]
    for name in linked:
        points = [{**point, name: value} for point in points for value in beside(name, point)]
    singles = (Axis((name,), tuple((value,) for value in values)) for name, values in alone.items())
    return (*singles, Axis(linked, tuple(tuple(point.values()) for point in points)))


def contradictory(space: BitSpace, policy: str) -> int:
    """The combinations of values that cannot hold together under `policy`."""
    names, found = set(space.names), 0
    if "cause" in names and policy == "amiami":
        found = space.where("cause", frozenset({"seller"}))
    if {"cause", "seller"} <= names:
        found |= space.where("cause", frozenset({"seller"})) & space.where("seller", frozenset({"direct"}))
    if {"seller", "item"} <= names:
        found |= ~space.where("seller", ABSENT) & ~space.where("item", ABSENT)
    return found


def _any(gates: Gates, point: Mapping[str, Any]) -> bool:
    return any(point.get(gate) == value for gate, value in gates)
