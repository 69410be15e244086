"""Days and times in a text, Japanese and English, as written: who needs them resolves them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time
from functools import cache

from reading.days import Day, number
from reading.lexicon import expand, lines, longest
from reading.moments import SMALL_HOURS, When, joined, with_part

_COUNT_WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_COUNTS = {"a": 1, "an": 1, "a couple": 2, "a couple of": 2, "couple": 2, "a few": 3, "few": 3, "数": 3}
_COUNTS["several"] = 3
_FEW = ("a few", "few", "数", "several")
_JAPANESE = re.compile("[ぁ-んァ-ヶ一-龯]")
_OR = re.compile(r"[0-9一二三四五][、,かー~・-]$|\bor $")
_HALVES = {
    **dict.fromkeys(("午後", "昼", "夕方", "pm", "夕"), "later"),
    **dict.fromkeys(("午前", "朝", "早朝", "am"), "earlier"),
    **dict.fromkeys(("夜", "晩", "深夜", "夜中"), "night"),
}
_UNIT_DAYS = {"日": 1, "にち": 1, "週間": 7, "週": 7, "day": 1, "week": 7, "か月": 30, "month": 30}
_JAPANESE_WEEKDAYS = "月火水木金土日"
_WEEKS = {
    "before last": -2,
    "一週間前": -1,
    "1週間前": -1,
    "二週間前": -2,
    "2週間前": -2,
    "先々週": -2,
    "先週": -1,
    "前の週": -1,
    "今週": 0,
    "来週": 1,
    "再来週": 2,
}
_LAST = ("last", "past", "this past", "この前", "こないだ", "前回")
MONTHS = {"先月": -1, "今月": 0, "来月": 1, "再来月": 2, "last": -1, "this": 0, "next": 1}
MONTHS.update({"sengetsu": -1, "kongetsu": 0, "raigetsu": 1})
YEARS = {"一昨年": -2, "去年": -1, "昨年": -1, "今年": 0, "本年": 0, "来年": 1, "再来年": 2}
YEARS.update({"last": -1, "this": 0, "next": 1})
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 0), "end": (25, 0)}


def dates_in(plain: str) -> list[When]:
    """The days and times of a folded normal form, in order; a time beside a day belongs to it."""
    found: dict[tuple[str, int, int], When] = {}
    for kind, read in _READERS:
        for pattern in _patterns(kind):
            for match in pattern.finditer(plain):
                when = _tried(read, match)
                if when is not None:
                    found.setdefault((kind, when.start, when.end), when)
    whens = [replace(found[span], rough=_rough(plain, found[span])) for span in longest(found)]
    return [with_part(plain, when) for when in joined(plain, whens) if when.day or not when.bare]


def _rough(plain: str, when: When) -> bool:
    """Whether the count is only about: 数日前, 2、3日前, "a few days ago", "a month ago"."""
    return when.rough or bool(_OR.search(plain[max(0, when.start - 4) : when.start]))


def _tried(read: "Callable[[re.Match[str]], When | None]", match: "re.Match[str]") -> When | None:
    try:
        return read(match)
    except ValueError:
        return None


@cache
def _patterns(kind: str) -> "tuple[re.Pattern[str], ...]":
    return tuple(re.compile(expand(line)) for at, line in lines("date_patterns") if at == kind)


def _iso(match: "re.Match[str]") -> When:
    return _when(match, Day(int(match["y"]), int(match["m"]), int(match["d"])))


def _japanese(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if year is not None and year < 100:
        year += 2000
    if groups.get("era"):
        year = 2018 + (1 if groups["era"] == "元" else number(groups["era"]))
    shift = YEARS.get(groups.get("yr") or "")
    return _when(match, Day(year, number(match["m"]), number(match["d"]), year_shift=shift))


def _slash(match: "re.Match[str]") -> When | None:
    first, second = int(match["a"]), int(match["b"])
    day_first = _day_first(match)
    month, day = (second, first) if day_first else (first, second)
    year = int(match["y"]) if match["y"] else None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return replace(_when(match, Day(year, month, day)), rough=day_first is None and month != day)


def _day_first(match: "re.Match[str]") -> bool | None:
    """Whether the day stands first; None where both are possible, and month first is only likelier.

    Japan puts the month first, unless the year stands behind; elsewhere another date beside it may tell.
    """
    first, second = int(match["a"]), int(match["b"])
    if first > 12 or second > 12:
        return first > 12
    if not match["y"] and _JAPANESE.search(match.string):
        return False
    beside = [(int(one["a"]), int(one["b"])) for one in _slashes(match.string)]
    told = {a > 12 for a, b in beside if (a > 12) != (b > 12)}
    return told.pop() if len(told) == 1 else None


def _slashes(plain: str) -> "Iterator[re.Match[str]]":
    return (match for pattern in _patterns("slash") for match in pattern.finditer(plain))


def _english(match: "re.Match[str]") -> When:
    year, shift = int(match["y"]) if match["y"] else None, YEARS.get(match["yr"] or "")
    return _when(match, Day(year, month_named(match["m"]), int(match["d"]), year_shift=shift))


def month_named(written: str) -> int:
    """A month by its number or its English name, whole or short."""
    return _MONTH_NAMES.index(written[:3]) + 1 if written[:3] in _MONTH_NAMES else number(written)


def _part_of_month(match: "re.Match[str]") -> When:
    """上旬, "late May", 月末: its last day, which only the end of a month says for sure."""
    groups = match.groupdict()
    part = next(name for name in _PARTS if groups.get(name))
    first, until = _PARTS[part]
    month = month_named(groups["m"]) if groups.get("m") else 12 if groups.get("year") else None
    shift = MONTHS.get(groups.get("w") or "")
    years = YEARS.get(groups.get("yr") or "")
    day = Day(None, month, first, month_shift=shift, year_shift=years, until=until)
    return replace(_when(match, day), rough=part != "end" or bool(groups.get("year") or groups.get("about")))


def _named(match: "re.Match[str]") -> When:
    return _when(match, Day(shift=int(str(match.lastgroup)[1:]) - 3))


def _before(match: "re.Match[str]") -> When:
    unit = "か月" if "月" in match["u"] else match["u"]
    days = _count(match["n"]) * _UNIT_DAYS[unit]
    back = match["w"] not in ("後", "ご", "from now", "from today", "later", "in", "あと", "left")
    rough = match["n"] in _FEW or unit in ("か月", "month")
    return replace(_when(match, Day(shift=-days if back else days)), rough=rough)


def _ago(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    if groups.get("now"):
        return When(*match.span(), ago=0, minutes=True)
    if groups.get("halfday"):
        return When(*match.span(), ago=12 * 60)
    if not groups.get("n"):
        return When(*match.span(), ago=30, minutes=True)
    size = 60 if match["u"] in ("時間", "hour", "hr", "h") else 1
    half = size // 2 if groups.get("half") else 0
    minutes, rough = size == 1 or half > 0, match["n"] in _FEW
    return When(*match.span(), ago=_count(match["n"]) * size + half, minutes=minutes, rough=rough)


def _weekday(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    found = _JAPANESE_WEEKDAYS.index(groups["j"]) if groups.get("j") else names.index(groups["e"][:3])
    week = groups.get("w") or ""
    shift = {"next": 1, "last week": -1, "this week": 0}.get(week, _WEEKS.get(week))
    return _when(match, Day(weekday=found, week_shift=shift, before_today=week in _LAST))


def _weekend(match: "re.Match[str]") -> When:
    word = match["w"] or ""
    shift = {"先": -1, "前の": -1, "last": -1, "今": 0, "this": 0, "来": 1, "next": 1}.get(word)
    return replace(_when(match, Day(weekday=6, week_shift=shift)), rough=True)


def _month_day(match: "re.Match[str]") -> When:
    groups = match.groupdict()
    word = groups.get("w") or groups.get("e") or ""
    day = 0 if groups.get("last") else number(match["d"])
    return _when(match, Day(day=day, month_shift=MONTHS.get(word)))


def _time(match: "re.Match[str]") -> When | None:
    groups = match.groupdict()
    if groups.get("word"):
        return When(*match.span(), at=time(12))
    hour, written = number(match["h"]), groups.get("min")
    part = _HALVES.get((groups.get("p") or "").rstrip("の").replace(".", ""))
    if (part == "later" and hour < 12) or (part == "night" and SMALL_HOURS <= hour < 12):
        hour += 12
    elif part in ("earlier", "night") and hour == 12:
        hour = 0
    if hour >= 24:
        return None
    at = time(hour, int(written or (30 if groups.get("half") else 0)))
    minutes = bool(written or groups.get("half"))
    return When(*match.span(), at=at, part=part, minutes=minutes, bare=bool(groups.get("bare")))


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
    ("part_of_month", _part_of_month),
    ("weekend", _weekend),
    ("time", _time),
)
