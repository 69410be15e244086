"""Real time as the gateway's tables have it."""

from __future__ import annotations

import time


def milliseconds() -> int:
    """Real time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000
