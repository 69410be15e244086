"""From JSON facts to their class: facts of one class have the same plan, whatever else they say.

A class is an integer: the conditions of the policy's table that the facts leave possible, which facts are
given, and the values on which implications and contradictions depend. One look at each fact finds it. What
is unusual (errors, an instant after `now`) has no class: `decision.facts` takes the closer look.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from decision.contradictions import STATUS_OF
from decision.instants import parse_date, read_instant
from decision.profiles import Profiles, deadline_of
from decision.rows import Row
from decision.space import IMPLIED
from decision.table import Policy
from decision.trace import given_line
from decision.vocabulary import ASSUMABLE, FACTS, Fact

Dates = dict[Any, Any]  # typed instants and days, by fact; ends that have been counted, by window
Lines = dict[str, str]  # of the trace, by fact
Entry = tuple[int, str]  # the bits that a value leaves, and its line
Reader = Callable[[Any, Dates, Lines], int | None]  # the bits that a value leaves; None for a bad one
NEITHER = (None, "")
Sorted = tuple[int, Dates, Lines]  # the class, and what its facts do not share
Step = tuple[str, type, Mapping[Any, Entry], Reader | None]

# Facts whose every value counts, and single values: they imply, rule out or change what is assumed.
GATES = frozenset({gate for fact in FACTS for gate, _ in fact.under} | {"seller"})
VALUES = (("cause", "seller"), ("paid", True), ("goal", "undo_request"))
# Facts that count as given or not, even where no condition looks at them, for the same reasons.
NEEDED = frozenset({*STATUS_OF, *GATES, *ASSUMABLE, *(name for one in IMPLIED for name in (one[0], one[2]))})
CLASSES = {"boolean": bool, "count": int}  # what a value is as JSON; else a string


class Classes:
    """Sorts facts that name `policy`.

    `all` has every bit; those of `pattern` say which facts are given, and what others exist under. `windows`
    has for each fact its windows, first that with the bits of their conditions and of being open.
    """

    def __init__(self, policy: Policy, profiles: Profiles) -> None:
        self._policy = policy
        self._profiles = profiles
        number = count(policy.index.size)
        self._values = {one: 1 << next(number) for one in _watched(policy)}
        self._given = {fact.name: 1 << next(number) for fact in policy.facts if _counts(fact, policy)}
        self.windows = {
            fact: tuple((bit, 1 << next(number), window) for bit, window in windows)
            for fact, windows in policy.index.windows.items()
        }
        self.all = (1 << next(number)) - 1
        self._windows = tuple(
            (fact, tuple((bit, self.all & ~open_bit, window) for bit, open_bit, window in windows))
            for fact, windows in self.windows.items()
        )
        values = (bit for (name, _), bit in self._values.items() if name not in ("paid", "goal"))
        self.pattern = sum(values) + sum(self._given.values())
        self._steps = tuple(self._step(place, fact) for place, fact in enumerate(policy.facts))

    def sort(self, facts: Mapping[str, object]) -> Sorted | None:
        """The class of `facts` (JSON values) and what goes with it; None where it takes a closer look."""
        if facts.get("goal") is None or facts.get("now") is None:
            return None
        key = self.all
        dates: Dates = {}
        lines: Lines = {}
        for name, kind, known, reader in self._steps:
            value = facts.get(name)
            if value is None:
                continue
            if type(value) is not kind:
                return None
            if reader is not None:
                left = reader(value, dates, lines)
            else:
                left, lines[name] = known.get(value, NEITHER)
            if left is None:
                return None
            key &= left
        if len(lines) != len(facts):
            return None  # an unknown name or a null
        return key, dates, lines

    def aged(self, key: int, dates: Dates) -> int:
        """`key` without the bits of the windows that are over."""
        now = dates["now"]
        for fact, windows in self._windows:
            start = dates.get(fact)
            if start is not None:
                for bit, over, window in windows:
                    if key & bit and window.end(start) <= now:
                        key &= over
        return key

    def _step(self, place: int, fact: Fact) -> Step:
        left = self.all & ~self._given.get(fact.name, 0)
        if fact.kind in ("choice", "boolean"):
            values = (self._policy.id,) if fact.name == "policy" else fact.values
            known = {
                value: (left & self.left(place, fact, value), given_line(fact.name, value))
                for value in values
            }
            return fact.name, CLASSES.get(fact.kind, str), known, None
        readers = {"instant": _instant, "date": self._day, "deadline": self._deadline, "count": self._number}
        return fact.name, CLASSES.get(fact.kind, str), {}, readers[fact.kind](fact, place, left)

    def left(self, place: int, fact: Fact, value: Any) -> int:
        """The bits that are left where `fact` is known to be `value`."""
        index = self._policy.index
        others = (bit for (name, other), bit in self._values.items() if name == fact.name and other != value)
        return self.all & ~(index.all & ~index.left(place, value)) & ~sum(others)

    def without(self, place: int, fact: Fact) -> int:
        """The bits that are left where `fact` is unknown for good: it passes no condition."""
        index = self._policy.index
        ages = sum(index.ages.get(fact.name, ()))
        return self.all & ~(index.all & ~index.ruled_out(place)) & ~ages

    def going_with(self, row: Row) -> int:
        """The bits on which it depends what goes with `row`, where that is the one row that holds."""
        index = self._policy.index
        bits = sum(bit for bit, warning in index.warned_of if warning.concerns(row))
        if row.until is not None:
            bits += sum(bit for bit, _ in index.windows.get(row.until, ()))
        if row.refund is not None:
            bits += sum(bit for bit, _ in index.refunds) + self._values["paid", True]
            bits += sum(self._given.get(name, 0) for name in ("seller", "payment_method"))
        return bits

    def _day(self, fact: Fact, place: int, left: int) -> Reader:
        before, reached = (left & self.left(place, fact, one) for one in ("before", "reached"))
        name, line, calendar, same = *_naming(fact), self._policy.calendar, before == reached

        def read(text: str, dates: Dates, lines: Lines) -> int | None:
            day = parse_date(text)
            if day is None:
                return None
            dates[name] = day
            lines[name] = line + text
            return before if same or calendar.day(dates["now"]) < day else reached

        return read

    def _deadline(self, fact: Fact, place: int, left: int) -> Reader:
        before, passed = (left & self.left(place, fact, one) for one in ("before", "passed"))
        name, line, calendar, same = *_naming(fact), self._policy.calendar, before == passed

        def read(text: str, dates: Dates, lines: Lines) -> int | None:
            end, said = read_instant(text) or (parse_date(text), text)
            if end is None:
                return None
            dates[name] = end
            lines[name] = line + said
            return before if same or dates["now"] < deadline_of(end, calendar) else passed

        return read

    def _number(self, fact: Fact, place: int, left: int) -> Reader:
        counts = self._profiles.counts(fact.name, self._policy)
        by_class = [left & self.left(place, fact, one) for one in counts]
        name, line = _naming(fact)

        def read(number: int, _: Dates, lines: Lines) -> int | None:
            if number < 0:
                return None
            lines[name] = f"{line}{number}"
            return by_class[bisect_right(counts, number) - 1]

        return read


def _instant(fact: Fact, _: int, left: int) -> Reader:
    name, line = _naming(fact)

    def read(text: str, dates: Dates, lines: Lines) -> int | None:
        found = read_instant(text)
        if found is None:
            return None
        instant, said = found
        dates[name] = instant
        lines[name] = line + said
        return left if instant <= dates["now"] else None

    return read


def _naming(fact: Fact) -> tuple[str, str]:
    """The name of `fact` and how its line of the trace begins."""
    return fact.name, given_line(fact.name, "")


def _watched(policy: Policy) -> Iterator[tuple[str, Any]]:
    """The facts with values of which it counts whether they have them."""
    gates = dict.fromkeys([*sorted(GATES), *(gate for fact in policy.own for gate, _ in fact.under)])
    yield from ((gate, value) for gate in gates for value in policy.by_name[gate].values)
    yield from (one for one in VALUES if one[0] not in gates)


def _counts(fact: Fact, policy: Policy) -> bool:
    """Whether it counts that `fact` is given."""
    expected = fact.name == "payment_method" and any(row.refund for row in policy.rows)
    return expected or fact in policy.own or fact.name in NEEDED or fact.name in policy.uses
