"""Values in words: dates, spans, numbers, money and lists as Japanese and English write them.

The patterns and frames themselves are texts (`format.…` in `wording/formats.yml`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from decision.calendar import Calendar
from decision.instants import JAPAN, parse_date, parse_instant
from wording.errors import WordingError

# English as read in most countries: day before month, a clock of twenty-four hours.
LOCALES = {"ja": Locale("ja"), "en": Locale("en", "GB")}


class Say(Protocol):
    """`Wording.say`."""

    def __call__(self, name: str, language: str, /, **values: object) -> str:
        """The text called `name`."""


@dataclass(frozen=True, slots=True)
class At:
    """When and where something is said: the instant, if it is known, and the time zone of the shop."""

    now: datetime | None = None
    zone: tzinfo = JAPAN


Format = Callable[[Say, str, Any, At], str]


def _text(_say: Say, _language: str, value: Any, _at: At) -> str:
    return str(value)


def _number(_say: Say, language: str, value: Any, _at: At) -> str:
    if isinstance(value, int):
        return f"{value:,}"  # as both languages do; a decimal has no room for any integer at all
    return format_decimal(value, locale=LOCALES[language])


def _money(_say: Say, language: str, value: Any, _at: At) -> str:
    amount, currency = value
    return format_currency(Decimal(amount), currency, locale=LOCALES[language])


def _list(_say: Say, language: str, value: Any, _at: At) -> str:
    return format_list([str(item) for item in value], locale=LOCALES[language])


def _any(_say: Say, language: str, value: Any, _at: At) -> str:
    return format_list([str(item) for item in value], style="or", locale=LOCALES[language])


def _bullets(say: Say, language: str, value: Iterable[object], _at: At) -> str:
    return "\n".join(say("format.bullet", language, item=item) for item in value)


def _as_instant(value: Any, zone: tzinfo) -> datetime:
    """An aware datetime, RFC 3339 text, or a day (its end), as an instant in that zone."""
    if isinstance(value, str):
        value = parse_instant(value) or parse_date(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return Calendar(zone).local(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return Calendar(zone).end(value)
    raise WordingError(f"`{value}` is no instant")


def _as_day(value: Any, zone: tzinfo) -> date:
    """A date, an ISO date, or the day of an instant in that zone."""
    day = (parse_date(value) or parse_instant(value)) if isinstance(value, str) else value
    if isinstance(day, datetime) and day.tzinfo is not None:
        return Calendar(zone).day(day)
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise WordingError(f"`{value}` is no day")


def _pattern(say: Say, language: str, name: str, day: date, at: At) -> str:
    # The year is left out only where `now` shows that it is this one.
    this_year = at.now is not None and Calendar(at.zone).day(at.now).year == day.year
    return say(f"format.{name}" if this_year else f"format.{name}.year", language)


def _date(say: Say, language: str, value: Any, at: At) -> str:
    day = _as_day(value, at.zone)
    return format_date(day, _pattern(say, language, "date", day, at), locale=LOCALES[language])


def _datetime(say: Say, language: str, value: Any, at: At) -> str:
    instant = _as_instant(value, at.zone)
    pattern = _pattern(say, language, "datetime", instant.date(), at)
    written = format_datetime(instant.replace(tzinfo=None), pattern, locale=LOCALES[language])
    return _zoned(say, language, written, instant, at)


def _zoned(say: Say, language: str, written: str, instant: datetime, at: At) -> str:
    """What is written of an instant, with its zone: Japan by name, others by what they add to UTC."""
    if at.zone is JAPAN:
        return say("format.japan_time", language, instant=written)
    minutes = round((instant.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return say("format.other_time", language, instant=written, offset=offset if minutes else "")


def _deadline(say: Say, language: str, value: Any, at: At) -> str:
    """As `datetime`, but a midnight is the end of the day before: nobody misreads that one."""
    instant = _as_instant(value, at.zone)
    if (instant.hour, instant.minute, instant.second, instant.microsecond) != (0, 0, 0, 0):
        return _datetime(say, language, instant, at)
    last = instant - timedelta(days=1)
    day = _date(say, language, last.date(), at)
    return _zoned(say, language, say("format.end_of_day", language, day=day), instant, at)


def _span(say: Say, language: str, value: Any, _at: At) -> str:
    """From an integer (days), or `min_days`, `max_days` and `unit` (fields or keys)."""
    if isinstance(value, int):
        return _counted(say, language, value, value, "days")
    fields = value if isinstance(value, Mapping) else {key: getattr(value, key) for key in _SPAN}
    least, most, unit = (fields[key] for key in _SPAN)
    if least is None or most is None or unit is None:
        raise WordingError("a span of days has no figures")
    return _counted(say, language, least, most, unit)


_SPAN = ("min_days", "max_days", "unit")


def _counted(say: Say, language: str, least: int, most: int, unit: str) -> str:
    plural = LOCALES[language].plural_form(most)
    form = "one" if least == most and plural == "one" else "other"
    name = f"format.{unit}.{form}"
    if least == most:
        return say(name, language, count=_number(say, language, most, At()))
    ends = {"least": _number(say, language, least, At()), "most": _number(say, language, most, At())}
    return say(name, language, count=say("format.range", language, **ends))


FORMATS: dict[str, Format] = {
    "text": _text,
    "number": _number,
    "money": _money,
    "list": _list,
    "any": _any,
    "bullets": _bullets,
    "date": _date,
    "datetime": _datetime,
    "deadline": _deadline,
    "days": _span,
}
