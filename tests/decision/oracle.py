"""A second, independent implementation of the contract: brute force over everything that is not known.

`oracle(facts)` gives the fields that the contract fixes: for a decision step, until, contact, fallback,
refund, warnings (a set) and assumed; for a question ask, possible and assumed; for an error its fields.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache

from oracle_facts import BOOLEANS, TABLE, WORDS, clashes, end_of_business_day, japanese, with_implied, wrong
from oracle_rules import Known, Missing, refund, rule, warnings

STEPS = ("cancel", "refuse_delivery", "return", "contact_support", "wait", "retry", "none")
FIRST = datetime(1949, 12, 31, 0, 1, tzinfo=UTC)  # 1950 begins at +23:59
LAST = datetime(2099, 1, 1, 23, 58, 59, 999999, tzinfo=UTC)  # 2098 ends at -23:59
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2098, 12, 31)
ASSUMABLE = ("status", "paid", "modifiable", "request", "retried", "recent_cancellations")
UNDER_AMIAMI = ("item", "invoiced", "release_date", "payment_deadline")
MANY = 50_000  # answers kept, some 100 MB
HOUR, DAY, TICK = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)


def oracle(facts: dict) -> dict:
    """What the contract says to `facts`, which are JSON values."""
    given, fields = wrong(facts)
    if fields:
        return {"error": fields}
    found = dict(answer(frozenset(given.items())))
    found["assumed"] = assumed(given, found)
    return found


@cache
def values(name: str, now: datetime) -> tuple:
    """Every value of a fact; of dates some for each case that a rule tells apart."""
    if name in WORDS:
        return WORDS[name]
    if name in BOOLEANS:
        return (False, True)
    if name == "recent_cancellations":
        return (0, 1, 2, 3)
    if name == "release_date":
        days = [FIRST_DAY, LAST_DAY, *(japanese(now) + DAY * k for k in (-1, 0, 1, 2))]
        return tuple(sorted({d for d in days if FIRST_DAY <= d <= LAST_DAY}))
    if name == "payment_deadline":
        moments = (now - DAY, now, now + TICK, now + DAY, LAST)
    elif name == "requested_at":
        moments = (now, now - HOUR, now - 6 * HOUR, now - 7 * HOUR, now - DAY, now - 2 * DAY, now - 30 * DAY)
    elif name == "cancelled_at":
        moments = _told_apart(now)
    else:
        moments = (now, now - HOUR, now - 7 * DAY + TICK, now - 7 * DAY, now - 30 * DAY)
    return tuple(sorted({max(FIRST, min(LAST, moment)) for moment in moments}))


def _told_apart(now: datetime) -> tuple[datetime, ...]:
    """Instants up to `now`, the last and the first for each set of refund windows that are still open."""
    ends: dict[tuple[bool, bool], list[datetime]] = {}
    edges = (now - 7 * DAY + TICK, now - 7 * DAY)
    for moment in sorted((*edges, *(now - DAY * k for k in range(31))), reverse=True):
        kind = now < moment + 7 * DAY, now < end_of_business_day(japanese(moment), 5)
        ends.setdefault(kind, []).append(moment)
    return tuple(moment for found in ends.values() for moment in (found[0], found[-1]))


def put(have: frozenset, name: str) -> list[frozenset]:
    """The facts with every value of `name` that is no error."""
    known = dict(have)
    filled = [{**known, name: value} for value in values(name, known["now"])]
    return [frozenset(with_implied(one).items()) for one in filled if not clashes(one)]


def completions(have: frozenset, reader) -> set:
    """What `reader` reads of every completion of the facts, trying only facts that it asks for."""
    try:
        return {reader(Known(dict(have)))}
    except Missing as missing:
        return {found for filled in put(have, missing.name) for found in completions(filled, reader)}


@lru_cache(MANY)
def possible(have: frozenset) -> frozenset[str]:
    """The steps of all completions."""
    return frozenset(completions(have, lambda get: rule(get).step))


def _settled(given: dict):
    quoted = "payment_method" in given and "seller" in given

    def read(get):
        row = rule(get)
        contact = get("policy") if row.step == "contact_support" else None
        money, warned = refund(get, row, quoted), warnings(get, row)
        return row.step, row.until, contact, row.fallback, money, warned

    return read


@lru_cache(MANY)
def answer(given: frozenset) -> tuple:
    """The answer without `assumed`, as pairs."""
    have = frozenset(with_implied(dict(given)).items())
    steps = possible(have)
    if len(steps) > 1:
        return ("ask", question(have)), ("possible", [step for step in STEPS if step in steps])
    found = list(completions(have, _settled(dict(have))))
    fields = zip(*(one[:5] for one in found), strict=True)
    agreed = [column[0] if len(set(column)) == 1 else None for column in fields]
    names = ("step", "until", "contact", "fallback", "refund")
    common = frozenset.intersection(*(one[5] for one in found))
    return (*zip(names, agreed, strict=True), ("warnings", common))


def question(have: frozenset) -> str:
    """The first question of an order of questions that needs the fewest in the worst case."""
    for most in range(1, len(TABLE)):
        for name in askable(dict(have)):
            if settles(have, name, most):
                return name
    raise AssertionError(f"no question settles {sorted(map(str, have))}")


def settles(have: frozenset, name: str, most: int) -> bool:
    """Whether `name`, asked first, tells values apart and leaves at most `most` - 1 questions after it."""
    filled = put(have, name)
    sets = {possible(one) for one in filled}
    if len(sets) < 2 or (most == 1 and any(len(steps) > 1 for steps in sets)):
        return False
    return all(enough(one, most - 1) for one in filled)


@lru_cache(MANY)
def enough(have: frozenset, most: int) -> bool:
    """Whether `most` questions settle the step, whatever the answers."""
    if len(possible(have)) == 1:
        return True
    return most > 0 and any(settles(have, name, most) for name in askable(dict(have)))


def askable(have: dict) -> list[str]:
    """The facts that may be asked for now, in the order of the table."""
    policy, status = have.get("policy"), have.get("status")
    request = have.get("request", "pending" if have["goal"] == "undo_request" else "none")
    gates = dict.fromkeys(UNDER_AMIAMI, policy == "amiami") | {
        "seller": policy == "amazon",
        "status": policy != "amiami",
        "paid": policy is None,
        "opened": status == "delivered",
        "cause": request == "rejected",
        "requested_at": request == "pending",
        "cancelled_at": status == "cancelled" or request == "accepted",
        "sent_back_at": status == "sent_back",
        "payment_method": policy == "amazon",
    }
    never = ("modifiable", "request", "retried", "recent_cancellations")
    return [name for name in TABLE if name not in have and name not in never and gates.get(name, True)]


def assumed(given: dict, found: dict) -> list[str]:
    """The assumed facts of which another value gives another answer."""
    have = with_implied(given)
    names = [name for name in TABLE if name in ASSUMABLE and name not in have]
    if have.get("policy") != "amiami":
        names = [name for name in names if name != "status"]
    if "policy" not in have:
        names = [name for name in names if name != "paid"]
    return [name for name in names if _counts(given, found, name)]


def _counts(given: dict, found: dict, name: str) -> bool:
    ours = assumed_value(with_implied(given), name)
    for value in values(name, given["now"]):
        other = {**given, name: value}
        if value != ours and not clashes(other) and dict(answer(frozenset(other.items()))) != found:
            return True
    return False


def assumed_value(have: dict, name: str):
    """What is assumed for an absent fact, on the facts as given."""
    if name == "paid" and have["policy"] == "amazon":
        return have.get("payment_method") != "cod" or have.get("status") in ("delivered", "sent_back")
    return Known(have)(name)
