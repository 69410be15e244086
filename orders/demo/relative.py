"""Times as the demo shop writes them: relative to a clock."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from decision.instants import JAPAN, in_japan

_DAY = re.compile(r"([+-][0-9]+)d(?: ([0-9]{2}):([0-9]{2}))?")
_SPAN = re.compile(r"([+-][0-9]+)([hm])")


def at(text: str, now: datetime) -> str:
    """The ISO text of `-3d 10:00` (a Japanese day and time), `+5d` (a day), `-2h` or `-30m` (full minutes).

    Raises `ValueError` for anything else.
    """
    clock = in_japan(now).replace(second=0, microsecond=0)
    if match := _SPAN.fullmatch(text):
        hours, minutes = (int(match[1]), 0) if match[2] == "h" else (0, int(match[1]))
        return (clock + timedelta(hours=hours, minutes=minutes)).isoformat()
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"`{text}` is no relative time: allowed are `-3d 10:00`, `+5d`, `-2h`, `-30m`")
    day = clock.date() + timedelta(days=int(match[1]))
    if match[2] is None:
        return day.isoformat()
    return datetime.combine(day, time(int(match[2]), int(match[3])), JAPAN).isoformat()
