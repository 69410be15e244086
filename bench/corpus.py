"""Complete facts for the benchmarks: seeded, no two alike, over both policies, `now` over three years."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from decision.instants import JAPAN
from decision.vocabulary import BY_NAME, GOALS

FIRST = datetime(2025, 1, 1, tzinfo=JAPAN)
MICROSECONDS = 3 * 365 * 86_400 * 10**6
OFFSETS = ("+09:00", "+09:00", "+09:00", "Z", "-05:00")


def complete(seed: int, count: int) -> Iterator[dict[str, object]]:
    """`count` facts objects as JSON values in which every fact that exists is given."""
    rng = random.Random(seed)
    for _ in range(count):
        yield _one(rng)


def _one(rng: random.Random) -> dict[str, object]:
    now = FIRST + timedelta(microseconds=rng.randrange(MICROSECONDS))
    offset = rng.choice(OFFSETS)  # a shop's system writes all its instants alike
    policy = rng.choice(("amiami", "amazon"))
    status = rng.choice(BY_NAME["status"].values)
    request = rng.choice(BY_NAME["request"].values)
    facts: dict[str, object] = {
        "goal": rng.choice(GOALS),
        "now": _written(rng, offset, now),
        "policy": policy,
    }
    shop = "seller" if policy == "amazon" else "item"
    facts |= {shop: rng.choice(BY_NAME[shop].values), "status": status}
    if status == "delivered":
        facts["opened"] = rng.random() < 0.5
    facts |= {name: rng.random() < 0.5 for name in ("paid", "invoiced", "modifiable")}
    facts["release_date"] = str((now + timedelta(days=rng.randint(-60, 60))).date())
    facts["payment_deadline"] = _written(rng, offset, now + timedelta(hours=rng.randint(-200, 200)))
    facts["request"] = request
    if request == "rejected":
        causes = BY_NAME["cause"].values
        facts["cause"] = rng.choice([one for one in causes if one != "seller" or _third_party(facts)])
        facts["retried"] = rng.random() < 0.5
    facts |= {name: _written(rng, offset, _past(rng, now)) for name in _instants(status, request)}
    facts["payment_method"] = rng.choice(BY_NAME["payment_method"].values)
    facts["recent_cancellations"] = rng.choice((0, 0, 0, 1, 2, 3, 5))
    return facts


def _third_party(facts: dict[str, object]) -> bool:
    return facts.get("seller") == "marketplace"


def _instants(status: str, request: str) -> Iterator[str]:
    if request != "none":
        yield "requested_at"
    if status == "cancelled" or request == "accepted":
        yield "cancelled_at"
    if status == "sent_back":
        yield "sent_back_at"


def _past(rng: random.Random, now: datetime) -> datetime:
    return now - timedelta(seconds=rng.randrange(14 * 86_400), microseconds=rng.randrange(10**6))


def _written(rng: random.Random, offset: str, instant: datetime) -> str:
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo
    text = instant.astimezone(zone).isoformat(
        timespec=rng.choice(("seconds", "milliseconds", "microseconds"))
    )
    return text[:-6] + offset
