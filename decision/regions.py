"""From one combination to the widest region like it, and to the fewest facts that lead into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from decision.bitspace import BitSpace, first
from decision.vocabulary import Gates


class Walked(Protocol):
    """A space of combinations in which regions are looked for."""

    @property
    def space(self) -> BitSpace:
        """The columns, and sets of combinations."""

    @property
    def valid(self) -> int:
        """The combinations that facts can have."""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in the order in which they are told."""

    def opens(self, name: str) -> Gates:
        """The values by which the fact `name` exists, or may be given."""

    def words(self, name: str, values: frozenset[Any]) -> str:
        """How `values` of the column `name` are told."""

    def example(self, point: Mapping[str, Any]) -> dict[str, object]:
        """Facts as JSON values that stand for these values; columns left out are left open."""


@dataclass(frozen=True)
class Region:
    """Combinations where each fact of `fixed` has one of its values and others any; `point` is one."""

    walked: Walked
    point: Mapping[str, Any]
    fixed: Mapping[str, frozenset[Any]]

    @property
    def bits(self) -> int:
        """The combinations in it."""
        bits = self.walked.valid
        for name, values in self.fixed.items():
            bits &= self.walked.space.where(name, values)
        return bits

    def __str__(self) -> str:
        parts = (f"`{name}` {self.walked.words(name, self.fixed[name])}" for name in self._in_order())
        return ", ".join(parts) or "all facts"

    def _in_order(self) -> list[str]:
        return [name for name in self.walked.names if name in self.fixed]

    def facts(self) -> dict[str, object]:
        """The fewest facts, as JSON values for `decide`, whose every completion lies in the region."""
        needed = ("goal", *self._in_order())
        return self.walked.example({name: self.point[name] for name in needed})


def widest(walked: Walked, target: int, bit: int) -> Region:
    """The combination `bit` of `target`, with facts left out, then values added, as far as `target` goes."""
    point = walked.space.at(bit)
    fixed = {name: frozenset({value}) for name, value in point.items()}
    at = {name: place for place, name in enumerate(walked.names)}
    for name in sorted(fixed, key=lambda name: (point[name] is not None, -at[name])):
        less = {other: values for other, values in fixed.items() if other != name}
        if not _opens(walked, name, point, less) and _inside(walked, less, target):
            fixed = less
    for name in (name for name in walked.names if name in fixed):
        for value in walked.space.values(name):
            more = {**fixed, name: fixed[name] | {value}}
            if value is not None and None not in fixed[name] and _grows(walked, fixed, more, target):
                fixed = more
    return Region(walked, point, fixed)


def _opens(walked: Walked, name: str, point: Mapping[str, Any], fixed: Mapping[str, frozenset[Any]]) -> bool:
    """Whether a fact of `fixed` exists, or may be given or not, by the value that `name` has."""
    gates = (gate for other in fixed for gate in walked.opens(other))
    return any(gate == (name, point[name]) for gate in gates)


type _Fixed = Mapping[str, frozenset[Any]]


def _inside(walked: Walked, fixed: _Fixed, target: int) -> bool:
    return not Region(walked, {}, fixed).bits & ~target


def _grows(walked: Walked, fixed: _Fixed, more: _Fixed, target: int) -> bool:
    """Whether `more` has combinations that `fixed` lacks, all of them in `target`."""
    new = Region(walked, {}, more).bits & ~Region(walked, {}, fixed).bits
    return bool(new) and not new & ~target


def regions(walked: Walked, target: int) -> Iterator[Region]:
    """Regions that cover `target` together, the one of its first combination first."""
    left = target
    while left:
        region = widest(walked, target, first(left))
        yield region
        left &= ~region.bits
