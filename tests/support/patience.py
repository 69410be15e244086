"""How tests wait for what another thread or process does: for the thing itself, never for a time to pass."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 60
"""Longer than anything takes on a machine that is busy with others."""


def eventually(holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether `holds` comes to be true within `seconds`."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True
