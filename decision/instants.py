"""Instants and days as people and programs write them: RFC 3339, ISO dates, Japanese days."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

JAPAN = timezone(timedelta(hours=9))  # Japan has had no summer time since 1951
FIRST_YEAR, LAST_YEAR = 1950, 2098
EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59)))
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)

_YEAR = r"(?:19[5-9][0-9]|20[0-8][0-9]|209[0-8])"
_INSTANT = re.compile(
    _YEAR + r"-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_DATE = re.compile(_YEAR + r"-[0-9]{2}-[0-9]{2}")


def parse_instant(text: str) -> datetime | None:
    """The instant that `text` writes (RFC 3339 with seconds, years 1950-2098), or None if it writes none."""
    if _INSTANT.fullmatch(text) is None:
        return None
    offset = text[-6:]
    try:
        if offset[0] not in "+-":  # written with Z
            return datetime.fromisoformat(text)
        clock = datetime.fromisoformat(text[:-6])
    except ValueError:  # no such day, minute or second
        return None
    # Counting from a fixed instant keeps its time zone: instants of one zone object are compared fast.
    return _zero_at(offset) + (clock - _CLOCK_ZERO)


_CLOCK_ZERO = datetime(2000, 1, 1)
_JAPAN_ZERO = _CLOCK_ZERO.replace(tzinfo=JAPAN)


@lru_cache(maxsize=64)
def _zero_at(offset: str) -> datetime:
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo
    return _CLOCK_ZERO.replace(tzinfo=JAPAN if zone == JAPAN else zone)


def parse_date(text: str) -> date | None:
    """The day that `text` writes as YYYY-MM-DD (years 1950-2098), or None if it writes none."""
    if _DATE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def iso(instant: datetime) -> str:
    """What `isoformat` says, sooner for Japan's offset."""
    if instant.tzinfo is not JAPAN:
        return instant.isoformat()
    return (_CLOCK_ZERO + (instant - _JAPAN_ZERO)).isoformat() + "+09:00"


def iso_text(text: str) -> str:
    """What `isoformat` would say of the instant that `text` writes, told from the text alone."""
    if text[-1] == "Z":
        text = text[:-1] + "+00:00"
    clock, offset = text[:-6], text[-6:]
    if len(clock) > 19:
        clock = clock.ljust(26, "0")
        clock = clock[:19] if clock.endswith(".000000") else clock
    return clock + ("+00:00" if offset == "-00:00" else offset)


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
