"""Oracle, first part: which facts are legal, what they say together, and the oracle's own calendar.

Written from the contract alone; nothing here looks at the package under test.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

import holidays

TOKYO = ZoneInfo("Asia/Tokyo")
CAUSES = ("preparing", "payment", "system", "recent_change", "wrong_details", "out_of_hours")
CAUSES = (*CAUSES, "insufficient_reason", "seller", "unknown")
WORDS: dict[str, tuple[object, ...]] = {
    "goal": ("cancel", "cancel_part", "reduce_quantity", "undo_request", "refund"),
    "policy": ("amiami", "amazon"),
    "seller": ("direct", "marketplace"),
    "item": ("in_stock", "pre_owned", "pre_order", "back_order"),
    "status": ("unshipped", "preparing", "shipped", "delivered", "sent_back", "cancelled"),
    "request": ("none", "pending", "accepted", "rejected"),
    "cause": CAUSES,
    "payment_method": ("card", "konbini", "atm", "e_money", "cod"),
}
BOOLEANS = ("opened", "paid", "invoiced", "modifiable", "retried")
TABLE = ("goal", "now", "policy", "seller", "item", "status", "opened", "paid", "invoiced", "modifiable")
TABLE = (*TABLE, "release_date", "payment_deadline", "request", "cause", "retried")
TABLE = (*TABLE, "requested_at", "cancelled_at", "sent_back_at", "payment_method", "recent_cancellations")
PAST = ("requested_at", "cancelled_at", "sent_back_at")
INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII
)
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


def instant(text: str) -> datetime:
    """An RFC 3339 instant; ValueError if it is none that the contract allows."""
    found = INSTANT.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    hours, minutes = int(found[9] or 0), int(found[10] or 0)
    if not 1950 <= year <= 2098 or hours > 23 or minutes > 59:
        raise ValueError(text)
    shift = timedelta(hours=hours, minutes=minutes) * (-1 if found[8] == "-" else 1)
    micro = int((found[7] or "0").ljust(6, "0"))
    written = datetime(year, month, day, hour, minute, second, micro, timezone(shift))
    return written.astimezone(UTC)


def day(text: str) -> date:
    """An ISO date of the years 1950–2098; ValueError if it is none."""
    found = DAY.fullmatch(text)
    if not found or not 1950 <= int(found[1]) <= 2098:
        raise ValueError(text)
    return date(int(found[1]), int(found[2]), int(found[3]))


def midnight(of: date) -> datetime:
    """The instant at which the Japanese day `of` begins."""
    return datetime.combine(of, time(), TOKYO).astimezone(UTC)


def japanese(moment: datetime) -> date:
    """The Japanese day in which `moment` lies."""
    return moment.astimezone(TOKYO).date()


NATIONAL = holidays.country_holidays("JP")


@cache
def end_of_business_day(start: date, number: int) -> datetime:
    """The midnight that closes the `number`-th business day after the day `start`."""
    found = start
    while number:
        found += timedelta(days=1)
        if found.weekday() < 5 and found not in NATIONAL:
            number -= 1
    return midnight(found + timedelta(days=1))


def parse(name: str, value: object) -> object:
    """The value of a fact in the oracle's own form; ValueError if it is not allowed, KeyError if no fact."""
    if name not in TABLE:
        raise KeyError(name)
    if name in WORDS and isinstance(value, str) and value in WORDS[name]:
        return value
    if name in BOOLEANS and isinstance(value, bool):
        return value
    if name == "recent_cancellations" and type(value) is int and value >= 0:
        return value
    if name == "release_date" and isinstance(value, str):
        return day(value)
    if name == "payment_deadline" and isinstance(value, str):
        return midnight(day(value) + timedelta(days=1)) if DAY.fullmatch(value) else instant(value)
    if (name == "now" or name in PAST) and isinstance(value, str):
        return instant(value)
    raise ValueError(name)


def wrong(facts: dict) -> tuple[dict[str, object], list[str]]:
    """The parsed facts, and the fields of all errors in the order of the table, unknown keys last."""
    parsed: dict[str, object] = {}
    bad = {name for name in ("goal", "now") if name not in facts}
    for name, value in facts.items():
        try:
            parsed[name] = parse(name, value)
        except (ValueError, KeyError):
            bad.add(name)
    fields = [name for name in TABLE if name in bad] + sorted(bad.difference(TABLE))
    if not fields:
        fields = [name for name in TABLE if name in {later for _, later in clashes(parsed)}]
    return parsed, fields


def clashes(have: dict) -> set[tuple[str, str]]:
    """Pairs of facts that cannot hold together, each with the fact later in the table as its second."""
    found = set(_policy_clashes(have)) | set(_request_clashes(have)) | set(_status_clashes(have))
    for name in PAST:
        if name in have and have[name] > have["now"]:
            found.add(("now", name))
    return found


def _policy_clashes(have: dict):
    of_seller = have.get("cause") == "seller"
    if "seller" in have and have.get("policy") == "amiami":
        yield "policy", "seller"
    if "item" in have and have.get("policy") == "amazon":
        yield "policy", "item"
    if "seller" in have and "item" in have:
        yield "seller", "item"
    if of_seller and have.get("seller") == "direct":
        yield "seller", "cause"
    if of_seller and have.get("policy") == "amiami":
        yield "policy", "cause"
    if of_seller and "item" in have and "policy" not in have:
        yield "item", "cause"  # the one leaves only amiami, the other only amazon


def _request_clashes(have: dict):
    request = have.get("request")
    if "cause" in have and request != "rejected":
        yield "request", "cause"
    if "retried" in have and request != "rejected":
        yield "request", "retried"
    if "requested_at" in have and request == "none":
        yield "request", "requested_at"


def _status_clashes(have: dict):
    needs = {"opened": "delivered", "cancelled_at": "cancelled", "sent_back_at": "sent_back"}
    if have.get("request") == "accepted":
        del needs["cancelled_at"]
    needing = [name for name in needs if name in have]
    if "status" in have:
        yield from (("status", name) for name in needing if have["status"] != needs[name])
    else:
        yield from ((one, two) for one in needing for two in needing if TABLE.index(one) < TABLE.index(two))


def with_implied(given: dict) -> dict:
    """The facts given and those that they imply."""
    have = dict(given)
    if have.get("cause") == "seller":
        have.setdefault("seller", "marketplace")
    if "seller" in have:
        have.setdefault("policy", "amazon")
    if "item" in have:
        have.setdefault("policy", "amiami")
    if "opened" in have:
        have.setdefault("status", "delivered")
    if "sent_back_at" in have:
        have.setdefault("status", "sent_back")
    if "cancelled_at" in have and have.get("request") != "accepted":
        have.setdefault("status", "cancelled")
    if "requested_at" in have:
        have.setdefault("request", "pending")
    return have
