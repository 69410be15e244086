"""Lets the tests of this folder import the oracle and the samples that lie beside them.

Where the slow tests are left out, properties are tried with fewer examples too.
"""

import sys
from pathlib import Path

import hypothesis
import pytest

sys.path.insert(0, str(Path(__file__).parent))
hypothesis.settings.register_profile("fewer", max_examples=30)


def pytest_pycollect_makemodule(parent: pytest.Collector) -> None:
    """Comes before the tests are imported, some of which count their examples from the profile's."""
    if "not slow" in parent.config.getoption("markexpr"):
        hypothesis.settings.load_profile("fewer")
