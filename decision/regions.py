"""From one combination to the widest region like it, and to the fewest facts that lead into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from decision.bitspace import first
from decision.combinations import ALSO, Combinations
from decision.instants import DAY, EARLIEST
from decision.rows import Window
from decision.vocabulary import Fact

WORDS = {True: "true", False: "false", None: "not given"}
AGES = {True: "open", False: "over", None: "not given"}
NOON = timedelta(hours=12)


@dataclass(frozen=True)
class Region:
    """Combinations where each fact of `fixed` has one of its values and others any; `point` is one."""

    combinations: Combinations
    point: Mapping[str, Any]
    fixed: Mapping[str, frozenset[Any]]

    @property
    def bits(self) -> int:
        """The combinations in it."""
        bits = self.combinations.valid
        for name, values in self.fixed.items():
            bits &= self.combinations.space.where(name, values)
        return bits

    def __str__(self) -> str:
        parts = (f"`{name}` {self._named(name)}" for name in self._in_order())
        return ", ".join(parts) or "all facts"

    def _named(self, name: str) -> str:
        words = AGES if self.combinations.fact(name).past else WORDS
        values = (v for v in self.combinations.space.values(name) if v in self.fixed[name])
        return "|".join(words[v] if isinstance(v, bool) or v is None else str(v) for v in values)

    def _in_order(self) -> list[str]:
        return sorted(self.fixed, key=lambda name: self.combinations.policy.at[name])

    def facts(self) -> dict[str, object]:
        """The fewest facts, as JSON values for `decide`, whose every completion lies in the region."""
        policy = self.combinations.policy
        now = policy.calendar.start(policy.valid_from) + NOON
        facts: dict[str, object] = {"goal": self.point["goal"], "now": now.isoformat(), "policy": policy.id}
        for name in self._in_order():
            if self.point[name] is not None:
                windows = policy.windows_of.get(name, ())
                facts[name] = _json(policy.by_name[name], self.point[name], now, windows)
        return facts


def _json(fact: Fact, value: Any, now: datetime, windows: tuple[Window, ...]) -> object:
    """A value of `fact` that stands at `now` for the combination's `value`."""
    if fact.past:
        return (now if value else _long_ago(now, windows)).isoformat()
    if fact.kind == "date":
        return (now + DAY * (value == "before")).date().isoformat()
    if fact.kind == "deadline":
        return (now + DAY if value == "before" else now - DAY).isoformat()
    return value


def _long_ago(now: datetime, windows: tuple[Window, ...]) -> datetime:
    """An instant from which every window is over at `now`."""
    back = timedelta(days=1)
    while now - back > EARLIEST and any(window.end(now - back) > now for window in windows):
        back *= 2
    return max(now - back, EARLIEST)


def widest(combinations: Combinations, target: int, bit: int) -> Region:
    """The combination `bit` of `target`, with facts left out, then values added, as far as `target` goes."""
    point = combinations.space.at(bit)
    fixed = {name: frozenset({value}) for name, value in point.items()}
    at = combinations.policy.at
    for name in sorted(fixed, key=lambda name: (point[name] is not None, -at[name])):
        less = {other: values for other, values in fixed.items() if other != name}
        if not _opens(combinations, name, point, less) and _inside(combinations, less, target):
            fixed = less
    for name in (fact.name for fact in combinations.policy.facts if fact.name in fixed):
        for value in combinations.space.values(name):
            more = {**fixed, name: fixed[name] | {value}}
            if value is not None and None not in fixed[name] and _grows(combinations, fixed, more, target):
                fixed = more
    return Region(combinations, point, fixed)


def _opens(
    combinations: Combinations, name: str, point: Mapping[str, Any], fixed: Mapping[str, frozenset[Any]]
) -> bool:
    """Whether a fact of `fixed` exists, or may be given or not, by the value that `name` has."""
    gates = (gate for other in fixed for gate in (*combinations.exists.get(other, ()), *ALSO.get(other, ())))
    return any(gate == (name, point[name]) for gate in gates)


type _Fixed = Mapping[str, frozenset[Any]]


def _inside(combinations: Combinations, fixed: _Fixed, target: int) -> bool:
    return not Region(combinations, {}, fixed).bits & ~target


def _grows(combinations: Combinations, fixed: _Fixed, more: _Fixed, target: int) -> bool:
    """Whether `more` has combinations that `fixed` lacks, all of them in `target`."""
    new = Region(combinations, {}, more).bits & ~Region(combinations, {}, fixed).bits
    return bool(new) and not new & ~target


def regions(combinations: Combinations, target: int) -> Iterator[Region]:
    """Regions that cover `target` together, the one of its first combination first."""
    left = target
    while left:
        region = widest(combinations, target, first(left))
        yield region
        left &= ~region.bits
