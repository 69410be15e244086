"""A policy's table as bits, one for each condition: what holds for a profile is found by `&`, not row by row.

For every value of every fact there is an integer in which the conditions that this value rules out are 0.
The `&` of a profile's integers leaves the conditions that hold, whatever the number of rows.
"""

from collections.abc import Iterator
from typing import Any

from decision.declared import Declared
from decision.rows import Condition, Profile, Refund, Row, Window


class Index:
    """The conditions of `policy` as bits: ways of rows lowest, then windows, refunds, warnings, the rest."""

    def __init__(self, policy: Declared) -> None:
        self._ways = [(row, way) for row in policy.rows for way in row.alternatives]
        self.ways = tuple(row for row, _ in self._ways)
        conditions = [way.condition for _, way in self._ways]
        self.rows = (1 << len(conditions)) - 1
        self.windows: dict[str, tuple[tuple[int, Window], ...]] = {}
        for fact, windows in policy.windows_of.items():
            self.windows[fact] = tuple(_numbered(conditions, [(w.condition, w) for w in windows]))
        refunds = [(row.condition, row.refund) for row in policy.refunds]
        self.refunds = tuple(_numbered(conditions, refunds))
        warnings = [(warning.condition, warning) for warning in policy.warnings]
        self.warned_of = tuple(_numbered(conditions, warnings))
        rules = [(rule, None) for rules in policy.assumed.values() for rule, _ in rules]
        list(_numbered(conditions, rules))
        self.size = len(conditions)
        self.all = (1 << self.size) - 1
        self._tests: dict[int, list[tuple[int, frozenset[Any]]]] = {}
        for bit, condition in enumerate(conditions):
            for place, values in condition:
                self._tests.setdefault(place, []).append((1 << bit, values))
        self._known: dict[int, dict[Any, int]] = {
            place: {None: self.ruled_out(place)} for place in self._tests
        }
        self.ages = {fact: self._of_age(fact) for fact in policy.windows_of}
        self._at = policy.at

    def ruled_out(self, place: int) -> int:
        """The conditions that pass whatever stands at `place`: those without a test of it."""
        return self.all & ~sum(bit for bit, _ in self._tests.get(place, ()))

    def left(self, place: int, value: Any) -> int:
        """The conditions that the known `value` at `place` does not rule out."""
        return self.all & ~sum(bit for bit, values in self._tests.get(place, ()) if value not in values)

    def holding(self, profile: Profile) -> int:
        """The conditions that hold for `profile`; an unknown value passes none that tests it."""
        holding = self.all
        for place, known in self._known.items():
            value = profile[place]
            left = known.get(value)
            if left is None:
                left = known[value] = self.left(place, value)
            holding &= left
        return holding

    def possible(self, profile: Profile) -> int:
        """The conditions that no known value of `profile` rules out."""
        possible = self.all
        for place, known in self._known.items():
            value = profile[place]
            if value is not None:
                left = known.get(value)
                if left is None:
                    left = known[value] = self.left(place, value)
                possible &= left
        return possible

    def rows_left(self, profile: Profile) -> tuple[Row, ...]:
        """The rows that no known value of `profile` rules out, but for the ages of instants."""
        found = [self.ways[bit] for bit in _bits(self.possible(profile) & self.rows)]
        return tuple(dict.fromkeys(found))

    def rows_of(self, profile: Profile, holding: int) -> list[Row]:
        """The rows that hold for `profile`, in their order; `holding` is what `holding` gave for it."""
        for fact, (open_ones, over) in self.ages.items():
            flags = profile[self._at[fact]]
            window = self.window(fact, holding)
            if window is None or flags is None:
                holding &= ~(open_ones | over)
            else:
                holding &= ~(over if flags[window.place] else open_ones)
        return list(dict.fromkeys(self.ways[bit] for bit in _bits(holding & self.rows)))

    def window(self, fact: str, holding: int) -> Window | None:
        """The window that counts from `fact`, if any does."""
        return next((window for bit, window in self.windows.get(fact, ()) if holding & bit), None)

    def refund(self, holding: int) -> Refund | None:
        """The refund of the first refund row that holds."""
        return next((refund for bit, refund in self.refunds if holding & bit), None)

    def warnings(self, row: Row, holding: int) -> Iterator[str]:
        """The names of the warnings that go with `row`."""
        return (warning.name for bit, warning in self.warned_of if holding & bit and warning.concerns(row))

    def _of_age(self, fact: str) -> tuple[int, int]:
        """The ways that want the window of `fact` open, and those that want it over."""
        found = [0, 0]
        for bit, (_, way) in enumerate(self._ways):
            for name, wanted in way.ages:
                found[not wanted] |= (name == fact) << bit
        return found[0], found[1]


def _numbered[T](conditions: list[Condition], parts: list[tuple[Condition, T]]) -> Iterator[tuple[int, T]]:
    """Adds each part's condition to `conditions`; its bit, and the part."""
    for condition, part in parts:
        yield 1 << len(conditions), part
        conditions.append(condition)


def _bits(mask: int) -> Iterator[int]:
    """The places of the bits of `mask`, the lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
