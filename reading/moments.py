"""A day, a time beside it and the part of the day: one moment, as exactly as it was said."""

import re
from dataclasses import dataclass, replace
from datetime import time

from reading.days import Day

# Before five, "at night" is the morning after.
SMALL_HOURS, _DAYTIME = 5, 7
_PARTS = {
    "night": re.compile("[夜晩]|ゆうべ|夕べ|未明|night|evening"),
    "afternoon": re.compile("午後|夕方|昼過ぎ|afternoon"),
    "noon": re.compile("昼|noon|lunch"),
    "morning": re.compile("朝|けさ|午前|morning"),
}
_PART_BEHIND = re.compile(
    r"(?:\([月火水木金土日]\))?の?(?:早朝|朝|午前中?|お?昼(?:前|過ぎ|頃|ごろ|間)?|午後|夕方|夜(?:中|遅く)?|晩|深夜|未明)"
    r"|,? (?:in the |at |late |early )?(?:morning|afternoon|evening|night|noon|lunch ?time)(?![a-z])"
)
_BESIDE = re.compile(
    r"(?: (?:morning|afternoon|evening|night))?[ ,の、(]{0,2}"
    r"(?:at|on|around|about|before|by|@|朝|夜|\([月火水木金土日]\))? ?[ ,)の]?"
)


@dataclass(frozen=True)
class When:
    """A date or time in a text: `day` and `at` as far as written, or `ago` in minutes before now.

    `part` says which part of the day (`night`, …), `minutes` that the minutes were written, `rough` that
    the words are (数日前), `bare` that an hour says nothing but beside a day ("at 8").
    """

    start: int
    end: int
    day: Day | None = None
    at: time | None = None
    ago: int | None = None
    part: str | None = None
    minutes: bool = False
    rough: bool = False
    bare: bool = False

    @property
    def precision(self) -> str:
        """How exactly the moment is said: `minute`, `hour`, `part` of a day or `day`."""
        if self.at is None and self.ago is None:
            return "part" if self.part else "day"
        return "minute" if self.minutes else "hour"


def joined(plain: str, whens: list[When]) -> list[When]:
    """Days with the times that stand beside them."""
    kept: list[When] = []
    for when in whens:
        last = kept[-1] if kept else None
        if last is not None and _belong(plain, last, when):
            kept[-1] = _together(plain, last, when)
        else:
            kept.append(when)
    return kept


def _together(plain: str, left: When, right: When) -> When:
    """A day and the time beside it; at ten of a night is 22:00, at two of it the next day's 2:00."""
    day, timed = (left, right) if left.at is None else (right, left)
    at, shown = timed.at, day.day
    part = _part(plain[left.start : right.end])
    if at is not None and not timed.part and part in ("afternoon", "night") and at.hour < 12:
        if at.hour >= SMALL_HOURS:
            at = at.replace(hour=at.hour + 12)
        elif shown is not None and shown.shift is not None:
            shown = replace(shown, shift=shown.shift + 1)
    rough = day.rough
    if timed.bare and part is None and at is not None:
        # "Yesterday around 3" is hardly at night, but nobody knows.
        rough, at = True, at.replace(hour=at.hour + 12) if at.hour < _DAYTIME else at
    return When(left.start, right.end, shown, at, part=part, minutes=timed.minutes, rough=rough)


def _belong(plain: str, left: When, right: When) -> bool:
    between = plain[left.end : right.start]
    apart = (left.day is None) != (right.day is None) and (left.at is None) != (right.at is None)
    return apart and bool(_BESIDE.fullmatch(between))


def with_part(plain: str, when: When) -> When:
    """The day with the part of it that is written in it or behind it: 昨夜, 昨日の夜, "yesterday evening"."""
    if when.day is None or when.at is not None:
        return when
    behind = _PART_BEHIND.match(plain, when.end)
    part = _part(behind[0] if behind else plain[when.start : when.end])
    return replace(when, part=part, end=behind.end() if behind and part else when.end)


def _part(words: str) -> str | None:
    return next((part for part, pattern in _PARTS.items() if pattern.search(words)), None)
