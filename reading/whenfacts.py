"""Which fact a date in a text belongs to, by the words beside it, and its value."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date, datetime, timedelta

from reading.context import DOUBTED, hedged
from reading.dates import dates_in
from reading.days import JST, Day, instant, written
from reading.finds import Find
from reading.lexicon import longest, matches
from reading.model import DOUBTFUL, SURE, FactRead
from reading.moments import When
from reading.superseded import superseded

PAST_FACTS = ("requested_at", "cancelled_at", "sent_back_at")
DATE_FACTS = ("release_date", "payment_deadline", *PAST_FACTS)
# Farther apart, a word and a date have nothing to do with each other.
_REACH = 40
# No words that own a date are longer.
_LONGEST = 200
_TENSES = {
    "to_come": re.compile(
        r"\b(?:will|going to|gonna|set to|scheduled|supposed to|upcoming|comes? out|coming out|releases)\b"
        r"|'ll |is (?:being |to be )?releas(?:ed|ing)|not (?:yet )?(?:out|released)|hasn't"
    ),
    "over": re.compile(
        r"\b(?:was|were|been|already|got) (?:released|launched|out)\b|\bcame out\b|\bit released\b"
    ),
}
_WALL = re.compile(r"[。.!?;](?: |$)|[。!?]")
# A noun right in front of a date is its name: 期限11/30, 発売日 12/20.
_DAY_NOUN = re.compile("(?:期限|期日|きげん|締め?切り?|〆切|日|び)$")
# A sentence of a date alone is about the one before it.
_NEXT = re.compile("[^。.!?、,]{0,6}[。.!?] ?(?:それは|それが|it was |that was )?(?:on )?")
_NOTHING_ELSE = re.compile("(?:です|でした|だった|のことです|頃|ごろ|くらい|ぐらい){0,2}[。.!?]|$")
_COMMA = re.compile("[、,。.]|$")
_FENCE = re.compile(r"[、,]|けど|のに|ので|から|たら| but | and | then | so |けれど|が、")


def dated_facts(plain: str, told: list[Find], now: datetime) -> list[FactRead]:
    """The date facts of a folded normal form, offsets in it: at most one each, the first that has a value."""
    cues = cues_in(plain, told)
    doubted = {(find.start, find.end) for find in told if find.standing == DOUBTED}
    reads: dict[str, FactRead] = {}
    dates = dates_in(plain)
    gone = superseded(plain, dates)
    for when in dates:
        if when in gone:
            continue
        cue = _nearest_cue(plain, when, cues) or _inherited(plain, when, gone, cues)
        value = value_of(when, cue[0], now, _tense(plain, when)) if cue and cue[0] in DATE_FACTS else None
        if cue and value:
            certainty = DOUBTFUL if cue[1:] in doubted or _vague(plain, when, now) else SURE
            precision = when.precision if "T" in value else "day"
            reads.setdefault(cue[0], FactRead(cue[0], value, when.start, when.end, certainty, precision))
    return list(reads.values())


def _inherited(
    plain: str, when: When, gone: "dict[When, When | None]", cues: list[tuple[str, int, int]]
) -> tuple[str, int, int] | None:
    """The words that own the date in whose place `when` was put."""
    before = next((one for one, instead in gone.items() if instead == when), None)
    return _nearest_cue(plain, before, cues) if before else None


def _vague(plain: str, when: When, now: datetime) -> bool:
    """Whether a date is only about right: in words, or a Friday named on a Friday."""
    today = now.astimezone(JST).weekday()
    this_or_last = when.day is not None and when.day.weekday == today and not when.day.settled
    return this_or_last or when.rough or hedged(plain, when.start, when.end)


def _tense(plain: str, when: When) -> str | None:
    """Whether a release on that day is told as `to_come` or as `over`; None where the words are silent."""
    before = plain[max(0, when.start - _REACH) : when.start]
    return next((tense for tense, words in _TENSES.items() if words.search(before)), None)


def value_of(when: When, fact: str, now: datetime, tense: str | None = None) -> str | None:
    """A date as the JSON value of a date fact, or None where it cannot be one (an event in the future).

    `tense` is that of a release: of a day without its month it decides which month is meant.
    """
    if fact in PAST_FACTS:
        moment = _moment(when, now)
        return written(moment) if moment else None
    if when.ago is not None:
        return None
    if fact == "release_date":
        day = _released(when.day, now, tense) if when.day else None
    else:
        day = (when.day or Day(shift=0)).resolve(now.astimezone(JST).date(), past=False)
    if day is None:
        return None
    if fact == "payment_deadline" and when.at is not None:
        return written(datetime.combine(day, when.at, JST))
    return day.isoformat()


def _released(day: Day, now: datetime, tense: str | None) -> date | None:
    today = now.astimezone(JST).date()
    # A release told by a part of a month is reckoned from its first day: no earlier one is to be missed.
    first = replace(day, until=None) if tense != "over" else day
    found = first.resolve(today, past=tense == "over")
    if (
        found
        and found < today
        and tense == "to_come"
        and day.month is None
        and day.day
        and not day.month_shift
    ):
        return Day(day=day.day, month_shift=1).resolve(today, past=False)
    return found


def _moment(when: When, now: datetime) -> datetime | None:
    if when.ago is not None:
        return now - timedelta(minutes=when.ago)
    today = now.astimezone(JST).date()
    day = (when.day or Day(shift=0)).resolve(today, past=True)
    if day is None:
        return None
    moment = instant(day, when.at, now)
    if moment is None and when.day is None:
        # A time alone that today has not reached was yesterday's.
        return instant(day - timedelta(days=1), when.at, now)
    return moment


def cues_in(plain: str, told: list[Find]) -> list[tuple[str, int, int]]:
    """Words that can own a date: (fact, start, end) by place; `other` owns dates that are nobody's fact."""
    cues = list(longest(matches("when", plain)))
    for find in told:
        owner = OWNERS.get((find.fact, find.value))
        if owner or find.fact in ("status", "paid", "invoiced"):
            cues.append((owner or "other", find.start, find.end))
    return sorted(cues, key=_begin)


