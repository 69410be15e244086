"""Facts to try: instants round every edge, and random facts with gaps and contradictions, by seed."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from oracle_facts import BOOLEANS, PAST, TABLE, WORDS

TICK = timedelta(microseconds=1)
NOWS = (
    "2026-08-07T15:20:00+09:00",
    "2026-05-02T00:00:00+09:00",  # Golden Week, a Saturday
    "2026-05-06T23:59:59.999999+09:00",  # a substitute holiday, its last microsecond
    "2026-05-06T10:00:00-05:00",  # already the 7th in Japan
    "2026-09-22T12:00:00Z",  # Silver Week, the day between two holidays
    "2026-09-24T00:00:00+09:00",
    "2026-12-31T20:00:00Z",  # already the new year in Japan
    "2027-01-04T09:30:00.5+05:30",
    "2028-02-29T09:00:00+09:00",
    "2026-08-08T03:00:00+14:00",  # a Friday in Japan
    "2026-08-09T12:00:00-12:00",  # a Monday in Japan
)
OFFSETS = ("Z", "+09:00", "-05:00", "+14:00", "-12:00", "+05:30", "-00:00", "+23:59")


def written(moment: datetime, offset: str = "+09:00") -> str:
    """The instant as RFC 3339 in the offset."""
    named = "+00:00" if offset == "Z" else offset
    text = moment.astimezone(datetime.fromisoformat(f"2000-01-01T00:00:00{named}").tzinfo).isoformat()
    return text[:-6] + offset


def around(edge: datetime) -> Iterator[datetime]:
    """The microsecond before the edge, the edge, the microsecond after it."""
    yield from (edge - TICK, edge, edge + TICK)


def past_edges(now: datetime) -> list[datetime]:
    """Instants up to `now` round every edge of every window."""
    midnight = now.astimezone(datetime.fromisoformat("2000-01-01T00:00:00+09:00").tzinfo)
    midnight = midnight.replace(hour=0, minute=0, second=0, microsecond=0)
    edges = [now, now - timedelta(hours=6), now - timedelta(hours=24), now - timedelta(days=7)]
    edges += [midnight - timedelta(days=days) for days in range(16)]
    found = {moment for edge in edges for moment in around(edge) if moment <= now}
    return sorted(found | {now - timedelta(days=400)})


def deadlines(now: datetime) -> list[str]:
    """Payment deadlines: instants round `now`, and the days round it."""
    days = [str((now + timedelta(days=days)).date()) for days in (-2, -1, 0, 1)]
    return [written(moment) for moment in around(now)] + days


def release_dates(now: datetime) -> list[str]:
    """Days round `now`."""
    return [str((now + timedelta(days=days)).date()) for days in (-2, -1, 0, 1, 2)]


def partial(rng: random.Random, odd: float = 0.2) -> dict:
    """A random facts object with gaps; a share of `odd` is any facts at all, so any contradiction too."""
    now = datetime.fromisoformat(rng.choice(NOWS))
    facts = {"goal": rng.choice(WORDS["goal"]), "now": written(now, rng.choice(OFFSETS))}
    facts |= _anything(rng, now) if rng.random() < odd else _story(rng, now)
    order = list(facts)
    rng.shuffle(order)
    return {name: facts[name] for name in order}


def _anything(rng: random.Random, now: datetime) -> dict:
    """Any facts, mostly with the policy, mostly contradictory."""
    chance = rng.choice((0.1, 0.25, 0.5))
    names = [name for name in TABLE[2:] if rng.random() < (0.9 if name == "policy" else chance)]
    return {name: value(rng, name, now) for name in names}


def _story(rng: random.Random, now: datetime) -> dict:
    """Facts that fit together, of which some are left out."""
    policy = rng.choice(WORDS["policy"])
    status = rng.choice((*WORDS["status"], *("unshipped", "preparing") * 3))
    request = rng.choice((*WORDS["request"], "none", "rejected"))
    kept = rng.choice((0.5, 0.7, 0.9))
    fits = {
        "seller": policy == "amazon",
        "item": policy == "amiami",
        "opened": status == "delivered",
        "cause": request == "rejected",
        "retried": request == "rejected",
        "requested_at": request != "none",
        "cancelled_at": status == "cancelled" or request == "accepted",
        "sent_back_at": status == "sent_back",
    }
    facts: dict = {"policy": policy, "status": status, "request": request}
    for name in TABLE[2:]:
        if name not in facts and fits.get(name, True):
            facts[name] = value(rng, name, now)
    if facts.get("cause") == "seller" and policy == "amiami":
        facts["cause"] = "system"
    return {name: facts[name] for name in facts if rng.random() < (0.93 if name == "policy" else kept)}


def value(rng: random.Random, name: str, now: datetime):
    """A random legal value of a fact, dates near the edges."""
    if name in WORDS:
        return rng.choice(WORDS[name])
    if name in BOOLEANS:
        return rng.random() < 0.5
    if name in PAST:
        late = now + TICK * rng.choice((1, 10**6)) if rng.random() < 0.03 else rng.choice(past_edges(now))
        return written(late, rng.choice(OFFSETS))
    if name == "payment_deadline":
        return rng.choice(deadlines(now))
    if name == "release_date":
        return rng.choice(release_dates(now))
    return rng.choice((0, 1, 2, 3, 10**30))
