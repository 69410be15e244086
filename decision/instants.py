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

_OFFSET = re.compile(r"Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def parse_instant(text: str) -> datetime | None:
    """The instant that `text` writes (RFC 3339 with seconds, years 1950-2098), at its offset; or None."""
    instant, written = read_instant(text) or (None, "")
    return instant if instant is None or written[-6:] == "+09:00" else datetime.fromisoformat(written)


def read_instant(text: str) -> tuple[datetime, str] | None:
    """The instant that `text` writes, at Japan's offset, and its `isoformat` at its own; else None."""
    end = -1 if text[-1:] == "Z" else -6
    zero, clock = _zero_at(text[end:]), text[:end]
    # `fromisoformat` sees to the digits; what else it would take is refused here.
    if zero is None or clock[7:20:3] not in _MARKS or len(clock) not in _SIZES:
        return None
    try:
        time = _clock(clock)
    except ValueError:  # no such day, hour, minute or second
        return None
    if time.tzinfo is not None or not FIRST_YEAR <= time.year <= LAST_YEAR:
        return None
    written = clock.ljust(26, "0") if time.microsecond else clock[:19]
    # Counting from a fixed instant keeps its time zone: instants of one zone object are compared fast.
    return zero[0] + (time - _CLOCK_ZERO), written + zero[1]


_clock = datetime.fromisoformat
_CLOCK_ZERO = datetime(2000, 1, 1)
_MARKS = frozenset({"-T::", "-T::."})  # every third sign from the one before the day
_SIZES = frozenset({19, *range(21, 27)})  # without a fraction, or with up to six digits


@lru_cache(maxsize=256)
def _zero_at(offset: str) -> tuple[datetime, str] | None:
    """The instant of `_CLOCK_ZERO` at `offset`, and this as `isoformat` writes it; None if it is none."""
    if _OFFSET.fullmatch(offset) is None:
        return None
    zero = datetime.fromisoformat(f"{_CLOCK_ZERO.isoformat()}{offset}")
    return zero.astimezone(JAPAN), zero.isoformat()[19:]


def parse_date(text: str) -> date | None:
    """The day that `text` writes as YYYY-MM-DD (years 1950-2098), or None if it writes none."""
    return _day(text) if len(text) == 10 else None


@lru_cache(maxsize=4096)  # shops name few days, and each of them often
def _day(text: str) -> date | None:
    if _DATE.fullmatch(text) is None or not FIRST_WRITTEN <= text[:4] <= LAST_WRITTEN:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_TWO = tuple(f"{number:02}" for number in range(60))


def iso(instant: datetime) -> str:
    """What `isoformat` says of an aware `instant`, sooner: nothing but strings that there are already."""
    day = f"{instant.year}-{_TWO[instant.month]}-{_TWO[instant.day]}"
    clock = f"{_TWO[instant.hour]}:{_TWO[instant.minute]}:{_TWO[instant.second]}"
    micro = instant.microsecond
    fraction = "." + str(micro).rjust(6, "0") if micro else ""
    offset = "+09:00" if instant.tzinfo is JAPAN else _offset(instant)
    return f"{day}T{clock}{fraction}{offset}"


def _offset(instant: datetime) -> str:
    return instant.isoformat()[26 if instant.microsecond else 19 :]


def in_japan(instant: datetime) -> datetime:
    """The same instant, written with Japan's offset +09:00."""
    return instant.astimezone(JAPAN)


def written(instant: datetime) -> str:
    """`instant` as RFC 3339 text in Japan's offset."""
    return in_japan(instant).isoformat()
