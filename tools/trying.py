"""Which test a mutant dies of.

The tests are collected once; then each mutant gets a process of its own, forked from there, in which nothing
is remembered. It meets the tests that reach its function: first those that its neighbours died of, then
those of its module's own files, then the quickest.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import pytest

from collected import Chosen, Reach, afresh, until_one_fails
from forked import End, finish, in_a_child

SOME = 0.5  # seconds of tests for a mutant that is explained
LOADING = b"loading the policies"  # what a mutant dies of before any test


@dataclass(frozen=True)
class Way:
    """A mutant: its name, the function that it changes, and what puts it in place."""

    name: str
    function: str
    put: Callable[[], None]


class Trial(Chosen):
    """Tries mutants. `told` hears of each: its name, how it ended, by which test, and seconds computed."""

    def __init__(
        self,
        reach: Reach,
        ways: Iterable[Way],
        told: Callable[[str, End, str, float], None],
        killers: dict[str, list[str]],
        explained: Collection[str] = (),
    ) -> None:
        super().__init__()
        self._reach = reach
        self._ways = ways
        self._told = told
        self._killers = killers  # tests by the function or module whose mutants died of them, the latest last

        self._explained = explained  # names of which it is known that no test tells them from the code

    def work(self) -> None:
        """Tries one mutant after the other."""
        for way in self._ways:
            items = self._for(way.function)
            end, said, seconds = in_a_child(partial(self._meet, way, items))
            test = said.decode(errors="replace")
            if end is End.FAILED and said != LOADING:
                note_killer(self._killers, way.function, test)
            self._told(way.name, end, test, seconds)

    def _for(self, function: str) -> list[pytest.Item]:
        """The tests that reach `function`, in the order in which a mutant of it meets them."""
        near, far = self._killers.get(function, []), self._killers.get(module_of(function), [])
        lately = {test: place for place, test in enumerate([*far, *near])}
        own = f"/test_{function.split('.')[1]}"  # the module's own tests
        seconds = self._reach.seconds
        met = [one for one in self.items if function in self._reach.functions.get(one.nodeid, ())]
        return sorted(
            met, key=lambda one: (-lately.get(one.nodeid, -1), own not in one.nodeid, seconds[one.nodeid])
        )

    def _meet(self, way: Way, items: Sequence[pytest.Item]) -> tuple[End, bytes]:
        way.put()
        if way.name in self._explained:
            self._reach.longest = SOME
        try:
            afresh()
        except Exception:
            return End.FAILED, LOADING
        return until_one_fails(items, self._reach)


def module_of(function: str) -> str:
    """`decision.space` for `decision.space.Space.put`."""
    return ".".join(function.split(".")[:2])


def note_killer(killers: dict[str, list[str]], function: str, test: str) -> None:
    """Remembers that a mutant of `function` died of `test`."""
    for name in (function, module_of(function)):
        others = [one for one in killers.get(name, []) if one != test]
        killers[name] = [*others, test]


class Straight(Chosen):
    """Ends this process with how the tests end: for a mutant that is in place before they are collected."""

    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach

    def work(self) -> None:
        """Runs the tests, the quickest first."""
        known = [item for item in self.items if item.nodeid in self._reach.seconds]
        known.sort(key=lambda item: self._reach.seconds[item.nodeid])
        finish(*until_one_fails(known, self._reach))
