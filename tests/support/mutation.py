"""A pytest plugin for mutation testing: which tests a mutant meets, in what order, with how many examples.

Loaded by `-p mutation` alone; see `tools/mutate.py`. A mutant meets the tests of its own module, the quickest
first; one of the deciding itself the rules, the worked examples, the second implementation on some of its
samples, and the properties. What a test reaches hangs on what earlier ones left remembered, so coverage
chooses none.
"""

import json
import os
from pathlib import Path

import hypothesis
import pytest

HERE = Path("tests/decision")
TIMES = Path("times.json")  # seconds by test, as a run without a mutant found them
OF_ITS_OWN = {
    "bitspace": ("bitspace", "proof", "proof_against_a_walk"),
    "build": ("build", "own_facts", "own_kinds", "loader", "versions", "proof"),
    "calendar": ("calendar", "calendars", "rules_refunds"),
    "clauses": ("clauses", "proof"),
    "combinations": ("combinations", "proof", "proof_against_a_walk"),
    "contradictions": ("contradictions", "own_facts", "own_kinds"),
    "errors": ("errors",),
    "examples": ("proof",),
    "loader": ("loader", "versions_in_files"),
    "merging": ("versions",),
    "objects": ("objects",),
    "ownfacts": ("own_facts", "own_kinds", "calendars", "build"),
    "proof": ("proof_messages", "proof", "proof_against_a_walk"),
    "regions": ("proof_messages", "proof", "proof_against_a_walk"),
    "settled": ("settled",),
    "whatif": ("whatif_shops", "whatif", "versions"),
}
REST = (  # for a module of the deciding itself
    *("rules", "rules_refunds", "rules_amazon", "contradictions", "facts", "examples", "oracle"),
    *("own_facts", "own_kinds", "calendars", "questions_shops", "versions", "properties", "whatif", "purity"),
)
MANY = 100  # tests; a run of fewer is none of all
seconds: dict[str, float] = {}
SAMPLES = ("[0]", "[1]", "2026-05-06T10:00:00-05:00", "worked_examples")  # of the second implementation


def pytest_configure(config) -> None:
    """No search for a smaller example: that a mutant dies is enough. The same few examples each time."""
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    every = list(hypothesis.HealthCheck)
    common = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": every}
    hypothesis.settings.register_profile("mutation", max_examples=15, phases=phases, **common)
    hypothesis.settings.load_profile("mutation")
    if _module():
        config.args = list(_files(_module()))


def _files(module: str) -> dict[str, None]:
    paths = (HERE / f"test_{name}.py" for name in OF_ITS_OWN.get(module, REST))
    return dict.fromkeys(str(path) for path in paths if path.exists())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items) -> None:
    """Leaves out what takes long. A list of the tests gets one that stands for them."""
    listing = os.environ.get("MUTANT_UNDER_TEST") == "list_all_tests"
    kept = [item for item in items if ("no_two_examples" in item.name if listing else _quick_enough(item))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    times = json.loads(TIMES.read_text()) if TIMES.exists() else {}
    items[:] = sorted(kept, key=lambda item: times.get(item.nodeid, 0))


def _module() -> str:
    """The module of the mutant that is tried; empty where none is."""
    mutant = os.environ.get("MUTANT_UNDER_TEST", "")
    return mutant.split(".")[1] if "__mutmut_" in mutant else ""


def pytest_runtest_logreport(report) -> None:
    """Notes how long each test takes where no mutant is tried."""
    if report.when == "call":
        seconds[report.nodeid] = report.duration


def pytest_sessionfinish() -> None:
    """Keeps the times of a whole run."""
    if os.environ.get("MUTANT_UNDER_TEST") == "" and len(seconds) > MANY:
        TIMES.write_text(json.dumps(seconds))


def _quick_enough(item) -> bool:
    if "test_oracle.py" in item.nodeid:
        return any(sample in item.name for sample in SAMPLES)
    return "hash_seed" not in item.name
