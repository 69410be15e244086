"""Which fact a date in a text belongs to, by the words beside it, and its value."""

import re
from datetime import datetime, timedelta

from reading.dates import When, dates_in
from reading.days import JST, Day, instant, written
from reading.finds import Find
from reading.lexicon import longest, matches
from reading.model import FactRead

PAST_FACTS = ("requested_at", "cancelled_at", "sent_back_at")
DATE_FACTS = ("release_date", "payment_deadline", *PAST_FACTS)
# Farther apart, a word and a date have nothing to do with each other.
_REACH = 40
_WALL = re.compile(r"[。.!?;](?: |$)|[。!?]")
_FENCE = re.compile(r"[、,]|けど|のに|ので|から|たら| but | and | then | so |けれど|が、")


def dated_facts(plain: str, said: list[Find], now: datetime) -> list[FactRead]:
    """The date facts of a folded normal form, offsets in it: at most one each, the first that has a value."""
    cues = cues_in(plain, said)
    reads: dict[str, FactRead] = {}
    for when in dates_in(plain):
        fact = nearest(plain, when, cues)
        value = value_of(when, fact, now) if fact in DATE_FACTS else None
        if fact is not None and value is not None:
            reads.setdefault(fact, FactRead(fact, value, when.start, when.end))
    return list(reads.values())


def value_of(when: When, fact: str, now: datetime) -> str | None:
    """A date as the JSON value of a date fact, or None where it cannot be one (an event in the future)."""
    if fact in PAST_FACTS:
        moment = _moment(when, now)
        return written(moment) if moment else None
    if when.ago is not None:
        return None
    day = (when.day or Day(shift=0)).resolve(now.astimezone(JST).date(), past=False)
    if day is None or (when.day is None and fact == "release_date"):
        return None
    if fact == "payment_deadline" and when.at is not None:
        return written(datetime.combine(day, when.at, JST))
    return day.isoformat()


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


def cues_in(plain: str, said: list[Find]) -> list[tuple[str, int, int]]:
    """Spans of words that can own a date, with the fact; `other` owns dates that are nobody's fact."""
    cues = list(longest(matches("when", plain)))
    for find in said:
        owner = _OWNERS.get((find.fact, find.value))
        if owner or find.fact in ("status", "paid"):
            cues.append((owner or "other", find.start, find.end))
    return cues


_OWNERS = {
    ("request", "pending"): "requested_at",
    ("request", "accepted"): "cancelled_at",
    ("status", "cancelled"): "cancelled_at",
    ("status", "sent_back"): "sent_back_at",
}


def nearest(plain: str, when: When, cues: list[tuple[str, int, int]]) -> str | None:
    """The owner of the cue that a date stands nearest to, as `cues_in` gives them; None where all are far."""
    near = [(_distance(plain, when, start, end), start - end, owner) for owner, start, end in cues]
    near = [one for one in near if one[0] <= _REACH]
    return min(near)[2] if near else None


def _distance(plain: str, when: When, start: int, end: int) -> int:
    """How far a date is from a word: characters between, more across a comma, no way across a full stop."""
    if start < when.end and when.start < end:
        return 0
    after = start >= when.end
    between = plain[when.end : start] if after else plain[end : when.start]
    if len(between) > _REACH or _WALL.search(between):
        return _REACH + 1
    japanese = not re.search("[a-z]", between + plain[when.start : when.end]) or bool(
        re.search("[ぁ-ん]", between)
    )
    # A Japanese verb follows its date, an English one goes before; a topic with は goes before in both.
    against = (not after and not re.match(r"(?:日)?(?:は|が|:|：| is| was)", between)) if japanese else after
    return len(between) + 12 * len(_FENCE.findall(between)) + (6 if against else 0)