def _begin(cue: tuple[str, int, int]) -> int:
    return cue[1]


# The date facts that states have, the last state in the life of an order first.
OWNERS = {
    ("status", "sent_back"): "sent_back_at",
    ("status", "cancelled"): "cancelled_at",
    ("request", "accepted"): "cancelled_at",
    ("request", "pending"): "requested_at",
}


def nearest(plain: str, when: When, cues: list[tuple[str, int, int]]) -> str | None:
    """The owner of the cue that a date stands nearest to, as `cues_in` gives them; None where all are far."""
    cue = _nearest_cue(plain, when, sorted(cues, key=_begin))
    return cue[0] if cue else None


def _nearest_cue(plain: str, when: When, cues: list[tuple[str, int, int]]) -> tuple[str, int, int] | None:
    first = bisect_left(cues, when.start - _REACH - _LONGEST, key=_begin)
    around = cues[first : bisect_right(cues, when.end + _REACH, key=_begin)]
    near = [(_distance(plain, when, *cue[1:]), cue[1] - cue[2], cue) for cue in around]
    near = [one for one in near if one[0] <= _REACH]
    return min(near)[2] if near else None


def _distance(plain: str, when: When, start: int, end: int) -> int:
    """How far a date is from a word: characters between, more across a comma, no way across a full stop."""
    if start < when.end and when.start < end:
        return 0
    after = start >= when.end
    between = plain[when.end : start] if after else plain[end : when.start]
    if not after and _NEXT.fullmatch(between) and _NOTHING_ELSE.match(plain, when.end):
        return 2  # 拒否しました。3日前です。
    if len(between) > _REACH or _WALL.search(between):
        return _REACH + 1
    japanese = not re.search("[a-z]", between + plain[when.start : when.end]) or bool(
        re.search("[ぁ-ん]", between)
    )
    if japanese and not after and not between.strip(" :") and _DAY_NOUN.search(plain[start:end]):
        return 0
    if not after and between.strip() in ("、", ",") and _COMMA.match(plain, when.end):
        return 1  # "request sent, an hour ago, not shipped"
    # A Japanese verb follows its date, an English one goes before; a topic with は goes before in both.
    against = (not after and not re.match(r"(?:日)?(?:は|が|:|：| is| was)", between)) if japanese else after
    against = against or (japanese and between == "で")  # 期限は30日でまだ払っていない
    return len(between) + 12 * len(_FENCE.findall(between)) + (6 if against else 0)
