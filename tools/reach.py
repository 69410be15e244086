"""Finds what each test reaches: by running it alone, since what it comes to hangs on what is remembered."""

import pickle
import sys
import time
from collections.abc import Callable
from functools import partial
from types import CodeType

import pytest

from collected import Chosen, Reach, afresh, passes, until_one_fails
from forked import End, in_a_child

TOOL = 4  # among those that watch a program by `sys.monitoring`


class Finder(Chosen):
    """Finds the reach of each test not in `reach` yet; `tell` gives the function that code is part of."""

    def __init__(self, tell: Callable[[CodeType], str | None], reach: Reach) -> None:
        super().__init__()
        self._tell = tell
        self._seen: set[str] = set()
        self.reach = reach
        sys.monitoring.use_tool_id(TOOL, "reach")
        sys.monitoring.register_callback(TOOL, sys.monitoring.events.PY_START, self._started)
        sys.monitoring.set_events(TOOL, sys.monitoring.events.PY_START)

    def _started(self, code: CodeType, _: int) -> object:
        name = self._tell(code)
        if name is not None:
            self._seen.add(name)
        return sys.monitoring.DISABLE

    def work(self) -> None:
        """Runs each test by itself, then all of them one after the other."""
        self.reach.early = frozenset(self._seen)
        self.reach.failed.clear()
        new = [item for item in self.items if item.nodeid not in self.reach.functions]
        for item in new:
            self._note(item)
        if new and not self.reach.failed:
            end, said, _ = in_a_child(partial(until_one_fails, self.items, self.reach))
            self.reach.failed += [said.decode()] if end is not End.PASSED else []

    def _note(self, item: pytest.Item) -> None:
        end, said, _ = in_a_child(partial(self._alone, item))
        if end is End.PASSED:
            found = pickle.loads(said)  # noqa: S301 - of this program
            self.reach.seconds[item.nodeid], self.reach.functions[item.nodeid] = found
        else:
            self.reach.failed.append(item.nodeid)

    def _alone(self, item: pytest.Item) -> tuple[End, bytes]:
        afresh()
        self._seen.clear()
        sys.monitoring.restart_events()
        began = time.process_time()
        good = passes(item, None)
        spent = time.process_time() - began
        return (End.PASSED if good else End.FAILED), pickle.dumps((spent, frozenset(self._seen)))
