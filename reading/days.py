"""From a day as people name it ("28th", 8/28, last Friday) to a date, sensibly placed around today."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")
DAY_END = time(23, 59, 59)
_OLDEST, _NEWEST = 1950, 2098
_KANJI = {numeral: value for value, numeral in enumerate("〇一二三四五六七八九十")}
# A day of the month further back than this is meant of the next month.
_DAYS_BACK = 15


@dataclass(frozen=True)
class Day:
    """A day as written: what is not written is None; `shift` counts days or months from today.

    With `until` it is a part of a month from `day` on (0: to its end), and its last day counts.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None
    month_shift: int | None = None
    weekday: int | None = None
    week_shift: int | None = None
    before_today: bool = False
    year_shift: int | None = None
    until: int | None = None

    @property
    def settled(self) -> bool:
        """Whether a day of the week comes with its week: "last Friday", 先週の金曜."""
        return self.before_today or self.week_shift is not None

    def resolve(self, today: date, past: bool) -> date | None:
        """The date meant: of events the latest not after today, else the nearest; None if there is none."""
        try:
            found = self._resolved(today, past)
        except (ValueError, OverflowError):
            return None
        return found if found and _OLDEST <= found.year <= _NEWEST else None

    def _resolved(self, today: date, past: bool) -> date | None:
        if self.shift is not None:
            return today + timedelta(days=self.shift)
        if self.weekday is not None:
            back = timedelta(days=1 if self.before_today else 0)
            return _weekday(today - back, self.weekday, self.week_shift, past or self.before_today)
        found = None if self.day is None else self._of_month(today, self.day, past)
        if found is None or self.until is None:
            return found
        last = found.replace(day=self.until or calendar.monthrange(found.year, found.month)[1])
        # What is told on the 7th to have been "early this month" was by then.
        return min(last, today) if past and found <= today else last

    def _of_month(self, today: date, day: int, past: bool) -> date | None:
        if self.month_shift is not None:
            return _in_month(today, self.month_shift, day)
        if self.month is None:
            return _day_of_month(today, day, past)
        year = today.year + self.year_shift if self.year_shift is not None else self.year
        if year is not None:
            return date(year, self.month, day)
        return _nearest(today, self.month, day, past)


def number(written: str) -> int:
    """The value of a small number in digits or kanji: 28, 二十八; raises ValueError for other text."""
    if written.isdigit():
        return int(written)
    if any(character not in _KANJI for character in written) or not written:
        raise ValueError(f"`{written}` is no number")
    tens, ten, ones = written.rpartition("十")
    unit = _KANJI[ones] if ones else 0
    return (_KANJI[tens] if tens else 1) * 10 + unit if ten else unit


def _weekday(today: date, weekday: int, week_shift: int | None, past: bool) -> date:
    if week_shift is not None:
        monday = today - timedelta(days=today.weekday())
        return monday + timedelta(days=7 * week_shift + weekday)
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=back) if past else today + timedelta(days=-back % 7)


def _in_month(today: date, shift: int, day: int) -> date:
    months = today.year * 12 + today.month - 1 + shift
    year, month = divmod(months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, last if day == 0 else day)


def _day_of_month(today: date, day: int, past: bool) -> date | None:
    if past:
        found = [_try_month(today, -back, day) for back in range(3)]
        return next((one for one in found if one and one <= today), None)
    found = [_try_month(today, ahead, day) for ahead in range(3)]
    earliest = today - timedelta(days=_DAYS_BACK)
    return next((one for one in found if one and one >= earliest), None)


def _try_month(today: date, shift: int, day: int) -> date | None:
    try:
        return _in_month(today, shift, day)
    except ValueError:
        return None


def _nearest(today: date, month: int, day: int, past: bool) -> date | None:
    found: list[date] = []
    # Eight years reach the next 29 February from anywhere.
    for year in range(today.year - 8, today.year + 9):
        if day <= calendar.monthrange(year, month)[1]:
            found.append(date(year, month, day))
    if past:
        return max((one for one in found if one <= today), default=None)
    return min(found, key=lambda one: abs(one - today), default=None)


def instant(day: date, at: time | None, now: datetime) -> datetime | None:
    """The Japanese instant of an event: a day alone is its end but not after `now`; None if after `now`."""
    moment = datetime.combine(day, at or DAY_END, JST)
    if moment <= now:
        return moment
    today = now.astimezone(JST)
    return today if at is None and day == today.date() else None


def written(moment: datetime) -> str:
    """An instant as RFC 3339 in Japanese time."""
    return moment.astimezone(JST).isoformat(timespec="seconds")
