"""Instants and days as people and programs write them: RFC 3339, ISO dates, Japanese days."""

import re
from datetime import date, datetime, timedelta, timezone

JAPAN = timezone(timedelta(hours=9))  # Japan has had no summer time since 1951
FIRST_YEAR, LAST_YEAR = 1950, 2098
EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59)))
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)

_INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6}))?"
    r"(?:Z|([+-])([0-9]{2}):([0-9]{2}))"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def parse_instant(text: str) -> datetime | None:
    """The instant that `text` writes (RFC 3339 with seconds, years 1950-2098), or None if it writes none."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, sign, off_hours, off_minutes = match.groups()
    if int(off_hours or 0) > 23 or int(off_minutes or 0) > 59 or not _year_is_known(year):
        return None
    offset = timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0))
    micro = int((fraction or "").ljust(6, "0"))
    try:
        zone = timezone(-offset if sign == "-" else offset)
        return datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second), micro, tzinfo=zone
        )
    except ValueError:
        return None


def parse_date(text: str) -> date | None:
    """The day that `text` writes as YYYY-MM-DD (years 1950-2098), or None if it writes none."""
    match = _DATE.fullmatch(text)
    if match is None or not _year_is_known(match[1]):
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _year_is_known(year: str) -> bool:
    return FIRST_YEAR <= int(year) <= LAST_YEAR


def japanese_day(instant: datetime) -> date:
    """The calendar day in Japan at `instant` (aware)."""
    return instant.astimezone(JAPAN).date()


def start_of(day: date) -> datetime:
    """Midnight in Japan at which `day` begins."""
    return datetime(day.year, day.month, day.day, tzinfo=JAPAN)


def end_of(day: date) -> datetime:
    """Midnight in Japan at which `day` ends."""
    return start_of(day + timedelta(days=1))


def in_japan(instant: datetime) -> datetime:
    """The same instant, written with Japan's offset +09:00."""
    return instant.astimezone(JAPAN)


def written(instant: datetime) -> str:
    """`instant` as RFC 3339 text in Japan's offset."""
    return in_japan(instant).isoformat()
