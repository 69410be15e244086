"""A release of which only the month is told, or the season: when it is out at the earliest and the latest."""

import re
from calendar import monthrange
from datetime import date, datetime

from reading.dates import MONTHS, YEARS, month_named
from reading.days import JST
from reading.lexicon import macros
from reading.normal import fold_kana, normalise

_SEASONS = {
    "春": 3,
    "spring": 3,
    "夏": 6,
    "summer": 6,
    "秋": 9,
    "autumn": 9,
    "fall": 9,
    "冬": 12,
    "winter": 12,
}
_MONTH = macros()["month"]
_YEAR = r"(?:(?P<y>20[0-9]{2})(?:年|nen)の?|(?P<yr>再来年|来年|今年)の?)?"
_PERIODS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![0-9/.-])(?P<y>20[0-9]{2})[-/.](?P<m>0?[1-9]|1[0-2])(?![0-9]|[-/.][0-9])",
        rf"{_YEAR}(?<![0-9])(?P<m>[1-9]|1[0-2])月(?![0-9一二三四五六七八九十日末上中下初はじ半]|の[上中下末初終半])",
        rf"{_YEAR}(?P<season>[春夏秋冬])",
        r"(?P<rel>再来月|来月|今月)(?![0-9一二三四五六七八九十末]|の[0-9上中下末初終半])",
        rf"(?<![a-z0-9])(?<![0-9] )(?P<m>{_MONTH})\.?(?![a-z]| ?[0-9]{{1,2}}(?![0-9]))"
        r"(?:,? (?:of )?(?:(?P<y>20[0-9]{2})|(?P<yr>next|this) year))?",
        r"(?<![a-z])(?:(?P<yr>next|this|coming) )?(?P<season>spring|summer|autumn|fall|winter)(?![a-z])"
        r"(?:,? (?:of )?(?P<y>20[0-9]{2}))?",
        r"(?<![a-z])(?P<rel>next|this) month(?![a-z])",
    )
)
_RELEASED = re.compile(
    r"発売|リリース|releas|launch|comes? out|coming out|\bout (?:in|on)\b|pre-?orders? for"
)
_OVER = re.compile(r"発売され|発売した|発売済|もう発売|\b(?:was|were|been) released|\bcame out\b")
_REACH = 30  # characters between the word for the release and the month
_ANSWER = 40  # characters; a longer text is no mere answer


def release_month(text: str, now: datetime, *, asked: bool = False) -> "tuple[date, date] | None":
    """The first and the last day of the month or season in which `text` says that something is released.

    None where it names none, or two. `asked` says that the question was when it is released.
    """
    plain = fold_kana(normalise(text))
    today = now.astimezone(JST).date()
    found = {_period(match, today, over=bool(_OVER.search(plain))) for match in _told(plain, asked=asked)}
    return found.pop() if len(found) == 1 else None


def _told(plain: str, *, asked: bool) -> "list[re.Match[str]]":
    named = [match for pattern in _PERIODS for match in pattern.finditer(plain)]
    if asked and len(plain) <= _ANSWER:
        return named
    words = [match.span() for match in _RELEASED.finditer(plain)]
    return [
        match
        for match in named
        if any(0 <= match.start() - end <= _REACH or 0 <= start - match.end() <= 2 for start, end in words)
    ]


def _period(match: "re.Match[str]", today: date, *, over: bool) -> "tuple[date, date]":
    said = match.groupdict()
    length = 3 if said.get("season") else 1
    if said.get("rel"):
        month = today.month + MONTHS[said["rel"]]
        return _span(today.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    month = _SEASONS[said["season"]] if length > 1 else month_named(said["m"])
    year = int(said["y"]) if said.get("y") else None
    if year is None and said.get("yr") in YEARS and not (length > 1 and said["yr"] in ("next", "this")):
        year = today.year + YEARS[said["yr"]]
    return _span(year, month, length) if year else _nearest(month, length, today, over=over)


def _nearest(month: int, length: int, today: date, *, over: bool) -> "tuple[date, date]":
    """That month of the year that makes it the next one, or the last one where it is over."""
    years = [_span(today.year + shift, month, length) for shift in (-1, 0, 1)]
    if over:
        return [span for span in years if span[0] <= today][-1]
    return next(span for span in years if span[1] >= today)


def _span(year: int, month: int, length: int) -> "tuple[date, date]":
    last = month + length - 1
    year_of_last, last = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(year_of_last, last, monthrange(year_of_last, last)[1])
