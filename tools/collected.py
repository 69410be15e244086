"""The tests of the core, collected once to be run in forked processes: for mutation testing."""

import gc
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import hypothesis
import pytest

from forked import End, limit

EXAMPLES = 15  # that hypothesis makes; that a mutant dies is enough, so no smaller one is looked for
SAMPLES = ("[0]", "[1]", "2026-05-06T10:00:00-05:00", "worked_examples")  # of the second implementation
LEFT_OUT = (
    "test_purity.py",  # takes away what the trying itself needs
    "no_two_examples",  # looks at no code
    "by_class_is_the_one_that_a_closer_look",  # takes very long
)
OPTIONS = ["-o", "addopts=", "--import-mode=importlib", "-s", "-p", "no:terminal", "-p", "no:cacheprovider"]


def run_tests(plugin: object, *tests: str) -> int:
    """Collects the tests with `plugin`, which does the rest; pytest's exit code."""
    every = list(hypothesis.HealthCheck)
    hypothesis.settings.register_profile(
        "mutation",
        max_examples=EXAMPLES,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=every,
    )
    hypothesis.settings.load_profile("mutation")
    return int(pytest.main([*OPTIONS, *tests], plugins=[plugin]))


@dataclass
class Reach:
    """What each test comes to, by its id, and what is come to while the tests are collected."""

    seconds: dict[str, float] = field(default_factory=dict)
    functions: dict[str, frozenset[str]] = field(default_factory=dict)
    early: frozenset[str] = frozenset()
    failed: list[str] = field(default_factory=list)
    longest: float = float("inf")  # seconds of tests that a mutant meets at most

    def limit(self, test: str) -> None:
        """Ends this process where it computes far longer than `test` takes."""
        limit(2 + 20 * self.seconds[test], test.encode())


class Chosen(ABC):
    """Keeps the tests that a mutant may meet, and does `work` instead of running them."""

    def __init__(self) -> None:
        self.items: list[pytest.Item] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leaves out what takes long."""
        items[:] = [item for item in items if _chosen(item.nodeid)]
        for item in items:
            _few_examples(getattr(item, "obj", None))
        self.items = items

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Takes the place of running the tests."""
        if session.testsfailed:
            raise session.Interrupted("the tests cannot be collected")
        gc.collect()
        gc.freeze()  # else each child would copy all that there is when it first collects
        self.work()
        return True

    @abstractmethod
    def work(self) -> None:
        """What is done with `items`."""


def _chosen(name: str) -> bool:
    if "test_oracle.py" in name:
        return any(sample in name for sample in SAMPLES)
    return not any(part in name for part in LEFT_OUT)


def _few_examples(test: Any) -> None:
    own = getattr(test, "_hypothesis_internal_use_settings", None)
    if own is not None and own.max_examples > EXAMPLES:
        function = getattr(test, "__func__", test)
        function._hypothesis_internal_use_settings = hypothesis.settings(own, max_examples=EXAMPLES)


def until_one_fails(items: Sequence[pytest.Item], reach: Reach) -> tuple[End, bytes]:
    """How the tests end, and the id of that which failed."""
    for item, following in zip_longest(items, items[1:]):
        if time.process_time() > reach.longest:
            break
        reach.limit(item.nodeid)
        if not passes(item, following):
            return End.FAILED, item.nodeid.encode()
    return End.PASSED, b""


class _Watch:
    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed


def passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    """Whether the test passes."""
    watch = _Watch()
    item.config.pluginmanager.register(watch)
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    item.config.pluginmanager.unregister(watch)
    return not watch.failed


def afresh() -> None:
    """Forgets what was remembered while the tests were collected: caches, and their common policies."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.split(".")[0] == "decision" else ():
            forget = getattr(value, "cache_clear", None)
            if forget is not None:
                forget()
    shared = sys.modules["answers"]
    old, new = shared.POLICIES, shared.load_policies()
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get("POLICIES") is old:
            vars(module)["POLICIES"] = new
