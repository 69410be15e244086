"""Japanese business days: Monday to Friday and no national holiday."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from decision.holidays_table import HOLIDAYS
from decision.instants import end_of, japanese_day

SATURDAY = 5


def _days_of(year: int, words: str) -> list[date]:
    return [date(year, int(words[i : i + 2]), int(words[i + 2 : i + 4])) for i in range(0, len(words), 4)]


@lru_cache(maxsize=256)
def holidays_of(year: int) -> frozenset[date]:
    """The national holidays of `year` (1949-2099), substitute and bridge holidays included."""
    return frozenset(_days_of(year, HOLIDAYS[year]))


def is_business_day(day: date) -> bool:
    """Whether offices work in Japan on `day`."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


@lru_cache(maxsize=4096)
def nth_business_day_after(day: date, count: int) -> date:
    """The `count`-th business day after `day`; `day` itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_business_day(day)
    return day


def end_of_business_days(start: datetime, count: int) -> datetime:
    """The midnight that closes the `count`-th business day after the Japanese date of `start`."""
    return end_of(nth_business_day_after(japanese_day(start), count))
