"""A shop's calendar: the days of its time zone, and which of them are business days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from decision.holidays_table import HOLIDAYS
from decision.instants import DAY, JAPAN

WEEKEND = frozenset({5, 6})  # Saturday and Sunday, as `date.weekday` counts


def _days_of(year: int, words: str) -> list[date]:
    return [date(year, int(words[i : i + 2]), int(words[i + 2 : i + 4])) for i in range(0, len(words), 4)]


@lru_cache(maxsize=256)
def holidays_of(year: int) -> frozenset[date]:
    """Japan's national holidays of `year` (1949-2099), substitute and bridge holidays included."""
    return frozenset(_days_of(year, HOLIDAYS[year]))


@dataclass(frozen=True, eq=False)
class Calendar:
    """`closed` are weekdays without business (0 is Monday), `holidays` gives those of a year besides."""

    zone: tzinfo = JAPAN
    closed: frozenset[int] = WEEKEND
    holidays: Callable[[int], frozenset[date]] = holidays_of

    def local(self, instant: datetime) -> datetime:
        """The same instant, with the offset that the zone has then."""
        there = instant.astimezone(self.zone)
        # A fixed offset: two instants of one zone would be compared by their clocks alone.
        return (
            there if self.zone is JAPAN else there.replace(tzinfo=timezone(there.utcoffset() or timedelta()))
        )

    def day(self, instant: datetime) -> date:
        """The day at `instant` (aware)."""
        return instant.astimezone(self.zone).date()

    def start(self, day: date) -> datetime:
        """The midnight at which `day` begins."""
        return self.local(datetime(day.year, day.month, day.day, tzinfo=self.zone))

    def end(self, day: date) -> datetime:
        """The midnight at which `day` ends."""
        return _end_of(self, day)

    def is_business_day(self, day: date) -> bool:
        """Whether the shop works on `day`."""
        return day.weekday() not in self.closed and day not in self.holidays(day.year)

    def end_of_days(self, start: datetime, count: int) -> datetime:
        """The midnight that closes the `count`-th day after the day of `start`."""
        return self.end(self.day(start) + timedelta(days=count))

    def business_days(self, start: datetime, count: int) -> "BusinessDays":
        """`count` business days after the day of `start`."""
        return _business_days(self, self.day(start), count)


JAPANESE = Calendar()


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """Business days in a row: the midnight that closes the last, and the days off between, as ISO dates."""

    end: datetime
    days_off: tuple[str, ...]


@lru_cache(maxsize=4096)
def _business_days(calendar: Calendar, day: date, count: int) -> BusinessDays:
    end = calendar.end(nth_business_day_after(day, count, calendar))
    between = (day + DAY * n for n in range(1, (calendar.day(end) - day).days))
    return BusinessDays(end, tuple(str(one) for one in between if not calendar.is_business_day(one)))


@lru_cache(maxsize=4096)
def _end_of(calendar: Calendar, day: date) -> datetime:
    return calendar.start(day + DAY)


def nth_business_day_after(day: date, count: int, calendar: Calendar = JAPANESE) -> date:
    """The `count`-th business day after `day`; `day` itself does not count."""
    while count > 0:
        day += DAY
        count -= calendar.is_business_day(day)
    return day
