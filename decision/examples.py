"""Facts that stand for a combination of finite values: instants and days that lie as it says."""

from datetime import datetime, timedelta
from typing import Any

from decision.instants import DAY, EARLIEST
from decision.rows import Window
from decision.vocabulary import Fact

NOON = timedelta(hours=12)


def example_value(fact: Fact, value: Any, now: datetime, windows: tuple[Window, ...]) -> object:
    """A JSON value of `fact` that stands at `now` for the combination's `value`."""
    if fact.past:
        return (now if value else _long_ago(now, windows)).isoformat()
    if fact.kind == "date":
        return (now + DAY * (value == "before")).date().isoformat()
    if fact.kind == "deadline":
        return (now + DAY if value == "before" else now - DAY).isoformat()
    return value


def _long_ago(now: datetime, windows: tuple[Window, ...]) -> datetime:
    """An instant from which every window is over at `now`."""
    back = timedelta(days=1)
    while now - back > EARLIEST and any(window.end(now - back) > now for window in windows):
        back *= 2
    return max(now - back, EARLIEST)
