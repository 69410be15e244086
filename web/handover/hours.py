"""When a person is there: certain hours of Japanese business days, or always."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from decision.calendar import JAPANESE, nth_business_day_after

_FORM = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` until before `closes`, by the clock of Japan."""

    opens: time
    closes: time


def read_hours(text: str) -> Hours | None:
    """`09:00-18:00` as hours; None for an empty text: somebody is always there. Raises `ValueError`."""
    if not text:
        return None
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError("hours such as 09:00-18:00 are allowed")
    opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if opens >= closes:
        raise ValueError("hours such as 09:00-18:00, of one day, are allowed")
    return Hours(opens, closes)


def opens_at(hours: Hours | None, now: datetime) -> datetime | None:
    """The instant from which a person is there, in Japan's time; None if one is there at `now`."""
    if hours is None:
        return None
    local = JAPANESE.local(now)
    today = local.date()
    if JAPANESE.is_business_day(today) and local.time() < hours.closes:
        return None if hours.opens <= local.time() else _at(today, hours.opens)
    return _at(nth_business_day_after(today, 1), hours.opens)


def _at(day: date, opens: time) -> datetime:
    return JAPANESE.start(day) + timedelta(hours=opens.hour, minutes=opens.minute)
