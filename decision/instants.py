"""Instants and days as people and programs write them: RFC 3339, ISO dates, Japanese days."""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

JAPAN = timezone(timedelta(hours=9))  # Japan has had no summer time since 1951
FIRST_YEAR, LAST_YEAR = 1950, 2098
FIRST_WRITTEN, LAST_WRITTEN = str(FIRST_YEAR), str(LAST_YEAR)
EARLIEST = datetime(FIRST_YEAR, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59)))
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)

_OFFSET = re.compile(r"[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_instant(text: str) -> datetime | None:
    """The instant that `text` writes (RFC 3339 with seconds, years 1950-2098), or None if it writes none."""
    read = read_instant(text)
    return None if read is None else read[0]


def read_instant(text: str) -> tuple[datetime, str] | None:
    """The instant that `text` writes, and what its `isoformat` says; None if it writes none."""
    if text[-1:] == "Z":
        clock, offset = text[:-1], "+00:00"
    else:
        clock, offset = text[:-6], text[-6:]
    zero = _zero_at(offset)
    # `fromisoformat` sees to the digits; what else it would take is refused here.
    if zero is None or clock[4:19:3] != "--T::" or not FIRST_WRITTEN <= clock[:4] <= LAST_WRITTEN:
        return None
    written = clock if len(clock) == 19 else _with_six_digits(clock)
    if written is None:
        return None
    try:
        time = datetime.fromisoformat(clock)
    except ValueError:  # no such day, hour, minute or second
        return None
    # Counting from a fixed instant keeps its time zone: instants of one zone object are compared fast.
    return zero + (time - _CLOCK_ZERO), written + ("+00:00" if offset == "-00:00" else offset)


def _with_six_digits(clock: str) -> str | None:
    """`clock` with its fraction as `isoformat` writes it; None where it has a wrong one."""
    fraction = clock[20:]
    if clock[19:20] != "." or not fraction.isdecimal() or len(fraction) > 6:
        return None
    micro = fraction.ljust(6, "0")
    return clock[:19] if micro == "000000" else f"{clock[:20]}{micro}"


_CLOCK_ZERO = datetime(2000, 1, 1)


@lru_cache(maxsize=256)
def _zero_at(offset: str) -> datetime | None:
    """The fixed instant at `offset`, written `±hh:mm`; None if that is none."""
    if _OFFSET.fullmatch(offset) is None:
        return None
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo
    return _CLOCK_ZERO.replace(tzinfo=JAPAN if zone == JAPAN else zone)


def parse_date(text: str) -> date | None:
    """The day that `text` writes as YYYY-MM-DD (years 1950-2098), or None if it writes none."""
    if _DATE.fullmatch(text) is None or not FIRST_WRITTEN <= text[:4] <= LAST_WRITTEN:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def iso(instant: datetime) -> str:
    """What `isoformat` says, sooner where the offset is a fixed one."""
    zone = instant.tzinfo
    if not isinstance(zone, timezone):
        return instant.isoformat()
    zero, offset = _fixed(zone)
    return (_CLOCK_ZERO + (instant - zero)).isoformat() + offset


@lru_cache(maxsize=256)
def _fixed(zone: timezone) -> tuple[datetime, str]:
    """The fixed instant in `zone`, and its offset as `isoformat` writes it."""
    zero = _CLOCK_ZERO.replace(tzinfo=zone)
    return zero, zero.isoformat()[19:]


def in_japan(instant: datetime) -> datetime:
    """The same instant, written with Japan's offset +09:00."""
    return instant.astimezone(JAPAN)


def written(instant: datetime) -> str:
    """`instant` as RFC 3339 text in Japan's offset."""
    return in_japan(instant).isoformat()
