"""Values in words: dates, spans, numbers, money and lists as Japanese and English write them.

The patterns and frames themselves are texts (`format.…` in `wording/formats.yml`).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from decision.instants import end_of, in_japan, japanese_day, parse_date, parse_instant
from wording.errors import WordingError

# English as read in most countries: day before month, a clock of twenty-four hours.
LOCALES = {"ja": Locale("ja"), "en": Locale("en", "GB")}


class Say(Protocol):
    """`Wording.say`."""

    def __call__(self, name: str, language: str, /, **values: object) -> str:
        """The text called `name`."""


Format = Callable[[Say, str, Any, datetime | None], str]


def _text(_say: Say, _language: str, value: Any, _now: datetime | None) -> str:
    return str(value)


def _number(_say: Say, language: str, value: Any, _now: datetime | None) -> str:
    if isinstance(value, int):
        return f"{value:,}"  # as both languages do; a decimal has no room for any integer at all
    return format_decimal(value, locale=LOCALES[language])


def _money(_say: Say, language: str, value: Any, _now: datetime | None) -> str:
    amount, currency = value
    return format_currency(Decimal(amount), currency, locale=LOCALES[language])


def _list(_say: Say, language: str, value: Any, _now: datetime | None) -> str:
    return format_list([str(item) for item in value], locale=LOCALES[language])


def _any(_say: Say, language: str, value: Any, _now: datetime | None) -> str:
    return format_list([str(item) for item in value], style="or", locale=LOCALES[language])


def _bullets(say: Say, language: str, value: Iterable[object], _now: datetime | None) -> str:
    return "\n".join(say("format.bullet", language, item=item) for item in value)


def _as_instant(value: Any) -> datetime:
    """An aware datetime, RFC 3339 text, or a day (its end), as an instant in Japan."""
    if isinstance(value, str):
        value = parse_instant(value) or parse_date(value)
    if isinstance(value, datetime) and value.tzinfo is not None:
        return in_japan(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return end_of(value)
    raise WordingError(f"`{value}` is no instant")


def _as_day(value: Any) -> date:
    """A date, an ISO date, or the Japanese day of an instant."""
    day = (parse_date(value) or parse_instant(value)) if isinstance(value, str) else value
    if isinstance(day, datetime) and day.tzinfo is not None:
        return japanese_day(day)
    if isinstance(day, date) and not isinstance(day, datetime):
        return day
    raise WordingError(f"`{value}` is no day")


def _pattern(say: Say, language: str, name: str, day: date, now: datetime | None) -> str:
    # The year is left out only where `now` shows that it is this one.
    this_year = now is not None and japanese_day(now).year == day.year
    return say(f"format.{name}" if this_year else f"format.{name}.year", language)


def _date(say: Say, language: str, value: Any, now: datetime | None) -> str:
    day = _as_day(value)
    return format_date(day, _pattern(say, language, "date", day, now), locale=LOCALES[language])


def _datetime(say: Say, language: str, value: Any, now: datetime | None) -> str:
    instant = _as_instant(value)
    pattern = _pattern(say, language, "datetime", instant.date(), now)
    written = format_datetime(instant.replace(tzinfo=None), pattern, locale=LOCALES[language])
    return say("format.japan_time", language, instant=written)


def _deadline(say: Say, language: str, value: Any, now: datetime | None) -> str:
    """As `datetime`, but a midnight is the end of the day before: nobody misreads that one."""
    instant = _as_instant(value)
    if (instant.hour, instant.minute, instant.second, instant.microsecond) != (0, 0, 0, 0):
        return _datetime(say, language, instant, now)
    day = _date(say, language, instant.date() - timedelta(days=1), now)
    return say("format.japan_time", language, instant=say("format.end_of_day", language, day=day))


def _span(say: Say, language: str, value: Any, _now: datetime | None) -> str:
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
        return say(name, language, count=_number(say, language, most, None))
    ends = {"least": _number(say, language, least, None), "most": _number(say, language, most, None)}
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
