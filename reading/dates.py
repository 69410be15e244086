"""Days and times in a text, Japanese and English, as written: who needs them resolves them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import cache

from reading.days import Day, number
from reading.lexicon import expand, lines, longest

_COUNT_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_COUNTS = {"a": 1, "an": 1, "a couple": 2, "a couple of": 2, "couple": 2, "a few": 3, "few": 3}
_BESIDE = re.compile(
    r"(?: (?:morning|afternoon|evening|night))?[ ,の、(]{0,2}"
    r"(?:at|on|around|about|before|by|@|朝|夜|\([月火水木金土日]\))? ?[ ,)の]?"
)
_UNIT_DAYS = {"日": 1, "にち": 1, "週間": 7, "週": 7, "day": 1, "week": 7, "か月": 30, "month": 30}
_JAPANESE_WEEKDAYS = "月火水木金土日"
_WEEKS = {"先々週": -2, "先週": -1, "前の週": -1, "今週": 0, "来週": 1, "再来週": 2}
_LAST = ("last", "past", "this past", "この前", "こないだ", "前回")
_MONTHS = {"先月": -1, "今月": 0, "来月": 1, "再来月": 2}


@dataclass(frozen=True)
class When:
    """A date or time in a text: `day` and `at` as far as written, or `ago` in minutes before now."""

    start: int
    end: int
    day: Day | None = None
    at: time | None = None
    ago: int | None = None


def dates_in(plain: str) -> list[When]:
    """The days and times of a folded normal form, in order; a time beside a day belongs to it."""
    found: dict[tuple[str, int, int], When] = {}
    for kind, read in _READERS:
        for pattern in _patterns(kind):
            for match in pattern.finditer(plain):
                when = _tried(read, match)
                if when is not None:
                    found.setdefault((kind, when.start, when.end), when)
    whens = [found[span] for span in longest(found)]
    return _joined(plain, whens)


def _tried(read: "Callable[[re.Match[str]], When | None]", match: "re.Match[str]") -> When | None:
    try:
        return read(match)
    except ValueError:
        return None


def _joined(plain: str, whens: list[When]) -> list[When]:
    """Days with the times that stand beside them."""
    kept: list[When] = []
    for when in whens:
        last = kept[-1] if kept else None
        if last is not None and _belong(plain, last, when):
            kept[-1] = When(last.start, when.end, last.day or when.day, last.at or when.at)
        else:
            kept.append(when)
    return kept


def _belong(plain: str, left: When, right: When) -> bool:
    between = plain[left.end : right.start]
    apart = (left.day is None) != (right.day is None) and (left.at is None) != (right.at is None)
    return apart and bool(_BESIDE.fullmatch(between))


@cache
def _patterns(kind: str) -> "tuple[re.Pattern[str], ...]":
    return tuple(re.compile(expand(line)) for at, line in lines("date_patterns") if at == kind)


def _iso(match: "re.Match[str]") -> When:
    return _when(match, Day(int(match["y"]), int(match["m"]), int(match["d"])))


def _japanese(match: "re.Match[str]") -> When:
    year = int(match["y"]) if match["y"] else None
    if year is not None and year < 100:
        year += 2000
    if match["reiwa"]:
        year = 2018 + (1 if match["era"] == "元" else int(match["era"]))
    return _when(match, Day(year, number(match["m"]), number(match["d"])))


def _slash(match: "re.Match[str]") -> When | None:
    first, second = int(match["a"]), int(match["b"])
    # Month first, in Japan as in America; the other way only where it cannot be.
    month, day = (second, first) if first > 12 else (first, second)
    year = int(match["y"]) if match["y"] else None
    return _when(match, Day(year, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _english(match: "re.Match[str]") -> When:
    names = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
    year = int(match["y"]) if match["y"] else None
    return _when(match, Day(year, names.index(match["m"][:3]) + 1, int(match["d"])))


def _named(match: "re.Match[str]") -> When:
    return _when(match, Day(shift=int(str(match.lastgroup)[1:]) - 3))


def _before(match: "re.Match[str]") -> When:
    unit = "か月" if "月" in match["u"] else match["u"]
    days = _count(match["n"]) * _UNIT_DAYS[unit]
    back = match["w"] not in ("後", "ご", "from now", "later", "in")
    return _when(match, Day(shift=-days if back else days))


def _ago(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    if groups.get("now"):
        return When(*match.span(), ago=0)
    if not groups.get("n"):
        return When(*match.span(), ago=30)
    size = 60 if match["u"] in ("時間", "hour", "hr") else 1
    half = size // 2 if groups.get("half") else 0
    return When(*match.span(), ago=_count(match["n"]) * size + half)


def _weekday(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    found = _JAPANESE_WEEKDAYS.index(groups["j"]) if groups.get("j") else names.index(groups["e"][:3])
    week = groups.get("w") or ""
    shift = 1 if week == "next" else _WEEKS.get(week)
    return _when(match, Day(weekday=found, week_shift=shift, before_today=week in _LAST))


def _month_day(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    word = groups.get("w") or {"this": "今月", "last": "先月", "next": "来月"}.get(groups.get("e") or "", "")
    day = 0 if groups.get("last") else number(match["d"])
    return _when(match, Day(day=day, month_shift=_MONTHS.get(word)))


def _time(match: "re.Match[str]") -> When | None:
    groups = match.groupdict()
    if groups.get("word"):
        return When(*match.span(), at=time(12))
    hour, minute = number(match["h"]), int(groups.get("min") or (30 if groups.get("half") else 0))
    part = (groups.get("p") or "").rstrip("の").replace(".", "")
    if part in ("午後", "夕方", "夜", "pm") and hour < 12:
        hour += 12
    elif part in ("午前", "深夜", "am") and hour == 12:
        hour = 0
    return When(*match.span(), at=time(hour, minute)) if hour < 24 else None


def _when(match: "re.Match[str]", day: Day) -> When:
    return When(*match.span(), day=day)


def _count(written: str) -> int:
    if written in _COUNT_WORDS:
        return _COUNT_WORDS.index(written)
    return _COUNTS[written] if written in _COUNTS else number(written)


_READERS: "tuple[tuple[str, Callable[[re.Match[str]], When | None]], ...]" = (
    ("iso", _iso),
    ("japanese", _japanese),
    ("slash", _slash),
    ("english", _english),
    ("named", _named),
    ("before", _before),
    ("ago", _ago),
    ("weekday", _weekday),
    ("month_day", _month_day),
    ("time", _time),
)
